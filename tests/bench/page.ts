/**
 * `npm run bench`, second half: the built page in a real Chromium over loopback, cold (empty cache), from the offline
 * copy for the first time, which compiles the database anew, and warm, from then on.
 * First figure = the first paint, which has the headline, since the page is prerendered; ready = its own database has
 * answered and the rules have run. TBT is what long tasks took beyond 50 ms each until then; CLS is the sum of all shifts.
 */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
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
  'LCP ms': number;
  'TBT ms': number;
  CLS: number;
  'ready ms': number;
  'transferred KB': number;
  'JS before first figure KB': number;
}

/** Bytes sent since the start, headers included: the page's workers fetch too, and only the server sees them all. */
let closed = 0;
const open = new Set<Socket>();
server.on('connection', (socket: Socket) => {
  open.add(socket);
  socket.on('close', () => {
    open.delete(socket);
    closed += socket.bytesWritten;
  });
});
const sent = () => [...open].reduce((sum, socket) => sum + socket.bytesWritten, closed);

async function visit(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage();
  const sentBefore = sent();
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 60_000 });
  const { ready, paint, scripts, largest, blocked, shifted } = await page.evaluate(async () => {
    const ready = performance.now();
    const entries = (type: string) =>
      new Promise<PerformanceEntry[]>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
        observer.observe({ type, buffered: true });
        setTimeout(() => resolve([]), 500);
      });
    const largest = (await entries('largest-contentful-paint')).at(-1)?.startTime ?? NaN;
    const tasks = (await entries('longtask')).filter((one) => one.startTime < ready);
    const blocked = tasks.reduce((sum, one) => sum + one.duration - 50, 0);
    const shifts = (await entries('layout-shift')) as (PerformanceEntry & { value: number })[];
    const shifted = shifts.reduce((sum, one) => sum + one.value, 0);
    const paint = performance.getEntriesByName('first-contentful-paint')[0]!.startTime;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const early = resources.filter((one) => one.responseEnd <= paint && one.name.endsWith('.js'));
    const scripts = early.reduce((sum, one) => sum + one.transferSize, 0);
    return { ready, paint, scripts, largest, blocked, shifted };
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.waitForTimeout(1000);
  const kb = (bytes: number) => Math.round(bytes / 1024);
  const result = {
    'first figure ms': Math.round(paint),
    'LCP ms': Math.round(largest),
    'TBT ms': Math.round(blocked),
    CLS: Number(shifted.toFixed(3)),
    'ready ms': Math.round(ready),
    'transferred KB': kb(sent() - sentBefore),
    'JS before first figure KB': kb(scripts),
  };
  await page.close();
  return result;
}

const rounds: Record<string, Visit> = {};
for (let i = 1; i <= 3; i += 1) {
  const context = await browser.newContext();
  rounds[`cold ${i}`] = await visit(context);
  rounds[`first from the copy ${i}`] = await visit(context);
  rounds[`warm ${i}`] = await visit(context);
  await context.close();
}
console.log(`\nThe page, ${browser.version()}, over loopback`);
console.table(rounds);
await browser.close();
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
