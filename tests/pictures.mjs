/** `npm run pictures`: renews the pictures of the README from the built page in a real Chromium. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import { FLAGS, findBrowser } from './browser.mjs';

const OUT = '.github/pictures';
const SHOTS = {
  overview: { path: '/', height: 975, wait: 'main svg text' },
  audit: { path: '/audit?rule=cost-unit-not-money', height: 900, wait: '[data-testid=audit-finding] h3' },
};

mkdirSync(OUT, { recursive: true });
const server = spawn('node', ['dist/cli/serve.js'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [line] = await once(server.stdout, 'data');
const address = /http:\/\/[^\s/]+/.exec(String(line))?.[0];
const browser = await chromium.launch({ executablePath: findBrowser(), args: FLAGS });
for (const [name, { path, height, wait }] of Object.entries(SHOTS)) {
  const page = await browser.newPage({ viewport: { width: 1440, height }, locale: 'zh-CN' });
  await page.goto(address + path);
  await page.waitForSelector('[data-status="ready"]', { state: 'attached', timeout: 60_000 });
  if (name === 'audit') await page.locator('button[data-finding]').first().click();
  await page.locator(wait).first().waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${OUT}/${name}.png` });
  await page.close();
}
await browser.close();
server.kill();
