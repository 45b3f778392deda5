/**
 * `npm run bench`, second half: the built page in a real Chromium over loopback, cold (empty cache) and warm (second visit).
 * First figure = the headline is painted; ready = the page's own database has answered.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext } from 'playwright-core';
import { FLAGS, findBrowser } from '../browser.mjs';
import { precompress } from '#cli/precompress.ts';
import { handler } from '#cli/serve.ts';

await precompress('build'); // as `npm start` does
const server = createServer(handler('build'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });

interface Visit {
  'first figure ms': number;
  'ready ms': number;
  'transferred KB': number;
  'JS before first figure KB': number;
}

async function visit(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const urls = new Map<string, string>();
  const arrived: { url: string; bytes: number; at: number }[] = [];
  session.on('Network.responseReceived', (e) => urls.set(e.requestId, e.response.url));
  session.on('Network.loadingFinished', (e) =>
    arrived.push({ url: urls.get(e.requestId) ?? '', bytes: e.encodedDataLength, at: e.timestamp }),
  );
  const start = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('[data-figure]');
  const paint = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => resolve(list.getEntries()[0]!.startTime)).observe({
          type: 'paint',
          buffered: true,
        }),
      ),
  );
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 60_000 });
  const readyAt = performance.now() - start;
  const kb = (bytes: number) => Math.round(bytes / 1024);
  const origin = Math.min(...arrived.map((a) => a.at));
  const before = arrived.filter((a) => a.url.endsWith('.js') && (a.at - origin) * 1000 <= paint);
  await page.waitForTimeout(1000);
  const result = {
    'first figure ms': Math.round(paint),
    'ready ms': Math.round(readyAt),
    'transferred KB': kb(arrived.reduce((sum, a) => sum + a.bytes, 0)),
    'JS before first figure KB': kb(before.reduce((sum, a) => sum + a.bytes, 0)),
  };
  await page.close();
  return result;
}

const rounds: Record<string, Visit> = {};
for (let i = 1; i <= 3; i += 1) {
  const context = await browser.newContext();
  rounds[`cold ${i}`] = await visit(context);
  rounds[`warm ${i}`] = await visit(context);
  await context.close();
}
console.log(`\nThe page, ${browser.version()}, over loopback`);
console.table(rounds);
await browser.close();
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
