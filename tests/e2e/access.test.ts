import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROUTES, ready, useBrowser } from './page.ts';

const { open } = useBrowser();

/** A form and a rule stand for their kind. */
const PLACES = [...ROUTES, '/suggest', '/rules/edit', 'a form', 'a rule'] as const;

async function go(place: (typeof PLACES)[number]) {
  const from = place === 'a form' ? '/projects' : place === 'a rule' ? '/rules' : place;
  const { page } = await open(from);
  await ready(page);
  if (from !== place) {
    await page.locator(`main a[href*="${from}/"]`).first().click();
    await page.waitForURL(`**${from}/*`);
  }
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(500);
  return page;
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

test.each(PLACES)(
  '%s: axe finds nothing serious in light, dark and on a phone, where nothing scrolls sideways',
  async (place) => {
    const page = await go(place);
    expect(await serious(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForTimeout(500);
    expect(await serious(page), 'dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await serious(page), 'phone').toEqual([]);
    await page.context().close();
  },
);

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
  await page.locator('html[lang=en]').waitFor();
  await page.locator('nav a[href$="/audit"]').click();
  await page.waitForURL('**/audit');
  expect(await page.locator('nav').first().innerText()).not.toMatch(/\p{Script=Han}/u);
  await page.reload();
  await page.locator('html[lang=en]').waitFor();
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
