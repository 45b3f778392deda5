import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownBrowser, serveRoom, type OwnBrowser } from './own-browser.ts';

const DOCUMENTS = 220;
/** How many times each: the page's process crashes, the tab is closed, the whole browser is killed. */
const KILLS = { crash: 20, close: 16, browser: 24 } as const;
/** Within so many ms after the last document was taken the step is made. */
const STEP = 25;
type Way = keyof typeof KILLS;

let room: Awaited<ReturnType<typeof serveRoom>>;
let browser: OwnBrowser;
const profile = mkdtempSync(path.join(tmpdir(), 'zhunxing-keep-'));

beforeAll(async () => {
  room = await serveRoom();
});
afterAll(async () => {
  await browser?.kill();
  room?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

async function openPage(): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`http://127.0.0.1:${room.port}/`);
  await page.waitForFunction(() => 'keep' in globalThis);
  return page;
}

async function kill(way: Way, page: Page): Promise<void> {
  if (way === 'browser') {
    await browser.kill();
    browser = await ownBrowser(profile);
    return;
  }
  if (way === 'crash') {
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    const session = await page.context().newCDPSession(page);
    void session.send('Page.crash').catch(() => {});
    await crashed;
  }
  await page.close();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('killed at any moment of a write, the shelf holds the state before or the state after', async () => {
  browser = await ownBrowser(profile);
  let page = await openPage();
  const started = Date.now();
  let state = 2;
  for (const v of [1, 2]) await page.evaluate(([v, n]) => keep.writeState(v, n), [v, DOCUMENTS] as const);
  const takes = (Date.now() - started) / 2;
  expect(await page.evaluate((n) => keep.verifyState(n), DOCUMENTS)).toBe(state);

  // For each way every second kill falls evenly over the write, from its first moment until it has been acknowledged; the others fall
  // around the one step that changes the portfolio. The ways take turns, so that each sees the leavings of the others.
  const plan = (Object.keys(KILLS) as Way[]).flatMap((way) =>
    Array.from({ length: KILLS[way] }, (_, k) => ({ way, share: k / (KILLS[way] - 1), atStep: k % 2 === 1 })),
  );
  plan.sort(() => Math.random() - 0.5);
  const tally: Record<Way, { before: number; after: number; midway: number }> = {
    crash: { before: 0, after: 0, midway: 0 },
    close: { before: 0, after: 0, midway: 0 },
    browser: { before: 0, after: 0, midway: 0 },
  };
  for (const { way, share, atStep } of plan) {
    const next = state + 1;
    let said = '';
    page.on('console', (message) => (said += message.text()));
    await page.evaluate(([v, n]) => keep.writeInWorker(v, n), [next, DOCUMENTS] as const);
    const word = share === 1 ? 'written' : atStep ? 'given' : '';
    while (!said.includes(word)) await pause(1);
    await pause(share === 1 ? 0 : atStep ? Math.random() * STEP : 1.1 * takes * share);
    const acknowledged = said.includes(`written ${next}`);
    expect(said).not.toContain('failed');
    await kill(way, page);

    page = await openPage();
    const left = await page.evaluate(() => keep.stored());
    const found = await page.evaluate((n) => keep.verifyState(n), DOCUMENTS);
    expect([state, next], `${way} at ${word || share}`).toContain(found);
    if (acknowledged) expect(found, 'a write that was acknowledged is kept').toBe(next);
    tally[way][found === next ? 'after' : 'before'] += 1;
    if (found === state && (left['writing'] ?? 0) > 0) tally[way].midway += 1;
    state = found;
  }
  console.log(`one write takes ${takes.toFixed(0)} ms; ended`, JSON.stringify(tally));
  for (const way of Object.keys(KILLS) as Way[]) {
    expect(tally[way].before, `${way}: none ended in the state before`).toBeGreaterThan(0);
    expect(tally[way].after, `${way}: none ended in the state after`).toBeGreaterThan(0);
  }
  const midway = Object.values(tally).reduce((sum, one) => sum + one.midway, 0);
  expect(midway, 'kills that left half a write behind').toBeGreaterThan(5);
}, 400_000);
