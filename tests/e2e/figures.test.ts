import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zhunxing } from './command-line.ts';
import { follow, ready, settled, useBrowser, type Visit } from './page.ts';

const { open } = useBrowser();
const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';

interface RunReport {
  data: { forms: number; indicators: number; sha256: string };
  findings: Record<string, unknown>[];
  outcomes: unknown[];
  notes: unknown[];
  summary: { indicators: number; number: number; forms: number; annual: number; errors: number };
}

let live: Visit;
let printed: RunReport;
beforeAll(async () => {
  live = await open('/');
  await ready(live.page);
  printed = byName(zhunxing('check', SAMPLE, '--format', 'json')) as RunReport;
});
afterAll(() => live.page.context().close());

/** The page knows a file by its name, the command line by its path. */
const byName = (text: string): unknown => JSON.parse(text.replaceAll(SAMPLE, SAMPLE.split('/').at(-1)!));

test('a figure is painted with no script at all, and the page’s own database gives the same', async () => {
  const still = await open('/', { javaScriptEnabled: false });
  const before = await still.page.locator('main').innerText();
  const lead = await still.page.locator('[data-figure]').innerText();
  expect(lead).toMatch(/\d/);
  await still.page.context().close();

  await settled(live.page);
  expect(await live.page.locator('[data-figure]').innerText()).toBe(lead);
  for (const figure of before.match(/\d[\d,.]*/g) ?? [])
    expect(await live.page.locator('main').innerText()).toContain(figure);
});

test('findings, outcomes and summary: the page’s export equals the command line’s, to the last one', async () => {
  const { page } = live;
  await follow(page, '/audit');
  await page.locator('.export > button').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('.export [popover]').getByRole('button', { name: /JSON/ }).click(),
  ]);
  await download.saveAs('test-results/page.json');
  const exported = byName(readFileSync('test-results/page.json', 'utf8')) as RunReport;
  expect(printed.findings.length).toBeGreaterThan(100);
  expect(exported.data).toEqual(printed.data);
  expect(exported.outcomes).toEqual(printed.outcomes);
  expect(exported.findings).toEqual(printed.findings);
  expect(exported.notes).toEqual(printed.notes);
  expect(exported.summary).toEqual(printed.summary);
});

test('the headline is the command line’s summary', async () => {
  const { summary } = printed;
  const { page } = live;
  await follow(page, '/');
  await settled(page);
  const lead = await page.locator('[data-figure]').innerText();
  expect(lead).toContain(`${(summary.annual / 1e8).toFixed(2)} 亿元`);
  expect(lead).toContain(`${summary.forms} 份申报表`);
  expect(lead).toContain(`${summary.number} 项`);
  const strip = await page.locator('main').innerText();
  expect(strip).toContain(String(summary.errors));
});

test('a query in the SQL page gives what the command line gives', async () => {
  const sql =
    'select level2, strength, count(*) as n, sum(annual) as money from indicator_fact group by all order by all';
  const answer = JSON.parse(zhunxing('query', SAMPLE, sql, '--format', 'json')) as Record<string, unknown>[];
  const { page } = live;
  await follow(page, '/sql');
  await page.locator('[data-editor=ready]').waitFor();
  const field = page.getByRole('textbox', { name: '查询语句' });
  await field.fill(sql);
  await field.press('Control+Enter');
  // The page opens with an answer of its own, which stays until this one is there.
  await page.locator('section.result[aria-busy="false"] th', { hasText: 'money' }).waitFor();
  const rows = await page.locator('main table').last().locator('tbody tr').count();
  expect(rows).toBe(answer.length);
  const cells = await page.locator('main table').last().locator('tbody tr').first().innerText();
  expect(cells).toContain(String(answer[0]!['level2']));
});

test('a threshold is what its field shows: whole, within its bounds, and in the address', async () => {
  const { page, trouble } = await open('/');
  await ready(page);
  const card = page.locator('section.card', { hasText: '钱跟着多硬的目标走' });
  const strong = card.getByLabel('目标硬：');
  for (const [typed, taken] of [
    ['200', 100],
    ['39.6', 40],
    ['-5', 30],
    ['60', 60],
    ['', 60],
  ] as const) {
    await strong.fill(typed);
    await strong.press('Tab');
    await expect.poll(() => strong.inputValue()).toBe(String(taken));
    await expect.poll(() => new URL(page.url()).searchParams.get('strong')).toBe(String(taken));
    await card.getByText(`有数可核不低于 ${taken}% 为硬`).waitFor({ state: 'attached' });
  }
  expect(trouble).toEqual([]);
});
