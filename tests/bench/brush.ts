/**
 * How fast the linked charts follow a brush, in the built page in a real Chromium: `node dist/bench/brush.js [indicators …]`
 * (by default 281, 200,000 and 1,000,000). The data is the sample multiplied inside the page, budgets and values spread; or a portfolio
 * file of `zhunxing build`, named instead of a number, which the page opens where it lies.
 * Ground: the portfolio in small numbers and the first answer; of a file, from the page's opening on, rules judged. Click: a bar chosen until every chart shows it. Cube: from
 * the pointer’s coming until a move can be answered. Answered: a move’s event until every chart on the screen holds its new figures.
 * Painted: until the frame with them is on the screen. Thread: what a move costs the page's thread, script to layer, whatever
 * else the machine does.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import sirv from 'sirv';
import { FLAGS, findBrowser } from '../browser.mjs';
import { handler } from '#cli/serve.ts';

interface Asked {
  query(sql: string): Promise<unknown[]>;
}
interface Lab {
  portfolio: { db: Asked; revision: number };
}

const subjects = process.argv.slice(2).map((given) => (given.endsWith('.duckdb') ? given : Number(given)));
if (subjects.length === 0) subjects.push(281, 200_000, 1_000_000);

const product = handler('build');
const server = createServer((request, response) => {
  const name = request.url?.match(/^\/bench\/([\w.-]+\.duckdb)$/)?.[1];
  const file = subjects.find((one) => typeof one === 'string' && path.basename(one) === name);
  if (typeof file !== 'string') return product(request, response);
  sirv(path.dirname(path.resolve(file)), { dev: true })(
    Object.assign(request, { url: `/${name}` }),
    response,
    () => void response.writeHead(404).end(),
  );
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });

/** The page's own chunk that holds the portfolio: its state is reached through it, without a door in the product. */
const chunks = 'build/_app/immutable/chunks/';
const chunk = readdirSync(chunks).find((name) => {
  const text = readFileSync(chunks + name, 'utf8');
  return text.includes('openSample(') && text.includes('takeOver(');
});
if (!chunk) throw new Error('no chunk of the build holds the portfolio');

/** SQL that makes `times` portfolios of the one that is loaded. */
const multiplied = (times: number): string[] => [
  'CREATE OR REPLACE TABLE bench_project AS FROM project',
  'CREATE OR REPLACE TABLE bench_indicator AS FROM indicator',
  `CREATE OR REPLACE TABLE bench_finding AS FROM finding WHERE scope = 'indicator'`,
  `INSERT INTO project SELECT p.* REPLACE (form_id || '~' || k AS form_id, (form_order + k * 13)::INTEGER AS form_order,
     name || k AS name, department || (k % 40) AS department, unit || (k % 400) AS unit, (2020 + k % 6)::INTEGER AS year,
     annual * exp(((hash(k * 7919 + form_order) % 1000)::DOUBLE / 1000 - 0.5) * 4) AS annual)
   FROM bench_project p, range(1, ${times}) t(k)`,
  `INSERT INTO indicator SELECT i.* REPLACE (form_id || '~' || k AS form_id, CASE WHEN dimension = 'percent' AND value <> 100
     THEN greatest(0, least(100, value - (hash(k) % 30))) ELSE value * (1 + hash(k) % 9) END AS value)
   FROM range(1, ${times}) t(k), bench_indicator i`,
  `INSERT INTO finding SELECT f.* REPLACE (form_id || '~' || k AS form_id,
     replace(record, form_id || '/', form_id || '~' || k || '/') AS record)
   FROM range(1, ${times}) t(k), bench_finding f WHERE hash(k, f.finding_order) % 10 < 8`,
  ...['project', 'indicator', 'finding'].map((name) => `DROP TABLE bench_${name}`),
];

/** The sample as many times as makes so many indicators; how long the explorer takes to show them, ms. */
async function multiply(page: Page, indicators: number): Promise<number> {
  await page.goto(`${address}/explore`);
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 120_000 });
  await page.waitForSelector('.charts[aria-busy="false"] .track');
  await page.evaluate(async (name) => {
    const found = Object.values(
      await import(/* @vite-ignore */ `${location.origin}/_app/immutable/chunks/${name}`),
    ).find((one) => one instanceof Object && 'openSample' in one && 'revision' in one);
    (globalThis as unknown as Lab).portfolio = found as unknown as Lab['portfolio'];
  }, chunk);
  const times = Math.max(1, Math.round(indicators / 281));
  return page.evaluate(
    async ([statements, count]) => {
      const { portfolio } = globalThis as unknown as Lab;
      for (const sql of statements) await portfolio.db.query(sql);
      const start = performance.now();
      portfolio.revision += 1;
      const all = () => document.querySelector('.count')?.textContent?.replace(/^.*\/|\D/g, '');
      while (all() !== String(count)) await new Promise(requestAnimationFrame);
      return performance.now() - start;
    },
    [multiplied(times), times * 281] as const,
  );
}

/** A portfolio file, read where it lies; how long until every chart shows it, ms. */
async function openFile(page: Page, file: string): Promise<number> {
  const start = performance.now();
  await page.goto(`${address}/explore?portfolio=/bench/${path.basename(file)}`);
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 600_000 });
  await page.waitForSelector('.charts[aria-busy="false"] .track', { timeout: 600_000 });
  return performance.now() - start;
}

async function measure(page: Page, subject: number | string): Promise<Record<string, number>> {
  const ground = typeof subject === 'string' ? await openFile(page, subject) : await multiply(page, subject);
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
  const result: Record<string, number> = {
    'ground ms': ground,
    'click ms': rounds.click,
    'cube ms': rounds.cube,
    'answered p50': at(answered, 0.5),
    'answered p95': at(answered, 0.95),
    'painted p50': at(shown, 0.5),
    'painted p95': at(shown, 0.95),
    'thread a move': spent / answered.length,
  };
  return Object.fromEntries(Object.entries(result).map(([name, ms]) => [name, Math.round(ms * 10) / 10]));
}

const results: Record<string, Record<string, number>> = {};
for (const subject of subjects) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const name = typeof subject === 'string' ? path.basename(subject) : subject.toLocaleString('en-US');
  results[name] = await measure(page, subject);
  await page.close();
}
console.log(`\nThe brush, ${browser.version()}, ten charts`);
console.table(results);
await browser.close();
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
