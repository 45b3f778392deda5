import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { nextFrames, ready, settled, useBrowser } from './page.ts';

const { open } = useBrowser();
const MARKUP = '<img src=x onerror=alert(1)>';
const SAMPLE = readFileSync('data/samples/shanghai-justice-bureau-2024.txt', 'utf8');

/** Every project, its first indicator and its department say markup. */
const HOSTILE = SAMPLE.replaceAll(/^(项目名称\t)([^\t]+)/gm, `$1${MARKUP}$2`)
  .replaceAll('修缮完成率', `${MARKUP}率`)
  .replaceAll('上海市司法局', `"><script>alert(2)</script>`);

async function drop(page: Page, name: string, text: string | Buffer) {
  await page.locator('#files').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

test('form text is shown as text on every page, in tooltips too', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  await drop(page, `a${MARKUP}.txt`, HOSTILE);
  await page.waitForFunction(
    (name) => document.querySelector('main')?.textContent?.includes(name),
    `a${MARKUP}.txt`,
  );
  await ready(page);
  for (const route of ['/', '/explore', '/projects', '/audit', '/data']) {
    await page.locator(`nav a[href$="${route}"]`).first().click();
    await expect
      .poll(() => page.locator('main').innerText(), { timeout: 30_000, message: route })
      .toContain('<img src=x');
    if (route === '/') await page.locator('main svg text').first().waitFor();
    await settled(page);
    for (const box of await page.locator('canvas, svg[role=img], [role=img]').all()) {
      if (!(await box.isVisible())) continue;
      const at = await box.boundingBox();
      if (!at || at.width < 100) continue;
      for (const share of [0.3, 0.5, 0.8]) {
        await page.mouse.move(at.x + at.width * share, at.y + at.height * 0.15);
        await nextFrames(page);
      }
    }
    expect(await page.locator('img[src="x"], main script').count(), route).toBe(0);
  }
  await page.locator('nav a[href$="/projects"]').first().click();
  await page.locator('main a[href*="/projects/"]').first().click();
  await page.waitForURL('**/projects/*');
  await page.locator('h1', { hasText: MARKUP }).waitFor();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(trouble).toEqual([]);
  await page.context().close();
});

test('files that hold no form are named with the reason, and the portfolio stays; good ones among them are read', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  const before = await page.locator('footer').innerText();
  await page.locator('#files').setInputFiles([
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('今天天气很好。\n没有表格。\n') },
    {
      name: 'rubbish.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from([0, 1, 2, 255, 254, 0, 7, 9, 200, 13]),
    },
  ]);
  const alert = page.getByRole('alert');
  await alert.waitFor();
  for (const name of ['empty.txt', 'letter.txt', 'rubbish.txt'])
    expect(await alert.innerText()).toContain(name);
  expect(await page.locator('footer').innerText()).toBe(before);

  // One bad file among good ones: the good ones are read, the bad one is told.
  const gb18030 = readFileSync('tests/e2e/gb18030.txt');
  await page.locator('#files').setInputFiles([
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'old-encoding.txt', mimeType: 'text/plain', buffer: gb18030 },
  ]);
  await page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('old-encoding.txt'));
  await ready(page);
  const row = page.locator('tr', { hasText: 'old-encoding.txt' });
  expect(await row.innerText()).toMatch(/gb18030/i);
  expect(await page.locator('tr', { hasText: 'empty.txt' }).innerText()).toMatch(/空/);
  await page.locator('nav a[href$="/projects"]').first().click();
  await page.waitForFunction(() => document.querySelector('main')?.textContent?.includes('办公用房修缮'));
  expect(trouble).toEqual([]);
  await page.context().close();
});
