import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { read } from '#core/ingest/read.ts';
import { pdfAsset } from '#cli/pdf-assets.ts';
import { ready, useBrowser } from './page.ts';

const { open } = useBrowser();
const FOLDER = 'tests/golden/formats/putuo-2026';
const FORMATS = ['html', 'docx', 'xlsx', 'xls', 'pdf'];
const bytesOf = (format: string) => readFileSync(`${FOLDER}/input.${format}`);
const given = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });

async function drop(page: Page, ...files: ReturnType<typeof given>[]): Promise<void> {
  const before = await page.locator('footer .code').textContent();
  await page.locator('#files').setInputFiles(files);
  await page.waitForFunction(
    (before) => document.querySelector('footer .code')?.textContent !== before,
    before,
  );
  await ready(page);
}
const footer = (page: Page) => page.locator('footer').innerText();
const forms = async (page: Page) => Number(/[\d,]+/.exec(await footer(page))?.[0].replaceAll(',', ''));

test('the page reads every format as the command line does, archives of them too', async () => {
  const archive = Buffer.from(
    zipSync(
      Object.fromEntries(FORMATS.map((format) => [`报送/表.${format}`, new Uint8Array(bytesOf(format))])),
    ),
  );
  const { page, trouble } = await open('/data');
  await ready(page);
  for (const [name, buffer] of [
    ...FORMATS.map((format) => [`表.${format}`, bytesOf(format)] as const),
    ['部门.zip', archive] as const,
  ]) {
    const own = page.getByLabel('新建');
    if (await own.isVisible()) await own.check();
    await drop(page, given(name, buffer));
    const { portfolio } = await read([{ name, bytes: new Uint8Array(buffer) }], { asset: pdfAsset });
    const indicators = portfolio.forms.reduce((sum, form) => sum + form.indicators.length, 0);
    expect(portfolio.forms.length, name).toBe(name.endsWith('.zip') ? FORMATS.length : 1);
    expect(await footer(page), name).toContain(`${portfolio.forms.length} 份申报表，${indicators} 项指标`);
    expect(trouble, name).toEqual([]);
  }
  await page.context().close();
});

test('a portfolio is there again after a reload; doubles are settled by choice; documents are taken out', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  await drop(page, given('甲/表.docx', bytesOf('docx')), given('甲/表.xlsx', bytesOf('xlsx')));
  expect(await forms(page)).toBe(2);
  await page.getByRole('button', { name: '只用这张' }).first().click();
  await page.waitForFunction(() => /^1 份/.test(document.querySelector('footer')?.innerText ?? ''));
  await page.reload();
  await ready(page);
  expect(await forms(page)).toBe(1);
  await drop(page, given('乙.html', bytesOf('html')));
  expect(await page.locator('header .portfolio').innerText()).toContain('甲');
  await page.getByRole('button', { name: '移除 甲/表.docx' }).click();
  await page.waitForFunction(() => !document.querySelector('main')?.innerText.includes('甲/表.docx'));
  await ready(page);
  await page.reload();
  await ready(page);
  expect(await page.locator('main').innerText()).not.toContain('甲/表.docx');
  expect(trouble).toEqual([]);
  await page.context().close();
});

test('exported, deleted, imported again; a second tab only looks until it takes over; forgetting leaves nothing', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  await drop(page, given('表.pdf', bytesOf('pdf')));
  const before = await footer(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出为一个文件' }).click(),
  ]);
  const saved = path.join(mkdtempSync(path.join(tmpdir(), 'zhunxing-')), 'saved');
  await download.saveAs(saved);
  const bundle = readFileSync(saved);
  expect(download.suggestedFilename()).toBe('表.zhunxing');

  const second = await page.context().newPage();
  await second.goto(page.url());
  await ready(second);
  expect(await footer(second)).toBe(before);
  expect(await second.locator('#files').isDisabled()).toBe(true);
  await second.getByRole('button', { name: '改到这里编辑' }).click();
  await second.waitForFunction(() => !(document.querySelector('#files') as HTMLInputElement).disabled);
  await page.waitForFunction(() => (document.querySelector('#files') as HTMLInputElement).disabled);
  await page.close();

  await second.getByRole('button', { name: '删除', exact: true }).click();
  await second.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await second.waitForFunction(() => /^13 份/.test(document.querySelector('footer')?.innerText ?? ''));
  await ready(second);
  await drop(second, given('表.zhunxing', bundle));
  expect(await footer(second)).toBe(before);

  await second.getByRole('button', { name: '清除全部保存的内容' }).click();
  await Promise.all([
    second.waitForEvent('load'),
    second.getByRole('dialog').getByRole('button', { name: '全部清除' }).click(),
  ]);
  await ready(second);
  expect(await forms(second)).toBe(13);
  expect(await second.evaluate(() => localStorage.getItem('zhunxing.open'))).toBeNull();
  expect(trouble).toEqual([]);
  await second.context().close();
});
