import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { FLAGS, findBrowser } from '../browser.mjs';
import { useFont } from './look-font.ts';
import { comparePicture } from './look-picture.ts';
import { ready } from './page.ts';
import { dropTwoYears } from './two-years.ts';

/** Text is drawn alike on every machine: no hinting, no coloured edges, no colour profile. */
const ALIKE = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const address = inject('address');
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findBrowser(() => {}), args: [...FLAGS, ...ALIKE] });
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: WIDE,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    bypassCSP: true,
  });
  context.setDefaultTimeout(30_000);
  await useFont(context, address);
  page = await context.newPage();
  await page.goto(`${address}/`);
  await ready(page);
  await page.locator('main svg text').first().waitFor();
});
afterAll(() => browser.close());
beforeEach(async () => {
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' });
});

/** By the page's own navigation, so that all states share one start. */
async function go(path: string): Promise<void> {
  await page.locator(`header nav a[href$="${path}"]`).first().click();
  await page.waitForURL(`**${path}`);
  await page.locator('main h1').first().waitFor({ state: 'attached' });
}

/** The page at rest: nothing on its way, the font there, drawings made anew with it, two pictures alike. */
async function atRest(): Promise<Buffer> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const size = page.viewportSize()!;
  await page.setViewportSize({ ...size, width: size.width - 8 });
  await page.waitForTimeout(150);
  await page.setViewportSize(size);
  let last: Buffer = Buffer.alloc(0);
  for (let tries = 0; tries < 40; tries += 1) {
    await page.waitForTimeout(250);
    await page.evaluate(() => document.fonts.ready);
    const next = await page.screenshot({
      animations: 'disabled',
      caret: 'hide',
      // What the browser has kept and allows is another figure on every machine.
      style: '.room { visibility: hidden }',
    });
    const waiting = await page.locator('main [aria-busy="true"], main .skeleton').count();
    if (waiting === 0 && next.equals(last)) return next;
    last = next;
  }
  throw new Error('the page does not come to rest');
}

async function looks(name: string): Promise<void> {
  await page.mouse.move(0, 0);
  expect(comparePicture(name, await atRest())).toBeNull();
}

test('overview, light', () => looks('overview'));

test('overview, dark', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await looks('overview-dark');
});

test('overview, in the colours of the system', async () => {
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await looks('overview-forced');
});

test('overview, in English', async ({ onTestFinished }) => {
  const turn = () => page.locator('header button[lang]').click();
  await turn();
  onTestFinished(turn);
  await looks('overview-en');
});

test('overview, on a phone', async () => {
  await page.setViewportSize(PHONE);
  await looks('overview-phone');
});

test('audit, on a phone: the rules, then a finding', async () => {
  await page.setViewportSize(PHONE);
  await go('/audit');
  await page.locator('button[data-rule="cost-unit-not-money"]').waitFor();
  await looks('audit-phone');
  await page.locator('button[data-rule="cost-unit-not-money"]').click();
  // Until then the list is still that of all rules; this one has one finding.
  await expect.poll(() => page.locator('button[data-finding]').count(), { timeout: 30_000 }).toBe(1);
  await page.locator('button[data-finding]').click();
  await page.locator('[data-testid=audit-finding] h3').first().waitFor();
  await looks('audit-finding-phone');
});

test('audit, with a finding open, light, dark, and in the colours of the system', async () => {
  await page.locator('[data-testid=audit-finding] h3').first().waitFor();
  await looks('audit');
  await page.emulateMedia({ colorScheme: 'dark' });
  await looks('audit-dark');
  await page.emulateMedia({ forcedColors: 'active' });
  await looks('audit-forced');
});

test('explore, plain and with a selection', async () => {
  await go('/explore');
  await page.locator('main [role=toolbar] button').first().waitFor();
  await looks('explore');
  await page.locator('main [role=toolbar] button').first().click();
  await page.locator('main [role=toolbar] button[aria-pressed=true]').first().waitFor();
  await looks('explore-selection');
});

test('explore, with patterns for those who tell colours badly apart', async () => {
  await page.emulateMedia({ contrast: 'more' });
  await looks('explore-contrast');
});

test('projects', async () => {
  await go('/projects');
  await page.locator('main tbody tr').nth(5).waitFor();
  await looks('projects');
});

test('rules, and a rule in the editor', async () => {
  await go('/rules');
  await page.locator('main tbody tr').nth(5).waitFor();
  await looks('rules');
  await page.locator('main a[href$="/rules/edit"]').first().click();
  await page.locator('main select').last().selectOption('rate-without-number');
  await page.locator('main a.button[href*="from="]').click();
  await page.getByTestId('rule-examples').waitFor();
  await looks('rule-editor');
});

test('SQL, a result as a chart', async () => {
  await go('/sql');
  await page.locator('.cm-content').waitFor();
  await page.getByRole('button', { name: '运行' }).click();
  await page.locator('main table tbody tr').nth(5).waitFor();
  await page.locator('main .chip', { hasText: '图' }).first().click();
  await page.locator('main svg text').first().waitFor();
  await looks('sql-chart');
});

test('data', async () => {
  await go('/data');
  await page.locator('main tbody tr').first().waitFor();
  await looks('data');
});

test('compare, of two years, and on a phone with a project open', async () => {
  await dropTwoYears(page);
  await go('/compare');
  await page.locator('[data-figure]').waitFor();
  await page.locator('main svg text').first().waitFor();
  await looks('compare');
  await page.getByRole('button', { name: '办公用房修缮及装修经费' }).first().click();
  await page.locator('tr', { hasText: '房屋使用人员满意度' }).waitFor();
  await page.setViewportSize(PHONE);
  const heading = page.getByRole('heading', { name: '办公用房修缮及装修经费' });
  await heading.evaluate((one) => one.scrollIntoView());
  await looks('compare-phone');
});
