/**
 * `npm run bench:page`: the same questions as `native`, of the same generated portfolios, in a real Chromium: the page's DuckDB opens the
 * file where it lies. `-- --sizes 10000,100000` says which.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { FLAGS, findBrowser } from '../../browser.mjs';
import { ROWS_ASIDE, type Measured } from '../measure.ts';
import { portfolio } from '../portfolios.ts';

/** One size measured in the page. */
export interface PageResult {
  indicators: number;
  browser: string;
  lines: Measured[];
  /** Resident memory of all the browser's processes at its highest. */
  peakMB: number;
}

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    aside: { type: 'string', default: String(ROWS_ASIDE) },
  },
});
const files = sirv('dist/bench-page');
const server = createServer((request, response) =>
  files(request, response, () => void response.writeHead(404).end()),
);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
mkdirSync('dist/bench-results', { recursive: true });
const results: PageResult[] = [];

for (const size of values.sizes.split(',').map(Number)) {
  const { file, making } = portfolio(size);
  const launched = await chromium.launchServer({ executablePath: findBrowser(), args: FLAGS });
  const browser = await chromium.connect(launched.wsEndpoint());
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.goto(address);
  await page.setInputFiles('#file', file);
  let peakMB = 0;
  const watch = setInterval(() => (peakMB = Math.max(peakMB, residentMB(launched.process().pid!))), 250);
  const lines = await page.evaluate(
    (aside) =>
      (window as unknown as { measureChosen(aside: number): Promise<Measured[]> }).measureChosen(aside),
    Number(values.aside),
  );
  clearInterval(watch);
  results.push({ indicators: making.indicators, browser: browser.version(), lines, peakMB });
  writeFileSync('dist/bench-results/page.json', JSON.stringify(results, null, 1));
  await browser.close();
  await launched.close();
  console.log(`\n${size} indicators in Chromium, ${peakMB} MB at most`);
  console.table(
    Object.fromEntries(
      lines.map(({ group, name, timing, hand, floor, note }) => [
        `${group}: ${name}`,
        { ms: timing.median, hand, floor, note },
      ]),
    ),
  );
}
server.closeAllConnections();
server.close();

/** Memory of a process and all its children, as Linux counts it; 0 elsewhere. */
function residentMB(root: number): number {
  try {
    const parents = new Map<number, { parent: number; kb: number }>();
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      try {
        const status = readFileSync(`/proc/${entry}/status`, 'utf8');
        parents.set(Number(entry), {
          parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
          kb: Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0),
        });
      } catch {
        continue;
      }
    }
    let kb = 0;
    for (const [pid, one] of parents) {
      let up: number | undefined = pid;
      while (up !== undefined && up !== root && up > 1) up = parents.get(up)?.parent;
      if (up === root) kb += one.kb;
    }
    return Math.round(kb / 1024);
  } catch {
    return 0;
  }
}
