import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { TABLES } from '#core/store/schema.ts';
import { VIEWS } from '#core/store/views.ts';
import rule from '#rules/indicator/value-missing.json' with { type: 'json' };
import { follow, ready, useBrowser } from './page.ts';

const { address, open } = useBrowser();
const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';
const NAMES = [...Object.keys(TABLES), ...Object.keys(VIEWS)];

/** Every table and fact with its rows, in their order, as one line. */
const ALL = NAMES.map(
  (table) =>
    `SELECT '${table}' || ' ' || count(*) || ' ' || md5(string_agg(CAST(t AS VARCHAR), chr(10) ORDER BY rowid)) AS said FROM ${table} t`,
).join(' UNION ALL ');

let asked = 0;
/** What the SQL page answers to a query for one text, told by its number from the answer that stood there before. */
async function ask(page: Page, text: string, from: string): Promise<string> {
  await follow(page, '/sql');
  await page.locator('[data-editor=ready]').waitFor();
  const mark = `答 ${++asked}: `;
  const field = page.getByRole('textbox', { name: '查询语句' });
  await field.fill(`SELECT '${mark}' || ${text} AS answer FROM ${from}`);
  await field.press('Control+Enter');
  const cell = page.locator('[data-testid=sql-result] tbody td', { hasText: mark });
  await cell.waitFor();
  return (await cell.innerText()).slice(mark.length);
}
const tables = (page: Page) => ask(page, `string_agg(said, ' | ' ORDER BY said)`, `(${ALL})`);
const counts = (page: Page) => ask(page, `count(*) || ' ' || sum(waived)`, 'outcome');

test('the sample as it was built stands in the tables, row by row, as the same document does when the page reads and judges it', async () => {
  const { page, requests, trouble } = await open('/');
  const read = () => requests.filter((url) => /reader-worker|\.txt$/.test(url)).length;
  await ready(page);
  const built = await tables(page);
  expect(read()).toBe(0);
  expect(built.split(' | ')).toHaveLength(NAMES.length);

  await follow(page, '/data');
  await page.locator('#files').setInputFiles(SAMPLE);
  await page.waitForFunction(() => localStorage.getItem('zhunxing.open') !== null);
  await ready(page);
  expect(await tables(page)).toBe(built);
  expect(read()).toBeGreaterThan(0);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test('kept waivers and rules of one’s own count over the sample as it was built', async () => {
  const { page } = await open('/');
  await ready(page);
  const [shipped, none] = (await counts(page)).split(' ').map(Number);
  expect(none).toBe(0);
  const fingerprint = await ask(page, 'min(fingerprint)', 'finding');
  await page.evaluate(
    ([waivers, rules]) => {
      localStorage.setItem('zhunxing.waivers', waivers!);
      localStorage.setItem('zhunxing.rules', rules!);
    },
    [
      JSON.stringify([{ fingerprint, reason: '已说明', author: '审核员' }]),
      JSON.stringify([{ json: { ...rule, id: 'own-one', code: 'Z01' }, on: true, changed: '' }]),
    ],
  );
  await page.goto(address);
  await ready(page);
  expect(await counts(page)).toBe(`${shipped! + 1} 1`);
  await page.context().close();
});
