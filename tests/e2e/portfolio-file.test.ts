import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { beforeAll, expect, test } from 'vitest';
import { handler } from '#cli/serve.ts';
import { zhunxing } from './command-line.ts';
import { chooseFile, ready, useBrowser } from './page.ts';

const { open } = useBrowser();
const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';
const FOLDER = 'test-results';
const FILE = `${FOLDER}/sample.duckdb`;

/** How many runs this browser keeps, looked up without the product. */
async function runsKept(): Promise<number> {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'zhunxing-runs')) return 0;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('zhunxing-runs');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const counting = opening.result.transaction('run').objectStore('run').count();
      counting.onsuccess = () => (opening.result.close(), resolve(counting.result));
    };
  });
}

beforeAll(() => {
  mkdirSync(FOLDER, { recursive: true });
  rmSync(FILE, { force: true });
  zhunxing('build', SAMPLE, '--out', FILE);
});

test(
  'a portfolio file is opened where it lies, and says what the command line says; what is none is refused and all stays',
  { timeout: 180_000 },
  async () => {
    const { outcomes } = JSON.parse(zhunxing('check', FILE, '--format', 'json', '--fail-on', 'never')) as {
      outcomes: { checked: number; flagged: number }[];
    };
    const { page, trouble } = await open('/data');
    await ready(page);
    await expect.poll(() => page.evaluate(runsKept), { timeout: 30_000 }).toBe(1);

    writeFileSync(`${FOLDER}/broken.duckdb`, 'not a database at all');
    await page.setInputFiles('#files', `${FOLDER}/broken.duckdb`);
    await page.getByText('这个 .duckdb 文件打不开').waitFor();
    expect(await page.locator('footer').innerText()).toContain('281');

    await chooseFile(page, FILE);
    await ready(page);
    await page.locator('nav a[href$="/audit"]').first().click();
    await page.locator('[data-testid="audit-finding"]').waitFor();
    const told = await page.locator('main').innerText();
    for (const { checked, flagged } of outcomes.filter((one) => one.flagged > 0))
      expect(told).toContain(`${flagged} / ${checked}`);
    expect(trouble).toEqual([]);
    await page.context().close();
  },
);

test('a file at an address of the site is read by ranges, and its first figures stand there before the rules have run', async () => {
  const site = handler('build');
  const files = sirv(FOLDER, { dev: true });
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/files/')) return site(request, response);
    if (request.method === 'GET') ranges.push(request.headers.range ?? 'whole');
    request.url = request.url.slice('/files'.length);
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { page } = await open('/data');
  await page.goto(`${own}/?portfolio=/files/sample.duckdb`);
  await ready(page);
  expect(await page.locator('footer').innerText()).toContain('281');
  const read = ranges.map((range) => /^bytes=(\d+)-(\d+)$/.exec(range));
  expect(ranges.length).toBeGreaterThan(3);
  expect(read.every((range) => range !== null)).toBe(true);
  const most = Math.max(...read.map((range) => Number(range![2]) - Number(range![1])));
  expect(most).toBeLessThan(statSync(FILE).size * 0.9);
  await page.context().close();
  server.closeAllConnections();
  server.close();
});
