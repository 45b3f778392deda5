/**
 * `npm run bench:page`: the same questions as `native`, of the same generated portfolios, in a real Chromium: the page's DuckDB opens the
 * file where it lies. `-- --sizes 10000,100000` says which. Then the brush over the same portfolios, in the built page.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { FLAGS, findBrowser } from '../../browser.mjs';
import { ROWS_ASIDE, type Measured } from '../measure.ts';
import { childrenMB } from '../memory.ts';
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
  const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  await page.goto(address);
  await page.setInputFiles('#file', file);
  let peakMB = 0;
  const watch = setInterval(() => (peakMB = Math.max(peakMB, childrenMB())), 250);
  const lines = await page.evaluate(
    (aside) =>
      (window as unknown as { measureChosen(aside: number): Promise<Measured[]> }).measureChosen(aside),
    Number(values.aside),
  );
  clearInterval(watch);
  results.push({ indicators: making.indicators, browser: browser.version(), lines, peakMB });
  writeFileSync('dist/bench-results/page.json', JSON.stringify(results, null, 1));
  await browser.close();
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
spawnSync(
  process.execPath,
  [path.join(path.dirname(process.argv[1]!), 'brush.js'), '--sizes', values.sizes],
  {
    stdio: 'inherit',
  },
);
