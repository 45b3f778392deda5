import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { createSchema } from '../create.ts';
import { load } from '../load.ts';
import { form, indicator, loadable } from '../sample.test-data.ts';
import { conditionChange } from './condition-change.ts';
import { findingListSql } from './finding-list.ts';
import { peerTargets } from './peer-targets.ts';
import { schemaList } from './schema-list.ts';

let db: NativeConnector;

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  await load(
    db,
    loadable([
      form('a.txt#1', {
        annual: 100,
        indicators: [
          indicator('服务人数', '提升'),
          indicator('培训人数', '≥90.00(人)'),
          indicator('设备台数', '≥5.00(台)'),
          indicator('参训人数', '=100.00(%)'),
          indicator('', '≥1.00(个)'),
        ],
      }),
      form('a.txt#2', { annual: 50, indicators: [indicator('培训人数', '≥90.00(人)')] }),
    ]),
  );
});
afterAll(() => db.close());

test('peers are like-named rows with a number, each wording once', async () => {
  const peers = await peerTargets(db, 'a.txt#1/1');
  expect(peers.map((peer) => [peer.name, peer.raw])).toEqual([['培训人数', '≥90.00(人)']]);
});

test('peers of a row without a name are no error', async () => {
  expect(await peerTargets(db, 'a.txt#1/5')).toEqual([]);
});

test('names are alike by their characters: of the bytes any two share a third', async () => {
  const other = await openNative();
  await createSchema(other);
  const forms = ['社区矫正帮教服务覆盖率', '信访投诉处理率', '社区矫正服务次数'].map((name, n) =>
    form(`${n}.txt#1`, { annual: 1, indicators: [indicator(name, '≥90.00(%)')] }),
  );
  await load(other, loadable(forms));
  expect((await peerTargets(other, '0.txt#1/1')).map(({ name }) => name)).toEqual(['社区矫正服务次数']);
  other.close();
});

test('two predicates are compared row by row', async () => {
  const change = await conditionChange(
    db,
    'indicator_fact',
    'coalesce(value > 50, FALSE)',
    'coalesce(value < 95, FALSE)',
  );
  expect(change).toEqual({ before: 3, after: 4, added: 2, gone: 1, examples: ['设备台数', ''] });
});

test('the schema lists tables first, then views, columns in order', async () => {
  const columns = await schemaList(db);
  const tables = [...new Set(columns.map((column) => column.table))];
  expect(tables.indexOf('project')).toBeLessThan(tables.indexOf('indicator_fact'));
  expect(columns.filter((c) => c.table === 'source_line').map((c) => [c.column, c.type, c.view])).toEqual([
    ['file', 'VARCHAR', false],
    ['line', 'INTEGER', false],
    ['text', 'VARCHAR', false],
  ]);
});

test('every way of standing together is a statement that runs', async () => {
  for (const together of ['rule', 'project', 'review', 'severity', undefined] as const)
    expect(await db.query(findingListSql({ fingerprint: ["'"] }, { together, pageSize: 5 }))).toEqual([]);
});
