/**
 * How fast the linked charts follow a brush, in the built page in a real Chromium: `node dist/bench/brush.js [--sizes 10000,…]`, the sample first; part of
 * `npm run bench:page`. Files are chosen from disk. Milliseconds. Click: a bar chosen until every chart shows it. Cube: from
 * the pointer’s coming until a move can be answered. Answered: a move’s event until every chart on the screen holds its new figures.
 * Painted: until the frame with them is on the screen. Thread: what a move costs the page's thread, script to layer, whatever
 * else the machine does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { FLAGS, findBrowser } from '../browser.mjs';
import { handler } from '#cli/serve.ts';
import { portfolio } from './portfolios.ts';

/** The brush over one portfolio. */
export interface BrushResult {
  indicators: number;
  click: number;
  cube: number;
  answered: { p50: number; p95: number };
  painted: { p50: number; p95: number };
  /** Processor time of the page's thread, a move. */
  thread: number;
}

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000' } } });
const PATIENCE = { timeout: 600_000 };

const server = createServer(handler('build'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });

/** Explore of a portfolio file, or of the sample, with its first charts drawn and nothing left to do. Gives the indicators. */
async function openExplore(page: Page, file: string | null): Promise<number> {
  const ready = () => page.waitForSelector('[data-status="ready"]', { state: 'attached', ...PATIENCE });
  await page.goto(`${address}/data`);
  await ready();
  if (file) {
    await page.setInputFiles('#files', file);
    await page.waitForSelector('[data-status="judging"]', { state: 'attached', ...PATIENCE });
    await ready();
  }
  await page.click('nav a[href$="/explore"]');
  await page.waitForSelector('.charts[aria-busy="false"] .track', PATIENCE);
  const count = await page.locator('.count[role=status]').innerText();
  return Number(count.replace(/^.*\/|\D/g, ''));
}

async function measure(page: Page): Promise<Omit<BrushResult, 'indicators'>> {
  // In the thread's own time: what the machine does besides does not count.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
  let spent = 0;
  await page.exposeFunction('benchBusy', async (from: boolean) => {
    spent = (await busy()) - (from ? 0 : spent);
  });
  const rounds = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const still = () => document.querySelector('.charts')?.getAttribute('aria-busy') === 'false';
    const settle = async () => {
      for (let calm = 0; calm < 3; calm = still() ? calm + 1 : 0) await frame();
    };
    const painted = () =>
      new Promise<number>((done) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now());
          port2.postMessage(null);
        }),
      );
    await settle();
    const bar = document.querySelector<HTMLElement>('[role=toolbar][aria-orientation] button')!;
    const clicked = performance.now();
    bar.click();
    await new Promise((done) => setTimeout(done));
    await settle();
    const click = performance.now() - clicked;
    history.back();
    await new Promise((done) => setTimeout(done, 300));
    await settle();

    const track = document.querySelector<HTMLElement>('.track')!;
    const box = track.getBoundingClientRect();
    const send = (type: string, share: number) =>
      track.dispatchEvent(
        new PointerEvent(type, {
          bubbles: type !== 'pointerenter',
          pointerId: 1,
          button: 0,
          clientX: box.left + share * box.width,
          clientY: box.top + 40,
        }),
      );
    track.setPointerCapture = () => {};
    const before = document.querySelector('.count')!.textContent;
    const came = performance.now();
    send('pointerenter', 0.3);
    send('pointerdown', 0.3);
    send('pointermove', 0.6);
    while (document.querySelector('.count')!.textContent === before) await frame();
    const cube = performance.now() - came;
    const { benchBusy } = globalThis as unknown as { benchBusy(from: boolean): Promise<void> };
    await benchBusy(true);
    const answered: number[] = [];
    const shown: number[] = [];
    for (let i = 0; i < 240; i += 1) {
      await frame();
      const start = performance.now();
      send('pointermove', 0.35 + 0.6 * Math.abs(Math.sin(i / 9)));
      await Promise.resolve().then(() => {});
      answered.push(performance.now() - start);
      shown.push((await painted()) - start);
    }
    await benchBusy(false);
    return { click, cube, answered, shown };
  });
  const at = (list: number[], share: number) =>
    [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)]!;
  const { answered, shown } = rounds;
  const round = (ms: number) => Math.round(ms * 10) / 10;
  const spread = (list: number[]) => ({ p50: round(at(list, 0.5)), p95: round(at(list, 0.95)) });
  return {
    click: round(rounds.click),
    cube: round(rounds.cube),
    answered: spread(answered),
    painted: spread(shown),
    thread: round(spent / answered.length),
  };
}

mkdirSync('dist/bench-results', { recursive: true });
const results: BrushResult[] = [];
for (const size of [null, ...values.sizes.split(',').map(Number)]) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const indicators = await openExplore(page, size === null ? null : portfolio(size).file);
  results.push({ indicators, ...(await measure(page)) });
  await page.close();
  writeFileSync('dist/bench-results/brush.json', JSON.stringify(results, null, 1));
}
console.log(`\nThe brush, ${browser.version()}`);
console.table(
  Object.fromEntries(
    results.map(({ indicators, answered, painted, ...one }) => [
      indicators.toLocaleString('en-US'),
      {
        ...one,
        'answered p50': answered.p50,
        'answered p95': answered.p95,
        'painted p50': painted.p50,
        'painted p95': painted.p95,
      },
    ]),
  ),
);
await browser.close();
server.closeAllConnections();
server.close();
