import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';

export const ROUTES = [
  '/',
  '/explore',
  '/compare',
  '/projects',
  '/audit',
  '/rules',
  '/sql',
  '/data',
] as const;

export interface Visit {
  page: Page;
  /** Everything that should not happen: page errors, console errors, refused policies, requests to a foreign host. */
  trouble: string[];
  /** The address of every GET made. */
  requests: string[];
}

let browser: Browser;

/** One connection to the shared Chromium for the test file that calls it; gives a way to open fresh pages. */
export function useBrowser() {
  const address = inject('address');
  beforeAll(async () => {
    browser = await chromium.connect(inject('browser'));
  });
  afterAll(async () => {
    await browser.close();
  });
  return {
    address,
    /** `before`: what is done to the page before it goes anywhere. */
    async open(
      path: string,
      { before, ...options }: BrowserContextOptions & { before?: (page: Page) => Promise<unknown> } = {},
    ): Promise<Visit> {
      const context = await browser.newContext({
        locale: 'zh-CN',
        viewport: { width: 1440, height: 900 },
        // Without a graphics card what moves is drawn at a quarter of a start's processor time; boot.test.ts sees it move.
        reducedMotion: 'reduce',
        // Tests have the release that was built, not a copy of it; offline.test.ts has both.
        serviceWorkers: 'block',
        ...options,
      });
      // A bound on what never comes, with room for a slow machine; nothing is waited for longer than it takes.
      context.setDefaultTimeout(60_000);
      const page = await context.newPage();
      const visit: Visit = { page, trouble: [], requests: [] };
      page.on('pageerror', (error) => visit.trouble.push(`page error: ${error.message}`));
      page.on('dialog', (dialog) => {
        visit.trouble.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('console', (message) => {
        if (message.type() === 'error') visit.trouble.push(`console: ${message.text()}`);
      });
      page.on('request', (request) => {
        const url = request.url();
        if (request.method() === 'GET') visit.requests.push(url);
        if (!url.startsWith(address) && !/^(data|blob):/.test(url))
          visit.trouble.push(`foreign request: ${url}`);
      });
      await before?.(page);
      await page.goto(address + path);
      return visit;
    },
  };
}

/** Waits until the page's own database has answered: the shell says so in `data-status`. */
export async function ready(page: Page): Promise<void> {
  await page.waitForSelector('[data-status="ready"]', { timeout: 60_000, state: 'attached' });
}

/** Chooses a portfolio file on the Data page, and waits until it stands in the place of what was open. */
export async function chooseFile(page: Page, file: string): Promise<void> {
  await ready(page);
  await page.setInputFiles('#files', file);
  await page.locator('[data-testid="portfolio-file"]', { hasText: file.split('/').at(-1)! }).waitFor();
}

/** Goes to another page of the product, or another state of it, as a link does, without starting it anew. */
export async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((path) => {
    const link = document.createElement('a');
    link.href = path;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL(({ pathname }) => pathname === path.replace(/\?.*/, ''));
}

/** Waits until what the page has just been told is drawn. */
export const nextFrames = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  });

/** Waits until every figure stands there, the frames after it are drawn and what moves has come to rest. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(
    () => document.querySelector('main [aria-busy="true"], main .skeleton') === null,
  );
  await nextFrames(page);
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished)).then(() => {}),
  );
}

/** Goes to a page of the product by way of another one, so that all of it but the database is made anew, and waits until it is at rest. */
export async function arrive(page: Page, path: string): Promise<void> {
  await follow(page, '/compare');
  await follow(page, path);
  await settled(page);
}

/** Resolves when the foot of the page says that so many forms are open; the choice of portfolios says it too, of another one perhaps. */
export const holds = (page: Page, forms: number): Promise<void> =>
  page.locator('footer').getByText(`${forms} 份申报表`).waitFor();
