import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { ready, settled, useBrowser } from './page.ts';

const { address, open } = useBrowser();

/** Presses Tab, or what is given, until the focus is where it should be. */
async function reach(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    if (name.test(await focused(page))) return;
  }
  throw new Error(`${name} is not reached by ${key}; the focus is on “${await focused(page)}”`);
}
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement;
    return at === document.body ? 'nothing' : (at.ariaLabel ?? (at.id || at.innerText));
  });
const holds = (page: Page, name: RegExp) => expect.poll(() => focused(page)).toMatch(name);

test('forms are loaded, portfolios changed, views kept and a pivot turned without a pointer, and the focus is never lost', async () => {
  const { page, trouble } = await open('/data');
  // Asked for long before: the browser has to be told that choosers are ours.
  const chooser = page.waitForEvent('filechooser');
  await ready(page);
  await settled(page);
  await page.locator('#files:enabled').waitFor({ state: 'attached' });
  await page.keyboard.press('o');
  await (await chooser).setFiles('data/samples/shanghai-justice-bureau-2024.txt');
  await page.locator('select option', { hasText: '13 份申报表' }).waitFor({ state: 'attached' });
  await ready(page);
  await holds(page, /^files$/);
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await holds(page, /^files$/);
  const portfolios = page.getByRole('combobox', { name: '当前' });
  await portfolios.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.locator('header .portfolio').innerText()).toContain('内置样例');
  await expect.poll(() => portfolios.evaluate((one) => one === document.activeElement)).toBe(true);

  await page.goto(`${address}/explore?level1=${encodeURIComponent('效益指标')}`);
  await ready(page);
  await settled(page);
  await reach(page, /^视图/);
  await page.keyboard.press('Enter');
  await reach(page, /起个名字/);
  await page.keyboard.insertText('效益');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await reach(page, /^清除全部/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await holds(page, /^搜索项目/);
  expect(new URL(page.url()).search).toBe('');
  await reach(page, /^视图/);
  await page.keyboard.press('Enter');
  await reach(page, /^效益/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/level1=/);
  await holds(page, /^视图/);

  await page.goto(`${address}/explore?tab=pivot&project=nowhere.txt%231`);
  await ready(page);
  await settled(page);
  await reach(page, /^去掉这些条件/);
  await page.keyboard.press('Enter');
  await holds(page, /^main$/);
  await reach(page, /^透视表 ↓/);
  await page.keyboard.press('Enter');
  await reach(page, /^pivot-nature/);
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/across=strength\.nature/);
  await holds(page, /^pivot-nature/);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.search.includes('nature'));
  await holds(page, /^pivot-strength/);
  expect(trouble).toEqual([]);
  await page.context().close();
});
