import { expect, test } from 'vitest';
import { broken } from './axe.ts';
import { ready, useBrowser } from './page.ts';

const { open } = useBrowser();

test('a chart is read by keyboard, taken away, and run in the console to the same figures', async () => {
  const { page, trouble } = await open('/');
  await ready(page);
  const whole = /[\d.]+ 亿元/.exec(await page.locator('[data-figure]').innerText())![0];
  const cursor = page.getByRole('slider', { name: /^钱站在什么样的指标上/ });
  await cursor.focus();
  await page.keyboard.press('ArrowRight');
  expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^2 \/ 13 · 项目 .*年度资金 2,111 万元/);

  for (const [format, name] of [
    ['.png', /\.png$/],
    ['.svg', /\.svg$/],
    ['.xlsx', /\.xlsx$/],
    ['.parquet', /\.parquet$/],
  ] as const) {
    await page.getByRole('button', { name: '导出 · 钱站在什么样的指标上' }).click();
    if (format === '.png') expect(await broken(page), 'menu').toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[popover]:popover-open button', { hasText: format }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(name);
  }

  await cursor.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/projects/*');
  await page.goBack();
  await page.getByRole('link', { name: /SQL 页.* · 各部门资金/ }).click();
  await page.locator('[data-testid=sql-result] tbody tr').first().waitFor();
  const cells = await page.locator('[data-testid=sql-result] tbody tr').first().locator('td').allInnerTexts();
  const yuan = cells.map((text) => Number(text.replaceAll(',', ''))).filter((value) => value > 1e6);
  expect(yuan.map((value) => `${(value / 1e8).toFixed(2)} 亿元`)).toContain(whole);
  expect(trouble).toEqual([]);
  await page.context().close();
}, 180_000);

test('palette, keys and help: one list; what stands over a page is as accessible as the page', async () => {
  const { page, trouble } = await open('/');
  await ready(page);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('searchbox', { name: /搜项目/ });
  await field.fill('dk zl');
  await page.locator('dialog[open] mark', { hasText: '总览' }).waitFor();
  await field.fill('flyztsl');
  const hit = page.locator('dialog[open] button', { hasText: '同比下降' });
  await hit.waitFor();
  expect(await hit.locator('mark').innerText()).toBe('法律援助投诉率');
  expect(await broken(page), 'palette').toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/projects\/.*#row-/);

  await page.keyboard.press('?');
  await page.getByRole('heading', { name: '快捷键' }).waitFor();
  expect(await broken(page), 'help').toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await page.waitForURL((url) => url.pathname === '/');
  await page.locator('[data-figure]').waitFor();
  await page.keyboard.press('w');
  await page.getByRole('button', { name: '退出大屏' }).waitFor();
  expect(await broken(page), 'wall').toEqual([]);
  await page.getByRole('button', { name: '退出大屏' }).click();
  await page.emulateMedia({ contrast: 'more' });
  await page.locator('svg pattern').first().waitFor({ state: 'attached' });
  expect(await broken(page), 'more contrast').toEqual([]);

  await page.getByLabel('目标软：低于').fill('10');
  await page.getByLabel('目标软：低于').press('Enter');
  await page.waitForURL(/weak=10/);
  await page.getByText('不到 10%').first().waitFor();
  expect(trouble).toEqual([]);
  await page.context().close();
}, 180_000);
