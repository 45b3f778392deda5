import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrive, ready, useBrowser, type Visit } from './page.ts';

const { open } = useBrowser();

let visit: Visit;
beforeAll(async () => {
  visit = await open('/sql');
  await ready(visit.page);
});
afterAll(() => visit.page.context().close());

const result = (page: Page) => page.locator('section.result[aria-busy="false"]');
const field = (page: Page) => page.getByRole('textbox', { name: '查询语句' });
const rows = (page: Page) => page.locator('[data-testid=sql-result] tbody tr');

test('the console: a ready question with parameters, a selection, what is refused, chart, plan, pages and a saved query', async () => {
  const { page, trouble } = visit;
  await page.locator('[data-editor=ready]').waitFor();

  await page.getByRole('button', { name: '钱多而能核的少' }).click();
  await result(page).locator('th', { hasText: '量化比例' }).waitFor();
  // An example that nobody touched gives its page to the next.
  expect(await page.locator('main nav .close').count()).toBe(1);
  const some = await rows(page).count();
  expect(some).toBeGreaterThan(0);
  await page.getByLabel('万元', { exact: true }).fill('100000');
  await page.getByLabel('万元', { exact: true }).press('Enter');
  await result(page).getByText('没有符合条件的行').waitFor();
  await page.getByLabel('万元', { exact: true }).fill(`0) OR (1=1 --`);
  await page.getByLabel('万元', { exact: true }).press('Enter');
  await result(page).locator('[role=alert]').waitFor();
  await page.getByLabel('万元', { exact: true }).fill('0');
  await page.getByLabel('万元', { exact: true }).press('Enter');
  await expect.poll(() => rows(page).count()).toBeGreaterThan(some);

  await page.getByRole('button', { name: '图', exact: true }).click();
  await result(page).locator('svg').waitFor();
  await page.getByRole('button', { name: '执行计划' }).click();
  await result(page).locator('pre', { hasText: 'SEQ_SCAN' }).waitFor();

  await page.getByRole('button', { name: '新的查询页' }).click();
  // A key pressed while one editor takes the place of the other goes to neither.
  await page.locator('[data-editor=ready]').waitFor();
  await field(page).fill('SELECT 7 AS seven\nFROM nowhere');
  await field(page).press('Control+Enter');
  await result(page).getByText('看第 2 行').waitFor();
  await page.locator('.cm-lintRange-error').first().waitFor({ state: 'attached' });
  await field(page).press('Control+Home');
  await field(page).press('Shift+End');
  await field(page).press('Control+Enter');
  await result(page).locator('th', { hasText: 'seven' }).waitFor();

  await field(page).fill(`SELECT * FROM read_csv('https://example.com/a.csv')`);
  await field(page).press('Control+Enter');
  await result(page).getByText('“read_csv”要读数据库以外').waitFor();

  await field(page).fill('select count(*) as n from project where annual>0');
  await page.getByRole('button', { name: '排版' }).click();
  await expect.poll(() => field(page).innerText()).toMatch(/SELECT\s+COUNT\(\*\) AS n\s+FROM\s+project/i);
  await page.getByRole('button', { name: '保存' }).first().click();
  await page.getByLabel('名称').fill('有钱的');
  await page.getByLabel('名称').press('Enter');

  await page.reload();
  await ready(page);
  await expect.poll(() => field(page).innerText()).toContain('annual > 0');
  await page.getByText('已保存').click();
  await page.getByRole('button', { name: '有钱的', exact: true }).waitFor();
  expect(trouble).toEqual([]);
}, 180_000);

test('completion knows the tables, their columns and what a fact means', async () => {
  const { page } = visit;
  await arrive(page, `/sql?q=${encodeURIComponent('SELECT share_q\nFROM project_fact')}`);
  await page.locator('[data-editor=ready]').waitFor();
  await expect.poll(() => field(page).innerText()).toContain('share_q');
  await field(page).press('Control+Home');
  await field(page).press('End');
  const offered = page.locator('.cm-tooltip-autocomplete');
  // Asked for before the names have been read, nothing comes: then it is asked for again.
  const offer = async () => {
    await field(page).press('Control+Space');
    await page.waitForTimeout(300);
    return (await offered.allInnerTexts()).join();
  };
  await expect.poll(offer, { timeout: 60_000 }).toMatch(/share_quantified[^]*量化比例/);
  await offered.getByText('share_quantified').click();
  await expect.poll(() => field(page).innerText()).toContain('SELECT share_quantified');
}, 180_000);
