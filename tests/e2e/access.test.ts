import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ROUTES, ready, useBrowser } from './page.ts';

const { open } = useBrowser();

/** A form and a rule stand for their kind. */
const PLACES = [...ROUTES, 'a form', 'a rule'] as const;

async function go(place: (typeof PLACES)[number], options = {}) {
  const from = place === 'a form' ? '/projects' : place === 'a rule' ? '/rules' : place;
  const visit = await open(from, options);
  await ready(visit.page);
  if (from !== place) {
    await visit.page.locator(`main a[href*="${from}/"], main a[href*="${from}?"]`).first().click();
    await visit.page.waitForURL((url) => url.pathname !== from || url.search !== '');
  }
  await visit.page.waitForTimeout(800);
  return visit.page;
}

async function serious(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((n) => n.target.join(' '))
          .slice(0, 5)
          .join(' | ')}`,
    );
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test.each(PLACES)('%s: axe finds nothing serious', async (place) => {
    const page = await go(place, { colorScheme });
    expect(await serious(page)).toEqual([]);
    await page.context().close();
  });
});

test.each(PLACES)('%s: fits a phone of 390 pixels without scrolling sideways', async (place) => {
  const page = await go(place, { viewport: { width: 390, height: 844 } });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(await serious(page)).toEqual([]);
  await page.context().close();
});

test('every page is reached by keyboard from the first Tab on', async () => {
  const { page } = await open('/');
  await ready(page);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
  const seen: string[] = [];
  for (let i = 0; i < 14; i += 1) {
    await page.keyboard.press('Tab');
    seen.push(
      await page.evaluate(() => new URL((document.activeElement as HTMLAnchorElement).href ?? 'x:').pathname),
    );
  }
  expect(seen).toEqual(expect.arrayContaining(ROUTES.filter((route) => route !== '/')));
  await page.context().close();
});

test('English by a switch: kept over pages, said in the html element, no Chinese left in the frame', async () => {
  const { page } = await open('/');
  await ready(page);
  await page
    .getByRole('button', { name: /EN|English/ })
    .first()
    .click();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  await page.locator('nav a[href$="/audit"]').click();
  await page.waitForURL('**/audit');
  expect(await page.locator('nav').first().innerText()).not.toMatch(/\p{Script=Han}/u);
  await page.reload();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  await page.context().close();
});

test('the overview prints on one A4 page', async () => {
  const { page } = await open('/');
  await ready(page);
  await page.waitForTimeout(1500);
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  await page.context().close();
});
