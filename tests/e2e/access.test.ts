import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { broken, serious } from './axe.ts';
import { ROUTES, follow, ready, settled, useBrowser } from './page.ts';

const { open } = useBrowser();

/** A form and a rule stand for their kind. */
const PLACES = [...ROUTES, '/suggest', '/rules/edit', 'a form', 'a rule'] as const;

let page: Page;
beforeAll(async () => {
  ({ page } = await open('/'));
  await ready(page);
});
afterAll(() => page.context().close());

async function go(place: (typeof PLACES)[number]): Promise<void> {
  const from = place === 'a form' ? '/projects' : place === 'a rule' ? '/rules' : place;
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await follow(page, from);
  if (from !== place) {
    await page.locator(`main a[href*="${from}/"]`).first().click();
    await page.waitForURL(`**${from}/*`);
  }
  await page.locator('main h1').first().waitFor({ state: 'attached' });
  await settled(page);
}

test.each(PLACES)(
  '%s: axe finds nothing serious in light, dark and on a phone, where nothing scrolls sideways',
  async (place) => {
    await go(place);
    expect(await serious(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settled(page);
    expect(await serious(page), 'dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await serious(page), 'phone').toEqual([]);
  },
);

test('every page is reached by keyboard from the first Tab on; English by a switch is kept over pages', async () => {
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

  // English by a switch: kept over pages, said in the html element, no Chinese left in the frame.
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
  await go('/');
  const pdf = await page.pdf({ format: 'A4', printBackground: true });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

const OVER = '[popover]:popover-open, dialog[open], main .menu, main [role=menu], main form, .toast';

/** What stands over a page, by how it is opened there. */
const OPENED: Record<string, Record<string, (page: Page) => Promise<void>>> = {
  '/': {
    'the menu of a chart': (page) => page.locator('main button[popovertarget]').first().click(),
    'the palette': (page) => page.keyboard.press('Control+k'),
    'the help sheet': (page) => page.keyboard.press('?'),
    'the wall screen': (page) => page.getByRole('button', { name: '大屏' }).click(),
  },
  '/explore': {
    'the list of charts': (page) => page.getByRole('button', { name: '图表', exact: false }).first().click(),
    'the kept views': (page) => page.getByRole('button', { name: '视图' }).click(),
    'what can be changed of a chart': (page) =>
      page.getByRole('button', { name: '图的选项' }).first().click(),
    'what can be done with a value': (page) =>
      page.locator('main [role=toolbar] button').first().click({ button: 'right' }),
    'the columns': (page) => page.getByRole('button', { name: '选择列' }).click(),
  },
  '/audit': {
    'the menu of exports': (page) => page.getByRole('button', { name: '导出疑点清单' }).click(),
    'a waiver being written': async (page) => {
      await page.locator('button[data-finding]').first().click();
      await page.getByRole('button', { name: '豁免…' }).click();
    },
  },
  '/sql': {
    'a query being named': (page) => page.getByRole('button', { name: '保存' }).first().click(),
    'a toast that can be undone': async (page) => {
      await page.locator('summary', { hasText: '历史' }).click();
      await page.getByRole('button', { name: '清空历史' }).click();
      await page.getByText('已清空').waitFor();
    },
  },
  '/data': {
    'a question before all is forgotten': (page) =>
      page.getByRole('button', { name: '清除全部保存的内容' }).click(),
  },
};

test('a menu over a histogram leaves no handle half covered', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await follow(page, '/explore');
  await settled(page);
  await page.getByRole('button', { name: '图的选项 · 项目资金有多大' }).click();
  await page.locator('main .menu').waitFor();
  expect(await broken(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('what stands over a page: axe finds nothing serious', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const [place, states] of Object.entries(OPENED)) {
    await follow(page, place);
    await settled(page);
    for (const [name, show] of Object.entries(states)) {
      await show(page);
      expect(await serious(page, OVER), name).toEqual([]);
      await page.keyboard.press('Escape');
    }
  }
});
