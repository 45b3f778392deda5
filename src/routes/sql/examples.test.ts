import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { inEnglish } from './english-names.ts';
import { EXAMPLES } from './examples.ts';
import { formatted } from './format.ts';
import { bind, parametersOf } from './parameters.ts';
import { runStatement } from './statement.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const names = (await readdir('data/samples')).filter((name) => name.endsWith('.txt'));
  const files = names.map(async (name) => ({
    name,
    bytes: new Uint8Array(await readFile(`data/samples/${name}`)),
  }));
  await load(db, await read(await Promise.all(files)));
});
afterAll(() => db.close());

const answer = async (text: string) => {
  const values = Object.fromEntries(parametersOf(text).map(({ name, given }) => [name, given]));
  const { rows, columns } = await runStatement(db, bind(text, values), 500, new AbortController().signal);
  return { rows, columns };
};

test.each(EXAMPLES.map(({ key, sql }) => [key, sql]))(
  '%s runs, and laid out anew says the same',
  async (_, sql) => {
    const asked = await answer(sql);
    expect(asked.columns.length).toBeGreaterThan(1);
    const again = formatted(sql);
    expect(parametersOf(again).map(({ name }) => name)).toEqual(parametersOf(sql).map(({ name }) => name));
    expect(await answer(again)).toEqual(asked);
  },
);

test.each(EXAMPLES.map(({ key, sql }) => [key, sql]))('%s asks the same in English', async (_, sql) => {
  const english = inEnglish(sql);
  const [asked, named] = [await answer(sql), await answer(english)];
  expect(english.replaceAll(/'[^']*'|= 培训$/gm, '')).not.toMatch(/\p{Script=Han}/u);
  expect(new Set(named.columns.map(({ name }) => name)).size).toBe(asked.columns.length);
  if (english.includes('message_en')) expect(named.rows).toHaveLength(asked.rows.length);
  else expect(named.rows).toEqual(asked.rows);
});

test('the projects whose benefits are all in words: counted by hand over the indicators', async () => {
  const { rows } = await answer(EXAMPLES.find(({ key }) => key === 'sql.example.all-words')!.sql);
  const counted = await db.query<{ name: string }>(
    `SELECT p.name FROM project p WHERE
      EXISTS (FROM indicator i WHERE i.form_id = p.form_id AND level1 = '效益指标' AND strength <> 'lost') AND
      NOT EXISTS (FROM indicator i WHERE i.form_id = p.form_id AND level1 = '效益指标' AND strength IN ('number', 'full'))
     ORDER BY annual DESC`,
  );
  expect(counted.length).toBeGreaterThan(0);
  expect(rows.map(([name]) => name)).toEqual(counted.map(({ name }) => name));
});
