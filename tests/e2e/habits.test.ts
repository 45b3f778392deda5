import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { broken } from './axe.ts';
import { arrive, ready, useBrowser, type Visit } from './page.ts';

const { open } = useBrowser();

let visit: Visit;
beforeAll(async () => {
  visit = await open('/');
  await ready(visit.page);
});
afterAll(() => visit.page.context().close());

test('a chart is read by keyboard, taken away, and run in the console to the same figures', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/');
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
}, 180_000);

test('palette, keys and help: one list; what stands over a page is as accessible as the page', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/');
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
  await page.emulateMedia({ contrast: 'no-preference' });

  await page.getByLabel('目标软：低于').fill('10');
  await page.getByLabel('目标软：低于').press('Enter');
  await page.waitForURL(/weak=10/);
  await page.getByText('不到 10%').first().waitFor();
  expect(trouble).toEqual([]);
}, 180_000);

test('a bar of the overview leads to its indicators; Explore gives its commands to the palette and the keys', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/');
  const cursor = page.getByRole('slider', { name: /^指标强度/ });
  await cursor.focus();
  const [, indicators] = /指标数 (\d+)/.exec((await cursor.getAttribute('aria-valuetext'))!)!;
  await page.keyboard.press('Enter');
  await page.waitForURL(/explore\?v=1&level1=[^&]+&level2=/);
  const count = page.locator('.count[role=status]');
  await count.filter({ hasText: `${indicators} / 281` }).waitFor();

  await page.locator('main').click({ position: { x: 2, y: 2 } });
  await page.keyboard.press('Control+k');
  expect(await page.locator('dialog[open] button', { hasText: '重做' }).count()).toBe(1);
  await page.getByRole('searchbox', { name: /搜项目/ }).fill('清除全部');
  await page.locator('dialog[open] button', { hasText: '清除全部' }).click();
  await count.filter({ hasText: '281 / 281' }).waitFor();
  await page.keyboard.press('Control+z');
  await count.filter({ hasText: `${indicators} / 281` }).waitFor();
  await page.keyboard.press('Control+Shift+Z');
  await count.filter({ hasText: '281 / 281' }).waitFor();
  // While one writes, the keys are those of the field.
  await page.getByRole('searchbox', { name: '搜索项目、指标、指标值' }).focus();
  await page.keyboard.press('Control+z');
  expect(await count.innerText()).toContain('281 / 281');

  await arrive(page, '/explore?cols=name.value.unit&q=考务安全管理费');
  await page.locator('main table[data-rows="1"]').waitFor();
  // The row stands there before it is filled.
  await expect
    .poll(() => page.locator('main .frame tbody tr').last().innerText(), { timeout: 30_000 })
    .toMatch(/122 万元\s+万元/);
  expect(trouble).toEqual([]);
}, 180_000);

test('the rows of a form and the list of rules are taken away like any table', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/rules');
  const take = async (about: string) => {
    await page.getByRole('button', { name: `导出 · ${about}` }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[popover]:popover-open button', { hasText: '.json' }).click(),
    ]);
    const place = `test-results/${file.suggestedFilename()}`;
    await file.saveAs(place);
    const { rows, provenance } = JSON.parse(readFileSync(place, 'utf8')) as {
      rows: Record<string, unknown>[];
      provenance: Record<string, unknown>;
    };
    expect(provenance['数据指纹']).toMatch(/^[0-9a-f]{64}$/);
    return rows;
  };
  const rules = await take('规则库');
  expect(rules).toHaveLength(await page.locator('main td.code').count());
  expect(rules.find((rule) => rule['编号'] === 'I08')).toMatchObject({ id: 'cost-unit-not-money' });

  await arrive(page, '/projects');
  await page.locator('main a', { hasText: '社区矫正经费' }).first().click();
  await page.locator('.form tr.row').first().waitFor();
  const rows = await take('绩效指标');
  expect(rows).toHaveLength(32);
  expect(rows[0]).toMatchObject({ 二级指标: '经济成本指标', 指标值: '≤10.00(%)', 原文: 458 });
  expect(rows[0]!['疑点']).toMatch(/^I08 /);
  expect(trouble).toEqual([]);
}, 180_000);

test('charts made of boxes are taken as pictures: their names and figures are text, their bars as long as on screen', async () => {
  const { page, trouble } = visit;
  await arrive(page, '/');
  const pictureOf = async (click: () => Promise<void>) => {
    const [file] = await Promise.all([page.waitForEvent('download'), click()]);
    const place = `test-results/${file.suggestedFilename()}`;
    await file.saveAs(place);
    return readFileSync(place, 'utf8');
  };
  const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
  /** Widths of the boxes of one colour and height. */
  const widths = (svg: string, height: number) =>
    [...svg.matchAll(/<rect[^>]* width="([\d.]+)" height="([\d.]+)"/g)]
      .filter(([, , tall]) => Math.abs(Number(tall) - height) < 0.5)
      .map(([, wide]) => Number(wide));

  const money = await pictureOf(async () => {
    await page.getByRole('button', { name: '导出 · 钱压在哪一类指标上' }).click();
    await page.locator('[popover]:popover-open button', { hasText: '.svg' }).click();
  });
  expect(texts(money)).toEqual(
    expect.arrayContaining(['钱压在哪一类指标上', '有数可核', '28%', '3,912 万元']),
  );
  const parts = widths(money, 20);
  expect(parts).toHaveLength(5);
  expect(parts[0]! / parts[3]!).toBeCloseTo(3912 / 4832, 1);

  await arrive(page, '/explore?v=1&charts=comparator');
  await page.getByRole('button', { name: '图的选项 · 比较符' }).click();
  const svg = await pictureOf(() => page.getByRole('button', { name: 'SVG', exact: true }).click());
  expect(texts(svg)).toEqual(expect.arrayContaining(['比较符', '无比较符', '62', '93', '10', '116']));
  expect(texts(svg).join()).not.toContain('图的选项');
  expect(svg).not.toMatch(/var\(|color-mix|color\(|<pattern/);

  // The row that the pointer stands on is no other in the picture.
  await page.getByRole('button', { name: '图的选项 · 比较符' }).click();
  const row = page.locator('.rows button', { hasText: '无比较符' });
  await row.hover({ force: true, position: { x: 4, y: 8 } });
  expect(await row.evaluate((one) => one.matches(':hover'))).toBe(true);
  const pointed = await pictureOf(() =>
    page.getByRole('button', { name: 'SVG', exact: true }).dispatchEvent('click'),
  );
  expect(pointed).toBe(svg);

  // Whoever asks for more contrast gets patterns, in the picture too: of every strength but the strongest, those here.
  await page.emulateMedia({ contrast: 'more' });
  await page.getByRole('button', { name: '图的选项 · 比较符' }).click();
  const hatched = await pictureOf(() => page.getByRole('button', { name: 'SVG', exact: true }).click());
  expect(hatched.match(/<pattern /g)).toHaveLength(4);
  expect(widths(hatched, 12).length).toBeGreaterThan(widths(svg, 12).length);
  await page.emulateMedia({ contrast: null });
  await page.getByRole('button', { name: '图的选项 · 比较符' }).click();
  const [png] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PNG', exact: true }).click(),
  ]);
  expect(png.suggestedFilename()).toMatch(/^比较符-.*\.png$/);
  expect(trouble).toEqual([]);
}, 180_000);
