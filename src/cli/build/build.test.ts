import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { read } from '#core/ingest/read.ts';
import { exportBundle } from '#lib/keep/bundle.ts';
import { digest as digestOf } from '#lib/keep/digest.ts';
import { Answers } from '#core/store/answers.ts';
import { bringsCoded, codeForms } from '#core/store/explore/coded-forms.ts';
import { CODED_TABLES } from '#core/store/explore/coded-tables.ts';
import { formsSummarySql } from '#core/store/questions/portfolio-summary.ts';
import { TABLES } from '#core/store/schema.ts';
import { VIEWS } from '#core/store/views.ts';
import { openNative, type NativeConnector } from '../duckdb.ts';
import type { Effects } from '../effects.ts';
import { openFiles } from '../files.ts';
import { openFile } from '../portfolio-file.ts';
import { loadNative } from '../portfolio.ts';
import { run } from '../run.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const SAMPLE = path.join(ROOT, 'data/samples/shanghai-justice-bureau-2024.txt');
const GOLDEN = path.join(ROOT, 'tests/golden');
let folder: string;
/** Whole builds on a busy machine take their time. */
const PATIENCE = 240_000;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhunxing-build-'));
});
afterAll(() => rm(folder, { recursive: true }));

let places = 0;
/** A folder of its own for one test. */
async function place(): Promise<string> {
  const own = path.join(folder, String(++places));
  await mkdir(own);
  return own;
}

async function zhunxing(cwd: string, ...args: string[]) {
  let out = '';
  let err = '';
  const effects: Effects = {
    cwd,
    out: async (chunk) =>
      void (out += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')),
    err: (text) => void (err += text),
    terminal: { out: false, err: false, columns: 100, color: false },
    now: () => new Date('2024-12-31T08:00:00Z'),
  };
  return { code: await run(args, effects), out, err };
}

/** Every table and every fact, row for row in an order of its own; notes by document, which is how a file numbers them. */
async function contents(db: NativeConnector): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of [...Object.keys(TABLES), ...Object.keys(VIEWS)]) {
    if (table === 'finding' || table === 'outcome') continue;
    const rows = await db.query(
      `SELECT * ${table === 'reading_note' ? 'EXCLUDE (note_order)' : ''} FROM ${table}`,
    );
    all[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return all;
}

async function contentsOfFile(cwd: string, file: string): Promise<Record<string, string[]>> {
  const { db } = await openFile(file, 'zh', { cwd } as Effects);
  try {
    return await contents(db);
  } finally {
    db.close();
  }
}

async function contentsOfPaths(cwd: string, files: string[], doubles: 'both' | 'newer' = 'both') {
  const db = await loadNative(
    await read(
      openFiles(cwd, files, () => undefined),
      { choices: { default: doubles } },
    ),
  );
  try {
    return await contents(db);
  } finally {
    db.close();
  }
}

/** Rows as a count and a hash: thousands are compared in no time. */
function digest(tables: Record<string, string[]>): Record<string, [number, string]> {
  const of = (rows: string[]) => createHash('sha256').update(rows.join('\n')).digest('hex');
  return Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, [rows.length, of(rows)]]));
}

/** Sums of several threads differ in their last digits. */
const nearly = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    typeof one === 'number' ? Number(one.toPrecision(12)) : (one as unknown),
  );

/** The sample with its projects renamed: other bytes, other projects. */
async function renamed(n: number): Promise<string> {
  return (await readFile(SAMPLE, 'utf8')).replaceAll(/^(项目名称\t[^\t]+)/gm, `$1${n}号`);
}

test(
  'a portfolio holds what reading and loading the same paths give, to the last row, and checks alike',
  async () => {
    const cwd = await place();
    await copyFile(SAMPLE, path.join(cwd, 'a.txt'));
    // Other projects, a form of each a second time, a file that is met twice, one that holds nothing, a workbook.
    await writeFile(path.join(cwd, 'b.txt'), await renamed(1));
    await writeFile(path.join(cwd, 'c.txt'), `${await renamed(1)}\n`);
    await copyFile(SAMPLE, path.join(cwd, 'd.txt'));
    await writeFile(path.join(cwd, 'e.txt'), '无关的文字');
    await copyFile(path.join(GOLDEN, 'central-table/input.xlsx'), path.join(cwd, 'f.xlsx'));
    const files = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt', 'f.xlsx'];
    for (const doubles of ['both', 'newer'] as const) {
      const built = await zhunxing(cwd, 'build', ...files, '--out', 'all.duckdb', '--doubles', doubles);
      expect(built.code).toBe(0);
      expect(built.err).toContain('d.txt: 与 a.txt 内容完全相同');
      expect(built.err).toContain('e.txt: ');
      expect(await contentsOfFile(cwd, 'all.duckdb')).toEqual(await contentsOfPaths(cwd, files, doubles));
    }
    const checked = async (...paths: string[]) =>
      JSON.parse((await zhunxing(cwd, 'check', ...paths, '--format', 'json', '--doubles', 'newer')).out);
    const fromFile = await checked('all.duckdb');
    expect(fromFile.findings.length).toBeGreaterThan(400);
    expect(fromFile).toEqual(await checked(...files));
    expect(await readdir(cwd)).toEqual([...files.slice(0, 1), 'all.duckdb', ...files.slice(1)]);
    await writeFile(path.join(cwd, 'run.json'), JSON.stringify(fromFile));
    const diff = async (...sides: string[]) => {
      const { before, after, targets, ...told } = JSON.parse(
        (await zhunxing(cwd, 'diff', ...sides, '--format', 'json', '--doubles', 'newer')).out,
      );
      return { told, data: [before.data, after.data, before.lock, after.lock], targets };
    };
    await zhunxing(cwd, 'build', 'a.txt', '--out', 'one.duckdb');
    const grown = await diff('a.txt', 'all.duckdb');
    expect(grown.told.counts.new.open).toBeGreaterThan(100);
    expect(grown.targets.length).toBeGreaterThan(100);
    expect(await diff('one.duckdb', 'all.duckdb')).toEqual(grown);
    expect({ ...grown, targets: null }).toEqual(await diff('a.txt', 'run.json'));
    await rm(path.join(cwd, 'one.duckdb'));
    await rm(path.join(cwd, 'run.json'));
    const { out } = await zhunxing(
      cwd,
      'query',
      'all.duckdb',
      'SELECT count(*) AS n FROM finding',
      '--format',
      'json',
    );
    expect(JSON.parse(out)[0].n).toBeGreaterThan(400);
  },
  PATIENCE,
);

test(
  'what was chosen in the page holds for an exported portfolio, also when it is not read again',
  async () => {
    const cwd = await place();
    const bytes = new Uint8Array(await readFile(SAMPLE));
    const documents = await Promise.all(
      [bytes, new Uint8Array([...bytes, 10])].map(async (bytes, n) => ({
        sha256: await digestOf(bytes),
        name: `${n}.txt`,
        modified: 1_700_000_000_000 + n,
        bytes,
        reading: null,
      })),
    );
    const { portfolio } = await read(documents);
    const [first, second, third] = portfolio.doubles.map(({ key }) => key);
    const choices = { [first!]: '0.txt#1', [second!]: 'newer', [third!]: '1.txt#99' };
    const at = '2025-01-02T03:04:05.000Z';
    const size = { files: 2, forms: 26, indicators: 562, bytes: 0, generation: 1 };
    const exported = await exportBundle(
      documents,
      { choices },
      { id: 'p', name: '一', made: at, changed: at, ...size },
    );
    await writeFile(path.join(cwd, '库.zhunxing'), new Uint8Array(await exported.arrayBuffer()));
    await writeFile(path.join(cwd, '更多.txt'), await renamed(1));
    await zhunxing(cwd, 'build', '库.zhunxing', '--out', 'all.duckdb');
    expect((await contentsOfFile(cwd, 'all.duckdb'))['project']).toHaveLength(24);
    expect((await zhunxing(cwd, 'build', '库.zhunxing', '更多.txt', '--out', 'all.duckdb')).code).toBe(0);
    const files = ['库.zhunxing', '更多.txt'];
    expect(digest(await contentsOfFile(cwd, 'all.duckdb'))).toEqual(
      digest(await contentsOfPaths(cwd, files)),
    );
  },
  PATIENCE,
);

test(
  'what has not changed is not read again; what has changed, gone or moved gives what a first build gives',
  async () => {
    const cwd = await place();
    for (const n of [1, 2, 3]) await writeFile(path.join(cwd, `${n}.txt`), await renamed(n));
    const all = () => zhunxing(cwd, 'build', '1.txt', '2.txt', '3.txt', '4.txt', '--out', 'all.duckdb');
    await writeFile(path.join(cwd, '4.txt'), await renamed(1));
    expect((await all()).out).toMatch(/本次读取 4 个文件，0 个没有变化/);
    const same = await all();
    expect(same.out).toContain('已是最新');
    expect(same.err).toContain('4.txt: 与 1.txt 内容完全相同');
    // The file that 4.txt repeated changes: 4.txt counts from now on.
    await writeFile(path.join(cwd, '1.txt'), await renamed(5));
    expect((await all()).out).toMatch(/本次读取 2 个文件，2 个没有变化/);
    const files = ['1.txt', '2.txt', '3.txt', '4.txt'];
    expect(await contentsOfFile(cwd, 'all.duckdb')).toEqual(await contentsOfPaths(cwd, files));
    const moved = await zhunxing(cwd, 'build', '3.txt', '1.txt', '--out', 'all.duckdb');
    expect(moved.out).toMatch(/本次读取 0 个文件，2 个没有变化/);
    expect(await contentsOfFile(cwd, 'all.duckdb')).toEqual(await contentsOfPaths(cwd, ['3.txt', '1.txt']));
    expect((await zhunxing(cwd, 'build', '3.txt', '1.txt', '--out', 'all.duckdb', '--fresh')).out).toMatch(
      /读取 2 个/,
    );
  },
  PATIENCE,
);

test(
  'portfolios are put together like archives, the same document once',
  async () => {
    const cwd = await place();
    for (const n of [1, 2, 3]) await writeFile(path.join(cwd, `${n}.txt`), await renamed(n));
    await zhunxing(cwd, 'build', '1.txt', '2.txt', '--out', '甲.duckdb');
    await zhunxing(cwd, 'build', '2.txt', '3.txt', '--out', '乙.duckdb');
    const { code, err } = await zhunxing(cwd, 'build', '甲.duckdb', '乙.duckdb', '--out', 'all.duckdb');
    expect(code).toBe(0);
    expect(err).toContain('乙.duckdb › 2.txt: 与 甲.duckdb › 2.txt 内容完全相同');
    const unnamed = (rows: string[]) => rows.map((row) => row.replaceAll(/[甲乙]\.duckdb › /g, '')).sort();
    const together = await contentsOfFile(cwd, 'all.duckdb');
    const direct = await contentsOfPaths(cwd, ['1.txt', '2.txt', '3.txt']);
    for (const table of [
      'project',
      'indicator',
      'project_fact',
      'indicator_fact',
      'name_group_fact',
      'source_line',
    ])
      expect(unnamed(together[table]!), table).toEqual(direct[table]);
    expect(
      unnamed(together['reading_note']!).map((row) => row.replaceAll(/"message_\w+":"[^"]*"/g, '')),
    ).toEqual(direct['reading_note']!.map((row) => row.replaceAll(/"message_\w+":"[^"]*"/g, '')));
  },
  PATIENCE,
);

test(
  'what is no portfolio, damaged, of another version or in the way is refused in words, and left alone',
  async () => {
    const cwd = await place();
    await copyFile(SAMPLE, path.join(cwd, 'a.txt'));
    await writeFile(path.join(cwd, 'notes.duckdb'), '我的笔记');
    const inTheWay = await zhunxing(cwd, 'build', 'a.txt', '--out', 'notes.duckdb');
    expect([inTheWay.code, inTheWay.err]).toEqual([2, expect.stringContaining('不会被覆盖')]);
    expect(await readFile(path.join(cwd, 'notes.duckdb'), 'utf8')).toBe('我的笔记');
    expect((await zhunxing(cwd, 'build', 'a.txt', '--out', 'nowhere/x.duckdb')).err).toContain(
      '文件夹不存在',
    );

    const other = await openNative(path.join(cwd, 'other.duckdb'));
    await other.query('CREATE TABLE t AS SELECT 1 AS one');
    other.close();
    expect((await zhunxing(cwd, 'check', 'other.duckdb')).err).toContain('不是 zhunxing build 写成的项目库');
    await zhunxing(cwd, 'build', 'a.txt', '--out', 'old.duckdb');
    await copyFile(path.join(cwd, 'old.duckdb'), path.join(cwd, 'cut.duckdb'));
    const old = await openNative(path.join(cwd, 'old.duckdb'));
    await old.query(`UPDATE meta SET layout = 'before'`);
    old.close();
    for (const args of [
      ['check', 'old.duckdb'],
      ['query', 'old.duckdb', 'SELECT 1'],
      ['build', 'old.duckdb', '--out', 'x.duckdb'],
    ]) {
      const { code, err } = await zhunxing(cwd, ...args);
      expect([code, err]).toEqual([2, expect.stringContaining('另一版本')]);
    }
    const bytes = await readFile(path.join(cwd, 'cut.duckdb'));
    await writeFile(path.join(cwd, 'cut.duckdb'), bytes.subarray(0, 5000));
    expect((await zhunxing(cwd, 'check', 'cut.duckdb')).err).toContain('打不开');
    expect((await zhunxing(cwd, 'check', 'a.txt', 'old.duckdb')).err).toContain('只能单独使用');
    // The older portfolio is replaced when the build that was asked for has all its forms.
    expect((await zhunxing(cwd, 'build', 'a.txt', '--out', 'old.duckdb')).out).toMatch(/读取 1 个文件/);
    expect((await zhunxing(cwd, 'check', 'old.duckdb')).code).toBe(1);
  },
  PATIENCE,
);

test(
  'a killed build leaves the old portfolio as it was, and the next one goes on',
  async () => {
    const cwd = await place();
    const main = path.join(ROOT, 'dist/cli/zhunxing.js');
    if (!existsSync(main)) throw new Error('dist/cli is missing: run `npm run build:cli` first');
    await copyFile(SAMPLE, path.join(cwd, 'a.txt'));
    await zhunxing(cwd, 'build', 'a.txt', '--out', 'all.duckdb');
    const old = await readFile(path.join(cwd, 'all.duckdb'));
    await mkdir(path.join(cwd, 'in'));
    for (let n = 0; n < 12; n++) await writeFile(path.join(cwd, 'in', `${n + 10}.txt`), await renamed(n));

    const size = async (file: string) => (await stat(path.join(cwd, file)).catch(() => ({ size: 0 }))).size;
    const killWhen = async (sign: () => Promise<boolean>) => {
      const child = spawn(process.execPath, [main, 'build', 'in', '--out', 'all.duckdb'], {
        cwd,
        stdio: 'ignore',
      });
      const gone = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
      while (child.exitCode === null && !(await sign()))
        await new Promise((resolve) => setTimeout(resolve, 5));
      child.kill('SIGKILL');
      expect(await gone).toBe('SIGKILL');
    };
    // While reading; then while packing, when all that was read has been committed.
    await killWhen(async () => (await size('all.duckdb.part')) + (await size('all.duckdb.part.wal')) > 0);
    await killWhen(async () => (await size('all.duckdb.new.wal')) > 0);

    expect(old.equals(await readFile(path.join(cwd, 'all.duckdb')))).toBe(true);
    const again = await zhunxing(cwd, 'build', 'in', '--out', 'all.duckdb');
    expect(again.code).toBe(0);
    expect(again.err).toContain('接着上次没做完的：12 个文件已经读过');
    const files = (await readdir(path.join(cwd, 'in'))).map((name) => path.join('in', name));
    expect(digest(await contentsOfFile(cwd, 'all.duckdb'))).toEqual(
      digest(await contentsOfPaths(cwd, files)),
    );
    expect(await readdir(cwd)).toEqual(['a.txt', 'all.duckdb', 'in']);
  },
  PATIENCE,
);

test(
  'a portfolio brings what the page asks first: every answer is what the file itself says, the forms in small numbers are those made anew',
  async () => {
    const cwd = await place();
    await copyFile(SAMPLE, path.join(cwd, 'a.txt'));
    await writeFile(path.join(cwd, 'b.txt'), (await renamed(1)).replaceAll('2024', '2023'));
    await zhunxing(cwd, 'build', 'a.txt', 'b.txt', '--out', 'all.duckdb');
    const { db } = await openFile('all.duckdb', 'zh', { cwd } as Effects);
    try {
      const kept = await db.query<{ sql: string; rows: string }>('SELECT sql, rows FROM answer');
      expect(kept.length).toBeGreaterThan(30);
      for (const { sql, rows } of kept) {
        // Without an order rows come as the threads are done.
        const ordered = (rows: readonly unknown[]) =>
          /ORDER BY/.test(sql) ? nearly(rows) : rows.map((row) => JSON.stringify(nearly(row))).sort();
        expect(ordered(JSON.parse(rows) as unknown[]), sql).toEqual(ordered(await db.query(sql)));
      }
      const answers = await Answers.of(db);
      for (const year of [null, 2023, 2024]) expect(answers.to(formsSummarySql(year))).toBeDefined();
      expect(answers.to('SELECT 1')).toBeUndefined();

      expect(await bringsCoded(db)).toBe(true);
      const rows = async (table: string) =>
        (await db.query(`FROM ${table}`)).map((row) => JSON.stringify(nearly(row))).sort();
      const brought = await Promise.all(Object.keys(CODED_TABLES).map(rows));
      await codeForms(db);
      expect(await Promise.all(Object.keys(CODED_TABLES).map(rows))).toEqual(brought);
      expect(brought.map((list) => list.length > 0)).toEqual([true, true, true]);
    } finally {
      db.close();
    }
  },
  PATIENCE,
);
