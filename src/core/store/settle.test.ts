import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { createSchema } from './create.ts';
import { load } from './load.ts';
import { form, indicator, loadable } from './sample.test-data.ts';
import { settleFacts } from './settle.ts';

test('facts made part by part are those made at once', async () => {
  const db = await openNative();
  await createSchema(db);
  const rows = (n: number) =>
    ['满意度', '验收合格率', '完成率', '及时性', `第${n}项`].map((name) =>
      indicator(name, `≥${n + 80}.00(%)`),
    );
  await load(
    db,
    loadable(
      Array.from({ length: 12 }, (_, n) => form(`a.txt#${n + 1}`, { annual: n, indicators: rows(n % 7) })),
    ),
  );
  const facts = async () => ({
    names: await db.query('SELECT * FROM name_group_fact ORDER BY record'),
    forms: await db.query('SELECT * FROM form_fact ORDER BY form_id'),
    projects: await db.query('SELECT * FROM project_fact ORDER BY record'),
  });
  const whole = await facts();
  expect(whole.names.map((row) => row.record)).toEqual(expect.arrayContaining(['满意度', '第0项']));
  expect([whole.forms.length, whole.projects.length]).toEqual([12, 12]);
  await settleFacts(db, 10);
  expect(await facts()).toEqual(whole);
  db.close();
});
