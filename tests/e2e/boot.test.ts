import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ROUTES, nextFrames, ready, useBrowser } from './page.ts';

const { address, open } = useBrowser();
const FORM = readFileSync('tests/golden/putuo-2026-cell-per-line/input.txt');

test('the scripts that the overview names are small: the rules and their patterns come after it', () => {
  const named = readFileSync('build/index.html', 'utf8').matchAll(/_app\/immutable\/[\w./-]+\.js/g);
  const scripts = [...new Set([...named].map(([place]) => place))].map((place) =>
    readFileSync(path.join('build', place)),
  );
  expect(scripts.length).toBeGreaterThan(1);
  expect(scripts.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThan(150 * 1024);
});

test.each(ROUTES)(
  '%s: figures or skeletons, never a blank, while the database starts; no error, no refused policy, no foreign host',
  async (route) => {
    let start = () => {};
    const started = new Promise<void>((resolve) => (start = resolve));
    let ask = () => {};
    const asked = new Promise<void>((resolve) => (ask = resolve));
    const { page, trouble, requests } = await open(route, {
      reducedMotion: 'no-preference',
      before: (page) =>
        page.route('**/*.wasm', async (request) => {
          ask();
          await started;
          await request.continue().catch(() => {});
        }),
    });
    await page.waitForSelector('[data-status="booting"]', { state: 'attached' });
    await asked;
    await nextFrames(page);
    expect(await page.locator('main h1').count()).toBe(1);
    const skeletons = await page.locator('main .skeleton').count();
    if (route === '/') expect(await page.locator('[data-figure]').innerText()).toMatch(/\d/);
    else if (route === '/rules')
      expect(await page.locator('main a[href*="/rules/"]').count()).toBeGreaterThan(45);
    else expect(skeletons).toBeGreaterThan(0);
    start();
    await ready(page);
    await page.waitForLoadState('networkidle');
    expect(trouble).toEqual([]);
    expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
    expect(requests.every((url) => url.startsWith(address) || /^(data|blob):/.test(url))).toBe(true);
    await page.context().close();
  },
);

test('a database that cannot be fetched is told, and a second try works', async () => {
  const { page } = await open('/audit', {
    before: (page) => page.route('**/*.wasm', (request) => request.abort()),
  });
  const alert = page.getByRole('alert').first();
  await alert.waitFor();
  await page.unroute('**/*.wasm');
  await alert.getByRole('button').first().click();
  await ready(page);
  await page.locator('button[data-finding]').first().waitFor();
  await page.context().close();
});

test('a file of one’s own, dropped: its form is read, judged, open to look at and there on the next visit; the sample is a choice away', async () => {
  const { page, trouble } = await open('/data');
  await ready(page);
  const transfer = await page.evaluateHandle(
    ([bytes]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([new Uint8Array(bytes!)], 'own.txt', { type: 'text/plain' }));
      return dropped;
    },
    [[...FORM]],
  );
  await page.locator('main [role=group]').first().dispatchEvent('drop', { dataTransfer: transfer });
  await page.locator('main tr', { hasText: 'own.txt' }).first().waitFor();
  await ready(page);
  await page.locator('nav a[href$="/projects"]').first().click();
  await page.locator('main a[href*="/projects/own.txt"]').first().click();
  await page.locator('#row-2').waitFor();
  expect(await page.locator('#row-2').innerText()).toContain('985米');
  expect(await page.locator('h1').innerText()).toMatch(/下立交工程/);
  await page.goto(`${address}/data`);
  await ready(page);
  expect(await page.locator('footer').innerText()).toMatch(/^1 份/);
  await page.getByLabel('当前').selectOption({ label: '内置样例' });
  await page.waitForFunction(() => /^13 份/.test(document.querySelector('footer')?.innerText ?? ''));
  await ready(page);
  expect(trouble).toEqual([]);
  await page.context().close();
});
