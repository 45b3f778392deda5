import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from './create.ts';
import { FACT_VIEWS, FACTS } from './facts.ts';
import { load } from './load.ts';
import { loadable } from './sample.test-data.ts';
import type { Scope } from '#core/model/finding.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  await load(db, loadable([]));
});
afterAll(() => db.close());

const TYPES = { number: 'DOUBLE', text: 'VARCHAR', boolean: 'BOOLEAN', list: 'VARCHAR[]' } as const;

test.each(Object.keys(FACTS) as Scope[])('every fact of scope %s is a column of its type', async (scope) => {
  const columns = await db.query<{ column_name: string; column_type: string }>(
    `DESCRIBE ${FACT_VIEWS[scope]}`,
  );
  const types = Object.fromEntries(columns.map((c) => [c.column_name, c.column_type]));
  const wanted = Object.fromEntries(
    Object.entries(FACTS[scope]).map(([name, fact]) => [name, TYPES[fact.type]]),
  );
  expect(types).toMatchObject(wanted);
  expect(types.record).toBe('VARCHAR');
});

test.each(['indicator_fact', 'project_fact', 'goal_group_fact', 'name_group_fact', 'department_fact'])(
  'view %s holds only numbers, text, yes/no and text lists',
  async (view) => {
    const columns = await db.query<{ column_name: string; column_type: string }>(`DESCRIBE ${view}`);
    const other = columns.filter((c) => !Object.values<string>(TYPES).includes(c.column_type));
    expect(other).toEqual([]);
  },
);
