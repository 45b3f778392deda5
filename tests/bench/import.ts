/**
 * `npm run bench:formats`, second half: the same thousand documents given to the built page in a real Chromium: forms per second, the longest
 * task of the page's thread from the moment the files are given until the figures stand, and the memory of all its processes.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { FLAGS, findBrowser } from '../browser.mjs';
import { handler } from '#cli/serve.ts';
import { documents, FORMATS, type Format } from './documents.ts';

const COUNT = 1000;
const server = createServer(handler('build'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data`;
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });

interface Watched extends Window {
  longest: { ms: number; during: string };
  given: number;
  took: Record<string, number>;
}

async function measure(format: Format): Promise<Record<string, number | string>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhunxing-'));
  const files = documents(format, COUNT).map(({ name, bytes }) => {
    const file = path.join(folder, name);
    writeFileSync(file, bytes);
    return file;
  });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 60_000 });
  await page.evaluate(() => {
    const own = window as unknown as Watched;
    own.longest = { ms: 0, during: '' };
    own.took = {};
    const main = document.querySelector('main')!;
    // The browser's own handing over of a thousand files stands before `change`.
    document.addEventListener('change', () => (own.given = performance.now()), { capture: true, once: true });
    new MutationObserver(() => (own.took[main.dataset['status']!] ??= performance.now())).observe(main, {
      attributeFilter: ['data-status'],
    });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        if (startTime >= own.given && duration > own.longest.ms)
          own.longest = { ms: duration, during: main.dataset['status']! };
    }).observe({ entryTypes: ['longtask'] });
  });
  await page.setInputFiles('#files', files);
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 600_000 });
  await page.waitForTimeout(1500);
  const { longest, given, took } = await page.evaluate(() => {
    const { longest, given, took } = window as unknown as Watched;
    return { longest, given, took };
  });
  const footer = await page.locator('footer').innerText();
  const forms = Number(/[\d,]+/.exec(footer)?.[0].replaceAll(',', ''));
  const memory = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  );
  await context.close();
  rmSync(folder, { recursive: true });
  const second = (ms: number) => Number((ms / 1000).toFixed(2));
  return {
    format,
    forms,
    'read and kept s': second(took['loading']! - given),
    'forms/s': Math.round(forms / ((took['loading']! - given) / 1000)),
    'to figures s': second(took['ready']! - given),
    'longest task ms': Math.round(longest.ms),
    during: longest.during,
    'page heap MB': Math.round(memory / 1048576),
  };
}

console.log(`Chromium ${browser.version()}, ${COUNT} documents each`);
const rows = [];
for (const format of FORMATS) rows.push(await measure(format));
console.table(rows);
await browser.close();
server.close();
