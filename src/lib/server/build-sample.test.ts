import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { restoreSnapshot, takeSnapshot, type Snapshot } from '#core/store/snapshot.ts';
import { TABLES } from '#core/store/schema.ts';
import { VIEWS } from '#core/store/views.ts';
import type { BuiltSample } from '#lib/ingest/built-sample.ts';
import { buildSample } from './build-sample.ts';
import { judgedSample } from './judged-sample.ts';

const asTold = `SELECT table_name AS "table", column_name AS "column", data_type AS type, is_nullable AS nullable
  FROM duckdb_columns() WHERE NOT internal AND table_name IN (${[...Object.keys(TABLES), ...Object.keys(VIEWS)].map((name) => `'${name}'`).join(', ')})
  ORDER BY table_name, column_index`;

test('the sample as it was built, put into an empty database, is row by row what reading, settling and judging give', async () => {
  const built = JSON.parse(JSON.stringify(await buildSample())) as BuiltSample;
  const db = await openNative();
  await restoreSnapshot(db, built.tables);
  await judgedSample(async ({ db: long, run }) => {
    expect(await db.query(asTold)).toEqual(await long.query(asTold));
    const [one, other] = [await takeSnapshot(db), await takeSnapshot(long)];
    expect(one).toEqual(other);
    expect(rows(one)).toBeGreaterThan(1000);
    expect(built.run).toEqual(run);
    expect(built.contents).toMatchObject({
      forms: rows({ project: one['project']! }),
      doubles: [],
      held: [],
    });
  });
  db.close();
});

const rows = (snapshot: Snapshot) => Object.values(snapshot).reduce((sum, table) => sum + table.rows, 0);
