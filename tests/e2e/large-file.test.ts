import { mkdirSync, rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import { zhunxing } from './command-line.ts';
import { arrive, chooseFile, useBrowser, type Visit } from './page.ts';

const { open } = useBrowser();
const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';
const FILE = 'test-results/large.duckdb';

let visit: Visit;

/** The sample's portfolio, which says of itself that it is a large one: findings are then counted, and not made. */
beforeAll(async () => {
  mkdirSync('test-results', { recursive: true });
  rmSync(FILE, { force: true });
  zhunxing('build', SAMPLE, '--out', FILE);
  const db = await openNative(FILE);
  await db.query('UPDATE meta SET indicators = 400000');
  db.close();
  visit = await open('/data');
  await chooseFile(visit.page, FILE);
});
afterAll(() => visit.page.context().close());

const chart = (page: Page, name: string) => page.locator(`[role=toolbar][aria-label="${name}"] button`);
const texts = (page: Page, name: string) =>
  chart(page, name).evaluateAll((bars) => bars.map((bar) => bar.querySelector('.text')?.textContent?.trim()));

test(
  'findings of a large portfolio come onto the page when they are asked for, and say what the command line says',
  { timeout: 180_000 },
  async () => {
    const { outcomes } = JSON.parse(zhunxing('check', FILE, '--format', 'json', '--fail-on', 'never')) as {
      outcomes: { scope: string; flagged: number }[];
    };
    const { page, trouble } = visit;
    await page.locator('nav a[href$="/explore"]').first().click();
    await chart(page, '二级指标').first().waitFor();
    expect(await chart(page, '疑点的轻重').count()).toBe(0);
    expect(await page.getByRole('columnheader', { name: '疑点' }).count()).toBe(0);

    await page.getByRole('button', { name: '汇总并显示' }).click();
    await chart(page, '触发了哪条规则').first().waitFor({ timeout: 60_000 });
    const flagged = outcomes.filter((one) => one.scope === 'indicator').map((one) => one.flagged);
    const most = flagged.sort((a, b) => b - a).slice(0, 9);
    // Among them stands how many have no finding at all.
    await expect
      .poll(async () => (await texts(page, '触发了哪条规则')).map(Number), { timeout: 30_000 })
      .toEqual(expect.arrayContaining(most));
    await page.getByRole('columnheader', { name: '疑点' }).waitFor();

    await chart(page, '触发了哪条规则')
      .filter({ has: page.locator('.text', { hasText: new RegExp(`^${most[0]}$`) }) })
      .first()
      .click();
    await page.locator(`main table[data-rows="${most[0]}"]`).waitFor();
    await page.goBack();
    await page.goBack();
    await expect.poll(() => chart(page, '触发了哪条规则').count(), { timeout: 30_000 }).toBe(0);
    expect(trouble).toEqual([]);
  },
);

test('what a chart of findings shows is what its SQL gives', { timeout: 180_000 }, async () => {
  const { page, trouble } = visit;
  await arrive(page, '/explore');
  await page.getByRole('button', { name: '汇总并显示' }).click();
  await chart(page, '触发了哪条规则').first().click({ timeout: 60_000 });
  await page.waitForURL(/rule=/);
  await page.locator('.charts[aria-busy=false]').waitFor();
  await expect
    .poll(() => texts(page, '疑点的轻重'), { timeout: 30_000 })
    .toEqual(expect.arrayContaining([expect.stringContaining(' / ')]));
  const shown = await texts(page, '疑点的轻重');
  await page.getByRole('button', { name: 'SQL · 疑点的轻重' }).click();
  await page.locator('main a[href*="/sql#q="]').first().click();
  await page.locator('[data-testid=sql-result] tbody tr').first().waitFor();
  const rows = await page
    .locator('[data-testid=sql-result] tbody tr')
    .evaluateAll((list) =>
      list.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent!.trim())),
    );
  const head = await page.locator('[data-testid=sql-result] thead th').allInnerTexts();
  const at = (name: string) => head.findIndex((text) => text.trim().startsWith(name));
  const given = rows.map((row) => {
    const [kept, all] = [row[at('indicators')], row[at('all_indicators')]];
    return kept === all ? all : `${kept} / ${all}`;
  });
  expect(given.sort()).toEqual(shown.sort());
  expect(trouble).toEqual([]);
});
