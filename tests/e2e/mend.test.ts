import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serious } from './axe.ts';
import { arrive, follow, ready, useBrowser } from './page.ts';

const { open } = useBrowser();

const FORM = `财政项目支出绩效目标申报表
（2024年度）
项目名称	社区服务经费
主管部门	某市民政局	实施单位	某市民政局本级
项目资金（万元）	年度资金总额	100.00
	其中：当年财政拨款	80.00
年度总体目标
完成社区服务站点建设，提升居民满意度。
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	服务站点建设数	≥12.00(个)
	质量指标	站点验收合格率	=100.00(%)
		设施	完好率	及时	维护
	时效指标	建设完成及时率	=100.00(%)
效益指标	社会效益指标	社区服务覆盖率	≥90.00(%)
`;
/** Line of the row that can be read in several ways. */
const HARD = 12;

const fileOf = (text: string, name = '社区.txt') => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

async function drop(page: Page, text: string, name?: string): Promise<void> {
  const at = await revision(page);
  await page.locator('.zone input[type=file]').first().setInputFiles(fileOf(text, name));
  await page.waitForFunction((at) => document.querySelector('footer .code')?.textContent !== at, at);
  await ready(page);
}
const revision = (page: Page) => page.locator('footer .code').textContent();
const cell = (page: Page, line: number, column: number) => page.locator(`[data-cell="0:${line}:${column}"]`);
const record = (page: Page) => page.locator('.record');
const footer = (page: Page) => page.locator('footer');

/** Drops a text into a portfolio of its own and shows it. */
async function shown(page: Page, text: string, name?: string): Promise<void> {
  const own = page.getByLabel('新建');
  if (await own.isVisible()) await own.check();
  await drop(page, text, name);
  await page.locator(`a[href^="/data/file?name="]`).first().click();
  await page.locator('[data-cell]').first().waitFor();
}

/** A correction is done when the record says so; the rules run on. */
async function says(page: Page, place: ReturnType<typeof record>, words: string | RegExp): Promise<void> {
  await place.getByText(words).first().waitFor({ timeout: 20_000 });
}

describe('on one page', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await open('/data'));
    await ready(page);
  });
  afterAll(() => page.context().close());

  test('the sample can be corrected for this visit, and stays the sample', async () => {
    await arrive(page, '/data');
    await page.locator(`a[href^="/data/file?name="]`).first().click();
    await cell(page, 17, 3).waitFor();
    await says(page, record(page), /只在这次打开期间有效/);
    await cell(page, 17, 3).click();
    await page.keyboard.press('i');
    await says(page, record(page), '1 处更正');
    expect(await page.locator('header .portfolio').innerText()).toContain('内置样例');
  });

  test('a form held back counts once it was looked at', async () => {
    await arrive(page, '/data');
    const broken = FORM.replaceAll(/(指标\t\S\S)(\S+)\t/g, '$1\t$2\t及时\t');
    await shown(page, `${FORM}${broken.replace('社区服务经费', '养老服务经费')}`);
    await says(page, footer(page), /1 份申报表/);
    await page.locator('.record .held').waitFor();
    await page.getByRole('button', { name: '看过了，按读到的采用' }).click();
    await says(page, footer(page), /2 份申报表/);
    await says(page, record(page), '已由人工确认采用');
  });

  test('ten thousand rows: few stand in the page, and every one is reached', async () => {
    await arrive(page, '/data');
    const rows = Array.from({ length: 10_000 }, (_, i) => `\t\t第${i}项站点验收合格率\t=${i % 100}.00(%)`);
    await shown(page, `${FORM}${rows.join('\n')}\n\t\t设施\t完好率\t及时\t维护\n`);
    expect(await page.locator('.source tbody tr[data-line]').count()).toBeLessThan(400);
    await page.keyboard.press('p');
    const last = cell(page, 10_015, 5);
    await last.waitFor();
    await expect.poll(() => last.evaluate((td) => td === document.activeElement)).toBe(true);
    const seen = await last.evaluate((td) => {
      const box = td.getBoundingClientRect();
      const frame = td.closest('.frame')!.getBoundingClientRect();
      return box.top >= frame.top && box.bottom <= frame.bottom;
    });
    expect(seen).toBe(true);
    expect(await page.locator('.source tbody tr[data-line]').count()).toBeLessThan(400);
  });

  test('axe finds nothing serious in light, dark, with the menu open and on a phone, where nothing scrolls sideways', async () => {
    await arrive(page, '/data');
    await shown(page, FORM);
    expect(await serious(page), 'light').toEqual([]);
    await cell(page, HARD, 2).click();
    expect(await serious(page), 'menu').toEqual([]);
    await page.keyboard.press('v');
    await says(page, record(page), '1 处更正');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await serious(page), 'dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await serious(page), 'phone').toEqual([]);
  });
});

test('an ambiguous row is named cell by cell, the figures follow, it is undone, done again, and stays after a reload', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  await shown(page, FORM);
  await says(page, record(page), '4 项指标');
  await says(page, footer(page), /1 份申报表，4 项指标/);
  expect(await cell(page, HARD, 2).getAttribute('class')).toContain('hard');

  // By keyboard: to the next hard cell, two cells for the name, then two for the value.
  await page.keyboard.press('n');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe(`0:${HARD}:2`);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('n');
  await says(page, record(page), '5 项指标');
  await cell(page, HARD, 4).click();
  await page.getByRole('menuitemradio', { name: /指标值/ }).click();
  await page.locator('.record tr', { hasText: '及时' }).waitFor();
  await cell(page, HARD, 5).click();
  await page.keyboard.press('Escape');
  await cell(page, HARD, 4).click({ modifiers: ['Shift'] });
  await page.keyboard.press('Enter');
  await page.keyboard.press('v');
  const row = page.locator('.record tr', { hasText: '设施完好率' });
  await row.filter({ hasText: '及时维护' }).waitFor();
  expect(await row.innerText()).toContain('人工');
  await says(page, footer(page), /1 份申报表，5 项指标/);
  expect(await cell(page, HARD, 3).getAttribute('class')).toContain('mended');
  await says(page, record(page), '4 处更正会随文件指纹保存');

  await page.keyboard.press('Control+z');
  await row.filter({ hasNotText: '维护' }).waitFor();
  await page.getByRole('button', { name: '撤销 2' }).click();
  await page.getByRole('button', { name: '撤销 1' }).click();
  await says(page, record(page), '4 项指标');
  await says(page, footer(page), /1 份申报表，4 项指标/);
  await page.keyboard.press('Control+Shift+z');
  await says(page, record(page), '5 项指标');
  await page.keyboard.press('Control+y');
  await page.getByRole('button', { name: '重做 1' }).click();
  await row.filter({ hasText: '及时维护' }).waitFor();
  await ready(page);

  await page.reload();
  await row.filter({ hasText: '及时维护' }).waitFor({ timeout: 60_000 });
  expect(await cell(page, HARD, 5).getAttribute('class')).toContain('mended');

  // The same document, dropped into another portfolio, is mended there too.
  await follow(page, '/data');
  await ready(page);
  await page.getByLabel('新建').check();
  await page.locator('.zone input[type=file]').first().setInputFiles(fileOf(FORM, '另一名.txt'));
  await page.locator('.mono.name', { hasText: '另一名.txt' }).waitFor();
  await ready(page);
  await says(page, footer(page), /1 份申报表，5 项指标/);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test('a reading offered for a row is taken in one click, and one correction is taken back alone', async () => {
  const { page } = await open('/data');
  await ready(page);
  await shown(page, FORM);
  await page.getByRole('button', { name: '设施完好率 及时维护', exact: true }).click();
  const row = page.locator('.record tr', { hasText: '设施完好率' });
  await row.filter({ hasText: '及时维护' }).waitFor();
  await page.getByRole('button', { name: '撤销这一条：维护' }).click();
  await row.filter({ hasNotText: '维护' }).waitFor();
  await ready(page);

  // The command line reads the exported portfolio as it was mended.
  await follow(page, '/data');
  await ready(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出为一个文件' }).click(),
  ]);
  const saved = path.join(mkdtempSync(path.join(tmpdir(), 'zhunxing-')), '社区.zhunxing');
  await download.saveAs(saved);
  const parsed = spawnSync('node', ['dist/cli/zhunxing.js', 'parse', saved, '--format', 'json']);
  const { forms } = JSON.parse(parsed.stdout.toString()) as { forms: { indicators: unknown[] }[] };
  expect(forms.map(({ indicators }) => indicators.length)).toEqual([5]);
  await page.context().close();
});

test('a file that is not there, and a portfolio open elsewhere', async () => {
  const { page } = await open('/data/file?name=%E6%97%A0.txt');
  await ready(page);
  await page.getByText('没有这个文件').waitFor();
  await page.getByRole('link', { name: '返回数据' }).first().click();
  await ready(page);
  await shown(page, FORM);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await ready(other);
  await cell(other, HARD, 2).click();
  await other.getByRole('menu').waitFor();
  expect(await other.getByRole('menuitemradio').count()).toBe(0);
  expect(await other.getByRole('menu').innerText()).toContain('另一个标签页');
  await page.context().close();
});
