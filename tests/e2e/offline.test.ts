import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handler } from '#cli/serve.ts';
import { listFiles } from '../../adapter.js';
import { ROUTES, ready, useBrowser } from './page.ts';

const { open } = useBrowser();
const BASE = '/a/b';
const FORM = readFileSync('tests/golden/putuo-2026-cell-per-line/input.txt');

let server: Server;
let port = 0;
let serve = handler('build', BASE);
const served: string[] = [];
const releases: string[] = [];

async function start(): Promise<void> {
  server = createServer((request, response) => {
    served.push(request.url ?? '');
    serve(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
}
async function stop(): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
beforeAll(start);
afterAll(async () => {
  if (server.listening) await stop();
  for (const dir of releases) rmSync(dir, { recursive: true });
});

const at = (place: string) => `http://127.0.0.1:${port}${BASE}${place}`;
const cached = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const kept = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    );
    return { names, kept };
  });

/** A copy of the build whose pages say which release they are; `listed`: its service worker knows them. */
async function release(name: string, listed: boolean): Promise<string> {
  const dir = mkdtempSync(path.join(tmpdir(), 'release-'));
  releases.push(dir);
  cpSync('build', dir, { recursive: true, filter: (file) => !/\.(br|gz)$/.test(file) });
  for (const file of ['index.html', 'audit.html', 'fallback.html']) {
    const html = readFileSync(path.join(dir, file), 'utf8');
    writeFileSync(
      path.join(dir, file),
      html.replace('<head>', `<head><meta name="release" content="${name}">`),
    );
  }
  const known = await listFiles(listed ? dir : 'build').then(({ files, release }) => ({
    release: listed ? release : name,
    files: Object.fromEntries(Object.entries(files).filter(([place]) => !/\.(br|gz)$/.test(place))),
  }));
  const worker = path.join(dir, 'service-worker.js');
  const code = readFileSync(worker, 'utf8');
  const other = code.replace(/"\{\\"release\\".*?\}\}"/, () => JSON.stringify(JSON.stringify(known)));
  expect(other).not.toBe(code);
  writeFileSync(worker, other);
  return dir;
}
const releaseOf = (page: Page) =>
  page.evaluate(() => document.querySelector('meta[name=release]')?.getAttribute('content'));

test('in a folder, and with the network cut: every page, a form by its address, a view, a dropped file', async () => {
  const { page, trouble } = await open('/favicon.svg', { serviceWorkers: 'allow' });
  await page.goto('about:blank');
  trouble.length = 0;
  const wrong = () => trouble.filter((one) => !one.startsWith('foreign request: ') || !one.includes(at('/')));
  await page.goto(at('/'));
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
    timeout: 120_000,
  });
  const { names, kept } = await cached(page);
  expect(names).toHaveLength(1);
  expect(kept[0]).toHaveLength(
    Object.keys((await listFiles('build')).files).filter((place) => !/\.(br|gz)$/.test(place)).length,
  );
  expect(served.filter((address) => !address.startsWith(`${BASE}/`))).toEqual([]);

  await stop();
  for (const route of ROUTES) {
    await page.goto(at(route));
    await page.locator('main h1').first().waitFor();
  }
  await page.goto(at('/projects'));
  await ready(page);
  const form = page.locator('main a[href*="/projects/"]').first();
  expect(await form.getAttribute('href')).toMatch(/^\/a\/b\/projects\//);
  await form.click();
  await page.waitForURL(/\/a\/b\/projects\/./);
  await page.reload();
  await ready(page);
  await page.locator('#row-6').waitFor();
  expect(await page.locator('nav a[aria-current=page]').getAttribute('href')).toBe('/a/b/projects');

  await page.goto(at('/explore?v=1'));
  await ready(page);
  await page.locator('nav a[href$="/data"]').click();
  await page.locator('#files').setInputFiles({ name: 'own.txt', mimeType: 'text/plain', buffer: FORM });
  await page.locator('main tr', { hasText: 'own.txt' }).first().waitFor();
  await page.locator('#files').setInputFiles('tests/golden/formats/putuo-2026/input.pdf');
  await page.locator('main tr', { hasText: 'input.pdf' }).first().waitFor();
  await ready(page);
  expect(await page.locator('footer').innerText()).toContain('2 份申报表');
  expect(await page.locator('footer').innerText()).toContain('向外发出的请求：0');
  await page.locator('nav a[href="/a/b/"]').click();
  await page.locator('[data-figure]').waitFor();
  await page.locator('header button[lang=en]').click();
  await page.locator('html[lang=en]').waitFor();
  expect(wrong()).toEqual([]);
  await page.context().close();
});

test('English that cannot be fetched: said in Chinese, which stays', async () => {
  const { page } = await open('/');
  await ready(page);
  await page.context().setOffline(true);
  await page.locator('header button[lang=en]').click();
  await page.getByText('英文文字取不到').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await page.context().setOffline(false);
  await page.reload();
  await page.locator('header button[lang=en]').click();
  await page.locator('html[lang=en]').waitFor();
  await page.context().close();
});

test('a release is taken whole, when the reader says so, in every tab; one that is not what was built is not taken', async () => {
  if (!server.listening) await start();
  const { page } = await open('/favicon.svg', { serviceWorkers: 'allow' });
  await page.goto(at('/'));
  await ready(page);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, {
    timeout: 120_000,
  });
  const other = await page.context().newPage();
  await other.goto(at('/audit'));
  const [first] = (await cached(page)).names;

  serve = handler(await release('bad', false), BASE);
  const failed = page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!;
    await registration.update().catch(() => {});
    const coming = registration.installing;
    if (coming) await new Promise((resolve) => coming.addEventListener('statechange', resolve));
    return [coming?.state, registration.waiting];
  });
  expect(await failed).toEqual(['redundant', null]);
  expect((await cached(page)).names).toEqual([first]);

  serve = handler(await release('two', true), BASE);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()));
  const toast = page.locator('.toast', { hasText: '新版本已就绪' });
  await toast.waitFor();
  await page.reload();
  await toast.waitFor();
  expect([await releaseOf(page), await releaseOf(other)]).toEqual([undefined, undefined]);
  await Promise.all([
    page.waitForEvent('load'),
    other.waitForEvent('load'),
    toast.getByRole('button', { name: '刷新' }).click(),
  ]);
  expect([await releaseOf(page), await releaseOf(other)]).toEqual(['two', 'two']);
  await other.close();
  await page.reload();
  await ready(page);
  // What is let go of is let go of when the page has started; nobody waits for it.
  await page.waitForFunction(async () => (await caches.keys()).length === 1);
  expect((await cached(page)).names).not.toEqual([first]);
  await page.context().close();
});
