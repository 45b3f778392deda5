import { mkdtemp, readFile, writeFile, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Effects } from './effects.ts';
import { GOOD, HOSTILE } from '#core/rules/hostile.test-data.ts';
import { run } from './run.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SAMPLE = 'data/samples/shanghai-justice-bureau-2024.txt';
/** One form, where it does not matter which. */
const FEW = 'tests/golden/central-weights-space-rows/input.txt';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zhunxing-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** One command line in process; what it wrote, and how it ended. */
async function zhunxing(args: string[], over: Partial<Effects> = {}) {
  const chunks: Uint8Array[] = [];
  let err = '';
  const code = await run(args, {
    cwd: ROOT,
    out: async (chunk) => void chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk),
    err: (text) => void (err += text),
    terminal: { out: false, err: false, columns: 100, color: false },
    now: () => new Date('2024-12-31T08:00:00Z'),
    ...over,
  });
  const bytes = Buffer.concat(chunks);
  return { code, bytes, out: bytes.toString('utf8'), err };
}

const json = async (args: string[]) => {
  const { out, err } = await zhunxing(args);
  expect(err).toBe('');
  return JSON.parse(out);
};

test('check on the sample: the shape of the run, the totals, the exit code', async () => {
  const { code, out } = await zhunxing(['check', SAMPLE, '--format', 'json']);
  const result = JSON.parse(out);
  expect(code).toBe(1);
  expect(result).toMatchObject({ schema: 'zhunxing/run@1', rules: { set: 'recommended' } });
  expect(result.data).toMatchObject({ forms: 13, indicators: 281 });
  expect(result.data.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(result.summary).toMatchObject({
    annual: 139880556,
    number: 86,
    full: 79,
    trend: 35,
    state: 78,
    lost: 3,
  });
  for (const outcome of result.outcomes) expect(outcome.flagged).toBeLessThanOrEqual(outcome.checked);
  const flagged = result.outcomes.reduce((sum: number, one: { flagged: number }) => sum + one.flagged, 0);
  expect(result.findings).toHaveLength(flagged);
  for (const finding of result.findings) {
    expect(finding).toMatchObject({ source: { file: SAMPLE }, waived: false });
    expect(finding.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  }
  expect(new Set(result.findings.map((f: { fingerprint: string }) => f.fingerprint)).size).toBe(flagged);
});

test('--fail-on decides the exit code', async () => {
  expect((await zhunxing(['check', SAMPLE, '--fail-on', 'never'])).code).toBe(0);
  expect((await zhunxing(['check', SAMPLE, '--fail-on', 'info'])).code).toBe(1);
});

test('a rule set of the user is taken from a file, a wrong one refused with its place', async () => {
  const file = path.join(folder, 'mine.json');
  const mine = {
    name: 'mine',
    version: '1.0.0',
    title: { zh: '我的', en: 'mine' },
    why: { zh: '少', en: 'few' },
  };
  await writeFile(file, JSON.stringify({ ...mine, rules: { 'benefit-in-words': 'info' } }));
  const result = await json(['check', SAMPLE, '--rules', file, '--format', 'json']);
  expect(result.rules.set).toBe('mine');
  expect(result.outcomes).toMatchObject([{ rule: 'benefit-in-words', severity: 'info' }]);
  await writeFile(file, JSON.stringify({ ...mine, rules: { 'benefit-in-word': 'info' } }));
  const wrong = await zhunxing(['check', SAMPLE, '--rules', file]);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('/rules/benefit-in-word');
});

test('a set file may extend another file; where each setting comes from is listed', async () => {
  const write = (name: string, rest: object) => {
    const words = { zh: name, en: name };
    const set = { name, version: '1.0.0', title: words, why: words, ...rest };
    return writeFile(path.join(folder, `${name}.json`), JSON.stringify(set));
  };
  await write('ministry', { rules: { 'satisfaction-low': 'error' }, locked: ['satisfaction-low'] });
  await write('office', { extends: './ministry.json', rules: { 'goal-copied': 'info' } });
  const office = path.join(folder, 'office.json');
  const set = await json(['rules', 'list', '--resolved', '--rules', office, '--format', 'json']);
  expect(set.layers.map((one: { name: string }) => one.name)).toEqual(['ministry', 'office']);
  expect(
    set.rules.map((one: { id: string; origin: { severity: object } }) => [one.id, one.origin.severity]),
  ).toEqual([
    ['satisfaction-low', { set: 'ministry', place: '/rules/satisfaction-low' }],
    ['goal-copied', { set: 'office', place: '/rules/goal-copied' }],
  ]);
  const table = (await zhunxing(['rules', 'list', '--resolved', '--rules', office])).out;
  expect(table).toContain('ministry#/rules/satisfaction-low');
  await write('office', { extends: './ministry.json', rules: { 'satisfaction-low': 'warning' } });
  const weaker = await zhunxing(['check', SAMPLE, '--rules', office]);
  expect(weaker.code).toBe(2);
  expect(weaker.err).toContain(`${office}#/rules/satisfaction-low`);
  expect(weaker.err).toContain('只能更严');
  await write('ministry', { extends: 'office.json', rules: {} });
  expect((await zhunxing(['check', SAMPLE, '--rules', office])).err).toContain('office.json → ministry.json');
});

test('a locked run is refused when the rules differ, with every difference', async () => {
  const lock = path.join(folder, 'lock.json');
  expect((await zhunxing(['rules', 'lock', '--rules', 'leader', '--out', lock])).code).toBe(0);
  const checked = ['check', SAMPLE, '--fail-on', 'never', '--locked', lock];
  expect(await zhunxing([...checked, '--rules', 'leader'])).toMatchObject({ code: 0, err: '' });
  const other = await zhunxing([...checked, '--rules', 'recommended']);
  expect(other.code).toBe(2);
  expect(other.out).toBe('');
  expect(other.err).toContain('规则集 leader 1.0.0 → recommended');
  expect(other.err).toMatch(/规则 benefit-in-words \S+ 是新增的/);
  const text = await readFile(lock, 'utf8');
  await writeFile(lock, text.replace('"severity": "error"', '"severity": "info"'));
  expect((await zhunxing([...checked, '--rules', 'leader'])).err).toContain('改动过');
});

test('an override over a locked rule: weaker is refused with place and remedy before anything is locked or run, stricter runs under its lock', async () => {
  const file = path.join(folder, 'bureau.json');
  const lock = path.join(folder, 'bureau.lock.json');
  const words = { zh: '局', en: 'bureau' };
  const when = { all: [{ fact: 'nature', operator: 'equal', value: '一次性项目' }] };
  const write = (entry: unknown) =>
    writeFile(
      file,
      JSON.stringify({
        name: 'bureau',
        version: '1.0.0',
        title: words,
        why: words,
        extends: 'self-evaluation',
        rules: {},
        overrides: [{ when, rules: { 'weights-off': entry } }],
      }),
    );
  const checked = ['check', SAMPLE, '--fail-on', 'never', '--format', 'json', '--rules', file];
  await write({ params: { heaviest: 50 } });
  expect((await zhunxing(['rules', 'lock', '--rules', file, '--out', lock])).code).toBe(0);
  const stricter = await zhunxing([...checked, '--locked', lock]);
  expect(stricter).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(stricter.out).rules.set).toBe('bureau');
  for (const weaker of ['off', 'info', { params: { heaviest: 61 } }]) {
    await write(weaker);
    for (const command of [checked, [...checked, '--locked', lock], ['rules', 'lock', '--rules', file]]) {
      const { code, out, err } = await zhunxing(command);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`${file}#/overrides/0/rules/weights-off`);
      expect(err).toMatch(/self-evaluation.*锁定，只能更严.*请删去这一项或改得更严/u);
    }
  }
});

test('a run is written down, verified offline, and compared with the next', async () => {
  const [bundle, before] = [path.join(folder, 'audit.zip'), path.join(folder, 'before.json')];
  const leader = ['--rules', 'leader', '--fail-on', 'never'];
  await zhunxing(['check', SAMPLE, ...leader, '--format', 'json', '--out', before, '--bundle', bundle]);
  const verified = await zhunxing(['verify', bundle, SAMPLE]);
  expect(verified.err).toBe('');
  expect(verified.out).toContain('数据与原文件一致');
  expect(verified.code).toBe(0);
  const [, print] = /存档指纹 ([0-9a-f]{64})/.exec(verified.out)!;
  expect((await zhunxing(['verify', bundle, '--expect', print!.slice(0, 12)])).code).toBe(0);
  expect((await zhunxing(['verify', bundle, '--expect', 'ffff'])).code).toBe(1);
  expect((await zhunxing(['verify', before])).code).toBe(2);

  const text = (await readFile(path.join(ROOT, SAMPLE), 'utf8')).replace(
    /社区矫正对象人均执行成本(.*)≤10\.00\(%\)/,
    '社区矫正对象人均执行成本$1≤800.00(元/人)',
  );
  const later = path.join(folder, 'later.txt');
  await writeFile(later, text);
  const changes = await json(['diff', bundle, later, '--rules', 'leader', '--format', 'json']);
  const moved = changes.differences.filter((one: { state: string }) => one.state !== 'open');
  expect(moved).toMatchObject([
    { state: 'fixed', cause: 'data', before: { rule: 'cost-unit-not-money', raw: '≤10.00(%)' } },
  ]);
  expect(changes.targets).toMatchObject([{ state: 'changed', before: '≤10.00(%)', after: '≤800.00(元/人)' }]);
  const rules = await json(['diff', before, SAMPLE, '--rules', 'recommended', '--format', 'json']);
  const causes = new Set(rules.differences.map((one: { cause: string | null }) => one.cause));
  expect(causes).toEqual(new Set(['rules', null]));
  expect((await zhunxing(['diff', before, SAMPLE, '--rules', 'recommended'])).code).toBe(1);
});

test('every format is written, xlsx never to a terminal', async () => {
  for (const [format, start] of [
    ['csv', '\ufeff'],
    ['md', '# '],
    ['html', '<!doctype html>'],
    ['sarif', '{'],
    ['junit', '<?xml'],
  ] as const)
    expect((await zhunxing(['check', FEW, '--format', format])).out.startsWith(start), format).toBe(true);
  expect((await zhunxing(['check', FEW, '--format', 'xlsx'])).bytes.subarray(0, 2).toString()).toBe('PK');
  const terminal = { out: true, err: false, columns: 80, color: true };
  expect((await zhunxing(['check', FEW, '--format', 'xlsx'], { terminal })).code).toBe(2);
  expect((await zhunxing(['check', SAMPLE], { terminal })).out).toContain('13 份申报表 · 281 项指标');
  const file = path.join(folder, 'out.html');
  expect((await zhunxing(['check', FEW, '--out', file])).out).toBe('');
  expect(await readFile(file, 'utf8')).toContain('<!doctype html>');
});

test('waived findings are counted apart; expired and unused waivers are reported', async () => {
  const { findings } = await json(['check', SAMPLE, '--format', 'json']);
  const [one, two] = findings;
  const waivers = path.join(folder, 'waivers.json');
  const waiver = (fingerprint: string, expires?: string) => ({
    fingerprint,
    reason: '已核实',
    author: '张三',
    expires,
  });
  await writeFile(
    waivers,
    JSON.stringify([
      waiver(one.fingerprint),
      waiver(two.fingerprint, '2024-12-30'),
      waiver('0000000000000000', '2030-01-01'),
    ]),
  );
  const result = await json(['check', SAMPLE, '--format', 'json', '--waivers', waivers]);
  expect(result.findings.filter((finding: { waived: boolean }) => finding.waived)).toHaveLength(1);
  expect(result.findings[0]).toMatchObject({ fingerprint: one.fingerprint, waived: true });
  expect(result.waivers.expired).toHaveLength(1);
  expect(result.waivers.unused).toHaveLength(1);
  await writeFile(waivers, '[{"fingerprint": "x"}]');
  const refused = await zhunxing(['check', SAMPLE, '--waivers', waivers]);
  expect([refused.code, refused.out]).toEqual([2, '']);
  expect(refused.err).toContain('/0/fingerprint');
});

test('a file that cannot be read is told and the others are read; nothing at all is 2', async () => {
  const inside = path.join(folder, 'in');
  await mkdir(path.join(inside, 'deep'), { recursive: true });
  await writeFile(path.join(inside, 'deep', '表2.txt'), await readFile(path.join(ROOT, SAMPLE)));
  await writeFile(path.join(inside, 'empty.txt'), '');
  const both = await zhunxing(['check', inside, 'missing.txt', '--fail-on', 'never', '--format', 'json']);
  expect(both.code).toBe(0);
  expect(JSON.parse(both.out).data.forms).toBe(13);
  expect(both.err).toContain('missing.txt: 没有这个文件或文件夹');
  expect(both.err).toContain('empty.txt: ');
  const none = await zhunxing(['check', path.join(inside, 'empty.txt'), '--lang', 'en']);
  expect([none.code, none.out]).toEqual([2, '']);
  expect(none.err).toContain('no form could be read');
});

test('parse prints the forms in three formats', async () => {
  const portfolio = await json(['parse', SAMPLE, '--format', 'json']);
  expect(portfolio).toMatchObject({ schema: 'zhunxing/portfolio@1' });
  expect(portfolio.forms).toHaveLength(13);
  expect(portfolio.coverage.placed + portfolio.coverage.noted).toBe(portfolio.coverage.cells);
  const lines = (await zhunxing(['parse', SAMPLE, '--format', 'ndjson'])).out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(
    portfolio.forms.map((form: { id: string }) => form.id),
  );
  expect((await zhunxing(['parse', SAMPLE])).out).toContain('13 份申报表，281 项指标');
});

test('query: rows in three formats, an error with its place', async () => {
  const sql = 'SELECT count(*) AS n, sum(annual) AS money FROM project';
  expect(await json(['query', SAMPLE, sql, '--format', 'json'])).toEqual([{ n: 13, money: 139880556 }]);
  expect((await zhunxing(['query', SAMPLE, sql, '--format', 'csv'])).out).toBe(
    '\ufeffn,money\r\n13,139880556\r\n',
  );
  expect((await zhunxing(['query', SAMPLE, 'SELECT name FROM project WHERE false'])).out).toMatch(/^name\n/);
  expect((await zhunxing(['query', SAMPLE, 'SELECT count(*) AS n FROM finding'])).out).toMatch(/\n\d{2,}\n/);
  const wrong = await zhunxing(['query', SAMPLE, 'SELECT nam FROM project']);
  expect(wrong.code).toBe(2);
  expect(wrong.err.match(/LINE 1/g)).toHaveLength(1);
  expect((await zhunxing(['query', SAMPLE, "SELECT * FROM read_text('/etc/hosts')"])).code).toBe(2);
});

test('rules: list, test with coverage, show', async () => {
  const list = await json(['rules', 'list', '--format', 'json']);
  expect(list.length).toBeGreaterThanOrEqual(45);
  expect((await zhunxing(['rules', 'list'])).out).toContain(list[0].id);
  const shown = await zhunxing(['rules', 'show', list[0].code.toLowerCase()]);
  expect(shown.out).toContain(list[0].title);
  expect((await json(['rules', 'show', list[0].id, '--format', 'json'])).id).toBe(list[0].id);
  const tested = await zhunxing(['rules', 'test', '--coverage']);
  expect(tested.out).toMatch(/rules, \d+ passed, 0 failed/);
  expect(tested.code).toBe(0);
  const unknown = await zhunxing(['rules', 'show', 'no-such-rule']);
  expect([unknown.code, unknown.out]).toEqual([2, '']);
});

test('too little or wrong on the command line is 2, with help; asking for help is 0', async () => {
  const bare = await zhunxing(['check']);
  expect(bare.code).toBe(2);
  expect(bare.err).toContain('zhunxing check data/samples/');
  expect((await zhunxing(['check', SAMPLE, '--format', 'pdf'])).code).toBe(2);
  expect((await zhunxing(['chekc'])).code).toBe(2);
  expect((await zhunxing(['check', SAMPLE, '--rules', 'no-such-set'])).code).toBe(2);
  const help = await zhunxing(['--help']);
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toContain('check');
  expect((await zhunxing(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/);
});

test('query takes one statement; several or none are refused rather than dropped', async () => {
  for (const sql of ['SELECT 1; SELECT 2', ' -- nothing', ';']) {
    const { code, out, err } = await zhunxing(['query', '--', SAMPLE, sql]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/一条 SQL 语句/);
  }
  expect((await zhunxing(['query', SAMPLE, 'SELECT 7 AS x;', '--format', 'csv'])).out).toMatch(/x\r?\n7/);
});

test('what cannot be opened or written is said in words', async () => {
  const missing = path.join(folder, 'nowhere', 'x');
  for (const args of [
    ['--out', `${missing}.csv`],
    ['--rules', `${missing}.json`],
    ['--waivers', `${missing}.json`],
    ['--waivers', folder],
  ]) {
    const { code, err } = await zhunxing(['check', SAMPLE, ...args]);
    expect(code).toBe(2);
    expect(err).not.toMatch(/ENOENT|EISDIR|#:/);
  }
});

test('a copied goal lists the other projects and where their goals stand', async () => {
  const { findings } = await json(['check', SAMPLE, '--format', 'json']);
  const copied = findings.filter((one: { rule: string }) => one.rule === 'goal-copied');
  expect(copied).toHaveLength(13);
  for (const { project, related, source } of copied) {
    expect(related).toHaveLength(12);
    expect(related.map((one: { project: string }) => one.project)).not.toContain(project);
    expect(related.map((one: { source: { line: number } }) => one.source.line)).not.toContain(source.line);
  }
});

test('a rule is shown in words, its JSON on request', async () => {
  const { out } = await zhunxing(['rules', 'show', 'I08']);
  expect(out).toContain('量纲 不等于 金额');
  expect(out).not.toContain('"fact"');
  for (const title of ['查什么', '依据', '不判什么', '举例', '可能误报', 'SQL'])
    expect(out).toContain(`\n${title}\n`);
  expect((await zhunxing(['rules', 'show', 'I08', SAMPLE])).out).toContain(
    '判了 2 条，疑点 1 条，不适用 279 条。',
  );
  expect(JSON.parse((await zhunxing(['rules', 'show', 'I08', '--format', 'json'])).out)).toMatchObject({
    code: 'I08',
  });
});

test('a folder of own rules: the good ones are listed, each bad one told with file, line, place and remedy; exit 2', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'own-rules-'));
  const files = { ...HOSTILE, 'own-rule.json': { text: GOOD } };
  for (const [file, { text }] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  const listed = await zhunxing(['rules', 'list', '--rules', folder, '--lang', 'en']);
  expect(listed.code).toBe(2);
  expect(listed.out).toContain('A rule of our own');
  for (const file of Object.keys(HOSTILE)) expect(listed.err).toContain(`${file}`);
  expect(listed.err).toMatch(/unknown-fact\.json:48#\/conditions\/all\/0\/fact: .*did you mean "name"/);
  expect(listed.err).toMatch(/no-json\.json:3: line 3/);
  const checked = await zhunxing(['check', SAMPLE, '--rules', folder]);
  expect([checked.code, checked.out]).toEqual([2, '']);
  await rm(folder, { recursive: true });
});

test('own rules alone, beside a set, and in test and show', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'own-rules-'));
  const file = path.join(folder, 'own-rule.json');
  await writeFile(file, GOOD);
  const codes = async (rules: string) => {
    const { outcomes } = await json(['check', SAMPLE, '--rules', rules, '--format', 'json']);
    return (outcomes as { code: string; flagged: number }[]).map(({ code }) => code);
  };
  expect(await codes(folder)).toEqual(['U01']);
  expect(await codes(file)).toEqual(['U01']);
  const leader = await codes('leader');
  expect(await codes(`leader,${folder}`)).toEqual([...leader, 'U01'].sort());
  expect((await zhunxing(['rules', 'test', '--rules', folder])).out).toContain('1 rules, 6 passed, 0 failed');
  expect((await zhunxing(['rules', 'show', 'U01', '--rules', file])).out).toContain('自有规则');
  expect((await zhunxing(['check', SAMPLE, '--rules', `leader,strict,${folder}`])).err).toContain(
    '至多一个规则集',
  );
  await rm(folder, { recursive: true });
});
