import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ownBrowser, serveRoom, type OwnBrowser } from './own-browser.ts';

let room: Awaited<ReturnType<typeof serveRoom>>;
let browser: OwnBrowser;
let origin: string;
const profile = mkdtempSync(path.join(tmpdir(), 'zhunxing-keep-'));

beforeAll(async () => {
  room = await serveRoom();
  origin = `http://127.0.0.1:${room.port}`;
  browser = await ownBrowser(profile, ['--host-resolver-rules=MAP zhunxing.test 127.0.0.1']);
});
afterAll(async () => {
  await browser?.kill();
  room?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});
beforeEach(async () => {
  for (const page of browser.context.pages().slice(1)) await page.close();
  const page = await openPage();
  await page.evaluate(async () => (await keep.openShelf()).forget());
  await page.close();
});

async function openPage(at = `${origin}/`): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(at);
  await page.waitForFunction(() => 'keep' in globalThis);
  return page;
}

test('portfolios come back as they were written, in order; a document of two of them is stored once', async () => {
  const page = await openPage();
  const seen = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const [a, b, c] = [
      await keep.documentOf(1, 100),
      await keep.documentOf(2, 17 << 20),
      await keep.documentOf(3, 0),
    ];
    const counts = { forms: 3, indicators: 30 };
    const first = await shelf.write({
      id: 'x',
      name: '甲',
      keep: [],
      add: [a, b, c],
      decisions: { d: [1] },
      counts,
    });
    const again = { ...b, name: '另一份.xlsx', reading: null };
    await shelf.write({ id: 'y', name: '乙', keep: [], add: [b, again], decisions: {}, counts });
    const both = await keep.stored();
    const list = await shelf.list();
    const x = await shelf.read('x');
    const same =
      x?.documents.length === 3 &&
      [a, b, c].every((due, i) => {
        const is = x.documents[i];
        return is && indexedDB.cmp(is.bytes, due.bytes) === 0 && is.sha256 === due.sha256;
      });
    const names: string[] = [];
    for await (const { name, reading } of shelf.documents('y'))
      names.push(`${name} ${reading?.version ?? null}`);
    const read: unknown[] = [];
    for await (const one of shelf.readings('x')) read.push([one.name, one.size, one.reading?.result]);
    await shelf.remove('y');
    const afterY = await keep.stored();
    await shelf.remove('x');
    return {
      first,
      both,
      list,
      same,
      names,
      read,
      decisions: x?.decisions,
      afterY,
      end: await keep.stored(),
    };
  });
  expect(seen.same).toBe(true);
  expect(seen.first).toMatchObject({
    id: 'x',
    name: '甲',
    files: 3,
    forms: 3,
    indicators: 30,
    generation: 1,
  });
  expect(seen.first.bytes).toBe(100 + (17 << 20));
  expect(seen.decisions).toEqual({ d: [1] });
  expect(seen.list.map(({ id }) => id)).toEqual(['y', 'x']);
  expect(seen.names).toEqual(['表2.xlsx r1', '另一份.xlsx null']);
  expect(seen.read[1]).toEqual(['表2.xlsx', 17 << 20, { seed: 2, forms: ['表2.xlsx'] }]);
  expect(seen.both).toMatchObject({ portfolio: 2, document: 3, chunk: 4, reading: 4, writing: 0 });
  expect(seen.afterY).toMatchObject({ portfolio: 1, document: 3, chunk: 4, reading: 3, writing: 0 });
  expect(Object.values(seen.end).every((n) => n === 0)).toBe(true);
});

test('a change keeps, replaces and drops documents; one that starts from an old state is refused', async () => {
  const page = await openPage();
  const seen = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const docs = await Promise.all([1, 2, 3].map((n) => keep.documentOf(n, 1000 + n)));
    const [a, b, c] = docs.map(({ sha256 }) => sha256) as [string, string, string];
    const base = { id: 'x', name: '甲', decisions: {}, counts: { forms: 1, indicators: 1 } };
    await shelf.write({ ...base, keep: [], add: docs });
    const anew = { ...docs[1]!, reading: { version: 'r2', result: 'anew' } };
    const more = await keep.documentOf(4, 10);
    const second = await shelf.write({ ...base, keep: [a, b], add: [more, anew], expects: 1 });
    const files = (await shelf.contents('x'))?.files.map(({ name }) => name);
    const reading = (await shelf.document('x', b))?.reading;
    const stored = await keep.stored();
    const decided = await shelf.decide('x', { w: 1 });
    await shelf.rename('x', '丙');
    const late = await keep.failureOf(shelf.write({ ...base, keep: [a], add: [], expects: 3 }));
    const unknown = await keep.failureOf(shelf.write({ ...base, keep: [c], add: [] }));
    const gone = await keep.failureOf(shelf.decide('nowhere', {}));
    const wrong = await keep.failureOf(shelf.write({ ...base, keep: [], add: [{ ...more, sha256: a }] }));
    const broken = async function* () {
      yield await keep.documentOf(9, 9 << 20);
      throw new Error('the reader broke');
    };
    const thrown = await keep.failureOf(shelf.write({ ...base, keep: [], add: broken() }));
    const end = await shelf.read('x');
    const fns = await shelf.write({
      ...base,
      keep: [a],
      add: [],
      decisions: () => ({ late: true }),
      counts: () => ({ forms: 7, indicators: 8 }),
    });
    return {
      second,
      files,
      reading,
      stored,
      decided,
      late,
      unknown,
      gone,
      wrong,
      thrown,
      end: end?.kept,
      n: end?.documents.length,
      after: await keep.stored(),
      fns,
    };
  });
  expect(seen.files).toEqual(['表1.xlsx', '表2.xlsx', '表4.xlsx']);
  expect(seen.reading).toEqual({ version: 'r2', result: 'anew' });
  expect(seen.stored).toMatchObject({ document: 3, chunk: 3, reading: 3, writing: 0 });
  expect([seen.second.generation, seen.decided.generation, seen.end?.generation]).toEqual([2, 3, 4]);
  expect(seen.end).toMatchObject({ name: '丙', files: 3 });
  expect(seen.n).toBe(3);
  expect(seen.late).toMatch(/^changed: .*重新打开.*Open it again/);
  expect(seen.unknown).toMatch(/^changed/);
  expect(seen.gone).toMatch(/^changed/);
  expect(seen.wrong).toMatch(/^damaged: .*表4/);
  expect(seen.thrown).toBe('Error: the reader broke');
  expect(seen.fns).toMatchObject({ forms: 7, indicators: 8, files: 1 });
  expect(seen.after).toMatchObject({ document: 1, chunk: 1, reading: 1, writing: 0 });
});

test('without room the old state stays, what was staged is swept, and the message says what to do', async () => {
  // An origin of its own: Chromium remembers for a while how much room one had before.
  const origin = `http://localhost:${room.port}`;
  const page = await openPage(`${origin}/`);
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 40 << 20 });
  await page.evaluate(() => keep.writeState(1, 20));
  const failure = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const add = async function* () {
      for (let n = 0; n < 12; n += 1) yield keep.documentOf(500 + n, 6 << 20);
    };
    return keep.failureOf(
      shelf.write({
        id: 'big',
        name: '大',
        keep: [],
        add: add(),
        decisions: {},
        counts: { forms: 0, indicators: 0 },
      }),
    );
  });
  expect(failure).toMatch(/^quota: .*原来保存的没有变.*Remove portfolios/);
  expect(await page.evaluate(() => keep.verifyState(20))).toBe(1);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  const usage = await page.evaluate(async () => (await keep.openShelf()).usage());
  expect(usage.used).toBeGreaterThan(9 << 20);
  expect(usage.quota).toBeGreaterThan(usage.used);
});

test('one page at a time has a portfolio; another may take it over, and both hear of it', async () => {
  const [one, two] = [await openPage(), await openPage()];
  const claimIt = async (page: Page) =>
    page.evaluate(async () => {
      const here = globalThis as unknown as { mine: Awaited<ReturnType<typeof keep.claim>>; log: string[] };
      here.log ??= [];
      here.mine = await keep.claim('x', () => here.log.push('taken'));
      keep.onChange(({ kind, id }) => here.log.push(`${kind} ${id}`));
      return here.mine.held;
    });
  type Here = { mine: { held: boolean; takeOver(): Promise<void>; release(): void }; log: string[] };
  const held = (page: Page) => page.evaluate(() => (globalThis as unknown as Here).mine.held);
  const log = (page: Page) => page.evaluate(() => (globalThis as unknown as Here).log);

  expect(await claimIt(one)).toBe(true);
  expect(await claimIt(two)).toBe(false);
  await two.evaluate(() => (globalThis as unknown as Here).mine.takeOver());
  expect([await held(one), await held(two)]).toEqual([false, true]);
  await one.waitForFunction(() => (globalThis as unknown as Here).log.includes('taken'));
  await two.evaluate(() => keep.writeState(1, 3));
  await one.waitForFunction(() => (globalThis as unknown as Here).log.includes('changed p'));
  expect(await log(one)).toEqual(['taken', 'changed p']);
  expect(await log(two)).toEqual([]);
  await two.close();
  expect(await claimIt(one)).toBe(true);
  const three = await openPage();
  await one.evaluate(() => (globalThis as unknown as Here).mine.release());
  expect(await claimIt(three)).toBe(true);
  await three.reload();
  await three.waitForFunction(() => 'keep' in globalThis);
  expect(await claimIt(three)).toBe(true);
});

test('a write under way in one page is not swept by another that opens, removes and writes meanwhile', async () => {
  const [one, two] = [await openPage(), await openPage()];
  await one.evaluate(() => {
    const here = globalThis as unknown as { go: () => void; done: Promise<unknown> };
    const gate = new Promise<void>((resolve) => (here.go = resolve));
    here.done = keep.openShelf().then((shelf) =>
      shelf.write({
        id: 'slow',
        name: '慢',
        keep: [],
        add: (async function* () {
          yield await keep.documentOf(1, 9 << 20);
          yield await keep.documentOf(2, 10);
          await gate;
        })(),
        decisions: {},
        counts: { forms: 2, indicators: 2 },
      }),
    );
  });
  await one.waitForFunction(async () => ((await keep.stored())['chunk'] ?? 0) > 0);
  const meanwhile = await two.evaluate(async () => {
    const shelf = await keep.openShelf();
    const counts = { forms: 1, indicators: 1 };
    await shelf.write({
      id: 'z',
      name: '快',
      keep: [],
      add: [await keep.documentOf(3, 10)],
      decisions: {},
      counts,
    });
    await shelf.remove('z');
    await keep.openShelf();
    return keep.stored();
  });
  expect(meanwhile['chunk']).toBeGreaterThan(0);
  const after = await one.evaluate(async () => {
    const here = globalThis as unknown as { go: () => void; done: Promise<unknown> };
    here.go();
    await here.done;
    const all = await (await keep.openShelf()).read('slow');
    return { names: all?.documents.map(({ name }) => name), stored: await keep.stored() };
  });
  expect(after.names).toEqual(['表1.xlsx', '表2.xlsx']);
  expect(after.stored).toMatchObject({ portfolio: 1, document: 2, chunk: 3, reading: 2, writing: 0 });
});

test('forgetting leaves nothing of the product, though another page has it open and writes; other tools keep theirs', async () => {
  const [one, two] = [await openPage(), await openPage()];
  await two.evaluate(() => keep.writeState(1, 10));
  await two.evaluate(() => {
    const here = globalThis as unknown as { heard: string[]; failed: Promise<string> };
    here.heard = [];
    keep.onChange(({ kind }) => here.heard.push(kind));
    here.failed = keep.failureOf(keep.writeState(3, 4000));
  });
  await two.waitForFunction(async () => ((await keep.stored())['document'] ?? 0) > 100);
  const looked = await one.evaluate(async () => {
    const look = async () => ({
      databases: (await indexedDB.databases()).map(({ name }) => name).sort(),
      caches: (await caches.keys()).sort(),
      keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort(),
      files: await Array.fromAsync((await navigator.storage.getDirectory()).keys()).then((all) => all.sort()),
    });
    for (const name of ['zhunxing-old', 'other']) (await keep.raw(name)).close();
    for (const name of ['zhunxing-v1', 'other']) await (await caches.open(name)).put('/x', new Response('x'));
    for (const key of ['zhunxing.theme', 'zhunxing.waivers', 'other']) localStorage.setItem(key, '1');
    sessionStorage.setItem('zhunxing.tab', '1');
    const files = await navigator.storage.getDirectory();
    await files.getFileHandle('zhunxing.duckdb', { create: true });
    const folder = await files.getDirectoryHandle('zhunxing-parts', { create: true });
    await folder.getFileHandle('a', { create: true });
    const before = await look();
    await (await keep.openShelf()).forget();
    return { before, after: await look() };
  });
  expect(looked.before).toEqual({
    databases: ['other', 'zhunxing', 'zhunxing-old'],
    caches: ['other', 'zhunxing-v1'],
    keys: ['other', 'zhunxing.tab', 'zhunxing.theme', 'zhunxing.waivers'],
    files: ['zhunxing-parts', 'zhunxing.duckdb'],
  });
  expect(looked.after).toEqual({ databases: ['other'], caches: ['other'], keys: ['other'], files: [] });
  const other = await two.evaluate(async () => {
    const here = globalThis as unknown as { heard: string[]; failed: Promise<string> };
    return { failed: await here.failed, heard: here.heard, list: await (await keep.openShelf()).list() };
  });
  expect(other.failed).toMatch(/^(blocked|damaged|changed)/);
  expect(other.heard).toEqual(['forgotten']);
  expect(other.list).toEqual([]);
  await one.evaluate(() => indexedDB.deleteDatabase('other'));
});

test('versions: an older page lets a newer one in and stops; a newer database is not touched', async () => {
  const [one, two] = [await openPage(), await openPage()];
  const stopped = await one.evaluate(async () => {
    const shelf = await keep.openShelf('zhunxing-versions');
    await shelf.list();
    const newer = await keep.raw('zhunxing-versions', 9);
    const version = newer.version;
    newer.close();
    return { version, failure: await keep.failureOf(shelf.list()) };
  });
  expect(stopped.version).toBe(9);
  expect(stopped.failure).toMatch(/^newer: .*刷新.*Reload/);
  expect(await two.evaluate(() => keep.failureOf(keep.openShelf('zhunxing-versions')))).toMatch(/^newer/);
  await one.close();
});

test('a page that does not let go of the database: the other says so instead of waiting for ever', async () => {
  const page = await openPage();
  const failures = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const holder = await keep.raw('zhunxing');
    const forgetting = keep.failureOf(shelf.forget());
    // Once the deletion stands in the browser's queue, an opening waits behind it.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const opening = keep.failureOf(keep.openShelf());
    const failures = [await forgetting, await opening];
    holder.close();
    return failures;
  });
  for (const failure of failures)
    expect(failure).toMatch(/^blocked: .*关闭本站的其他标签页.*Close the other tabs/);
});

test('a damaged document is named, and does not take the others with it', async () => {
  const page = await openPage();
  const seen = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const docs = await Promise.all([1, 2, 3].map((n) => keep.documentOf(n, 1000 + n)));
    await shelf.write({
      id: 'x',
      name: '甲',
      keep: [],
      add: docs,
      decisions: {},
      counts: { forms: 1, indicators: 1 },
    });
    const db = await keep.raw('zhunxing');
    const chunks = db.transaction('chunk', 'readwrite').objectStore('chunk');
    const key = [docs[1]!.sha256, 0];
    const bytes = (await keep.answer(chunks.get(key))) as Uint8Array;
    bytes[500]! ^= 1;
    await keep.answer(chunks.put(bytes, key));
    db.close();
    const names: string[] = [];
    const told: string[] = [];
    for await (const { name } of shelf.documents('x', (error, file) =>
      told.push(`${error.code} ${file.name}`),
    ))
      names.push(name);
    return { failure: await keep.failureOf(shelf.read('x')), names, told };
  });
  expect(seen.failure).toMatch(/^damaged: .*表2\.xlsx/);
  expect(seen.names).toEqual(['表1.xlsx', '表3.xlsx']);
  expect(seen.told).toEqual(['damaged 表2.xlsx']);
});

test('a shelf that is no shelf any more is told as damaged, and can be forgotten', async () => {
  const page = await openPage();
  const seen = await page.evaluate(async () => {
    await (await keep.openShelf()).forget();
    (await keep.raw('zhunxing')).close();
    const shelf = await keep.openShelf();
    const failure = await keep.failureOf(shelf.list());
    await shelf.forget();
    return { failure, list: await shelf.list() };
  });
  expect(seen.failure).toMatch(/^damaged/);
  expect(seen.list).toEqual([]);
});

test('a store that the browser cannot open yet, as after a crash, is tried again; one that stays shut is told', async () => {
  const page = await openPage();
  await page.evaluate(async () => {
    const counts = { forms: 1, indicators: 1 };
    await (await keep.openShelf()).write({ id: 'x', name: '甲', keep: [], add: [], decisions: {}, counts });
  });
  await browser.kill();
  const folder = path.join(profile, 'Default', 'IndexedDB');
  const own = readdirSync(folder).find((name) => name.includes(`_${room.port}.indexeddb.leveldb`))!;
  const [store, aside] = [path.join(folder, own), path.join(profile, 'aside')];
  renameSync(store, aside);
  writeFileSync(store, '');
  browser = await ownBrowser(profile, ['--host-resolver-rules=MAP zhunxing.test 127.0.0.1']);
  const again = await openPage();
  const shut = await again.evaluate(async () => {
    const before = performance.now();
    return { told: await keep.failureOf(keep.openShelf()), waited: performance.now() - before };
  });
  expect(shut.told).toMatch(/^unavailable: .*UnknownError/);
  expect(shut.waited).toBeGreaterThan(5_000);
  const opened = again.evaluate(async () => (await (await keep.openShelf()).list()).map(({ name }) => name));
  await new Promise((resolve) => setTimeout(resolve, 700));
  rmSync(store);
  renameSync(aside, store);
  expect(await opened).toEqual(['甲']);
});

test('a page that may store nothing says so', async () => {
  const page = await openPage(`${origin}/opaque`);
  const failure = await page.evaluate(() => keep.failureOf(keep.openShelf()));
  expect(failure).toMatch(/^unavailable: .*无痕.*private/);
});

test('over plain http, without Web Locks and crypto.subtle, the same holds', async () => {
  const page = await openPage(`http://zhunxing.test:${room.port}/`);
  expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false]);
  for (const v of [1, 2, 3]) await page.evaluate((v) => keep.writeState(v, 20), v);
  expect(await page.evaluate(() => keep.verifyState(20))).toBe(3);
  // Half a write of a page that died: kept while it may be alive, swept once it gave no sign of life for long.
  const swept = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const leave = async (beat: number) => {
      const db = await keep.raw('zhunxing');
      const tx = db.transaction(['document', 'writing'], 'readwrite');
      tx.objectStore('document').put({ sha256: 'dead', size: 0, chunks: 0 });
      tx.objectStore('writing').put({ id: 'w', beat });
      await new Promise((resolve) => (tx.oncomplete = resolve));
      db.close();
      await keep.openShelf();
      return (await keep.stored())['document'];
    };
    const found = [await leave(Date.now() - 60_000), await leave(Date.now() - 3_600_000)];
    await shelf.forget();
    return found;
  });
  expect(swept).toEqual([21, 20]);
});

test('a portfolio goes out as one file and comes back in', async () => {
  const page = await openPage();
  const seen = await page.evaluate(async () => {
    const shelf = await keep.openShelf();
    const docs = await Promise.all([1, 2, 3].map((n) => keep.documentOf(n, 1000 + n)));
    const counts = { forms: 1, indicators: 1 };
    await shelf.write({ id: 'x', name: '甲', keep: [], add: docs, decisions: { a: 1 }, counts });
    const found = (await shelf.contents('x'))!;
    const blob = await keep.exportBundle(shelf.documents('x'), found.decisions, found.kept);
    await shelf.remove('x');
    const { kept, documents, decisions } = await keep.importBundle(blob);
    const { id, name, forms, indicators } = kept;
    await shelf.write({ id, name, keep: [], add: documents, decisions, counts: { forms, indicators } });
    const back = (await shelf.read('x'))!;
    const same = docs.every((due, i) => indexedDB.cmp(back.documents[i]!.bytes, due.bytes) === 0);
    return { same, decisions: back.decisions, readings: back.documents.map(({ reading }) => reading) };
  });
  expect(seen).toEqual({ same: true, decisions: { a: 1 }, readings: [null, null, null] });
});
