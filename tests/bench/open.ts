/**
 * What a reader waits for when a portfolio file is opened in the built page, in a real Chromium: `node dist/bench/open.js [--sizes 10000,…] [--from disk|address]`.
 * From disk, the file is chosen in a page that stands ready with the sample; from an address, the page is opened with it and starts its engine first.
 * Milliseconds from then: open; the overview's first figures; every rule of the recommended set counted; from the click on its tab, every chart of Explore;
 * and, of a large portfolio, from the wish to see them, its findings summed up and three charts more.
 * Memory is that of all the browser's processes, an empty one's included.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { FLAGS, findBrowser } from '../browser.mjs';
import { handler } from '#cli/serve.ts';
import { childrenMB } from './memory.ts';
import { portfolio } from './portfolios.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    from: { type: 'string', default: 'disk' },
  },
});
const PATIENCE = { timeout: 600_000 };

/** One file opened; milliseconds, and megabytes of all the browser's processes. */
export interface OpenResult {
  indicators: number;
  opened: number;
  figures: number;
  rules: number;
  charts: number;
  /** Only of a large portfolio. */
  findings?: number;
  before: number;
  most: number;
}

async function measure(size: number): Promise<Omit<OpenResult, 'indicators'>> {
  const { file, making } = portfolio(size);
  const [product, files] = [handler('build'), handler(path.dirname(file), '/files')];
  const server = createServer((request, response) =>
    (request.url?.startsWith('/files/') ? files : product)(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });

  const status = (...wanted: string[]) =>
    page.waitForSelector(wanted.map((one) => `[data-status="${one}"]`).join(), {
      state: 'attached',
      ...PATIENCE,
    });
  if (values.from === 'disk') {
    await page.goto(`${address}/data`);
    await status('ready');
  }
  const empty = childrenMB();
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, childrenMB())), 250);
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  let opened: number;
  if (values.from === 'disk') {
    const stands = page.evaluate(standing);
    await page.setInputFiles('#files', file);
    await stands;
    opened = since();
    await page.click('nav a[href$="/"]');
  } else {
    await page.goto(`${address}/?portfolio=/files/${path.basename(file)}`);
    await status('judging', 'ready');
    opened = since();
  }
  await page.getByText(making.indicators.toLocaleString('en-US')).first().waitFor(PATIENCE);
  const figures = since();
  await status('ready');
  const rules = since();
  const charts = await opensCharts(page);
  const findings = await sumsUp(page);
  clearInterval(watch);
  await browser.close();
  server.closeAllConnections();
  server.close();
  return {
    opened,
    figures,
    rules,
    charts,
    ...(findings && { findings }),
    before: empty,
    most: peak,
  };
}

/** In the page: resolves when the tables hold another portfolio. */
function standing(): Promise<void> {
  return new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector('[data-status="judging"]')) return;
      watch.disconnect();
      done();
    });
    watch.observe(document, { subtree: true, attributes: true, attributeFilter: ['data-status'] });
  });
}

async function opensCharts(page: Page): Promise<number> {
  const start = performance.now();
  await page.click('nav a[href$="/explore"]');
  await page.waitForSelector('.charts[aria-busy="false"] .track', PATIENCE);
  return Math.round(performance.now() - start);
}

/** Asks Explore for the findings where they are not summed up by themselves. */
async function sumsUp(page: Page): Promise<number | undefined> {
  const wish = page.getByRole('button', { name: '汇总并显示' });
  if ((await wish.count()) === 0) return undefined;
  const start = performance.now();
  await wish.click();
  await page.waitForSelector('[role=toolbar][aria-label="疑点的轻重"]', PATIENCE);
  return Math.round(performance.now() - start);
}

mkdirSync('dist/bench-results', { recursive: true });
const results: OpenResult[] = [];
for (const size of values.sizes.split(',').map(Number)) {
  results.push({ indicators: size, ...(await measure(size)) });
  console.table(
    Object.fromEntries(results.map(({ indicators, ...one }) => [indicators.toLocaleString('en-US'), one])),
  );
  writeFileSync(`dist/bench-results/open-${values.from}.json`, JSON.stringify(results, null, 1));
}
