import { readFile } from 'node:fs/promises';
import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import type { Outcome } from '#core/model/finding.ts';
import { isNoisy } from '#core/model/noise.ts';
import { hitRates } from '#core/rules/hit-rates.ts';
import { library } from '#core/rules/library.ts';
import { ownSet } from '#core/rules/own-set.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { checkSet } from '#core/rules/set.ts';
import { createSchema } from '#core/store/create.ts';
import { dataHash } from '#core/store/data-hash.ts';
import { load } from '#core/store/load.ts';
import { groupGrades } from '#core/store/questions/group-grades.ts';
import { projectList } from '#core/store/questions/project-list.ts';
import { auditBundle } from './bundle.ts';
import { evidenceRows } from './evidence.ts';
import { bundledRun } from './bundled-run.ts';
import { reportInput } from './report-input.ts';
import { compareSources } from './sources.ts';
import { verifyBundle } from './verify.ts';

const SAMPLE = new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);
const AT = '2024-12-31T08:00:00.000Z';
const words = { zh: '本局', en: 'ours' };
const set = resolveSet(
  library(),
  checkSet(
    {
      name: 'ours',
      version: '1.0.0',
      title: words,
      why: words,
      rules: {
        'satisfaction-low': { params: { minimum: 88 } },
        'benefit-in-words': {},
        'goal-copied': {},
        'cost-unit-not-money': {},
        'bar-differs': {},
        'indicators-in-words': {},
      },
      overrides: [
        {
          when: { all: [{ fact: 'nature', operator: 'equal', value: '经常性专项业务费' }] },
          rules: { 'benefit-in-words': 'info', 'goal-copied': 'off' },
        },
      ],
    },
    'ours.json',
  ),
);
let db: NativeConnector;
let bundle: Uint8Array;
let outcomes: Outcome[];
let parts: Record<string, Uint8Array>;

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const result = await read([{ name: '司法局.txt', bytes: new Uint8Array(await readFile(SAMPLE)) }]);
  await load(db, result);
  const first = await run(db, set);
  expect(first.failures).toEqual([]);
  const [{ fingerprint } = { fingerprint: '' }] = await db.query<{ fingerprint: string }>(
    'SELECT fingerprint FROM finding ORDER BY finding_order LIMIT 1',
  );
  const waivers = [{ fingerprint, reason: '已核实', author: '审计组' }];
  const ran = await run(db, set, { waivers, now: AT });
  outcomes = ran.outcomes;
  const { forms, files } = result.portfolio;
  const indicators = forms.reduce((sum, form) => sum + form.indicators.length, 0);
  const data = { sha256: dataHash({ files }), forms: forms.length, indicators };
  const judged = { run: ran, set, at: AT, waivers, data, language: 'zh' as const, version: '0.1.0' };
  bundle = await auditBundle(await evidenceRows(db), await reportInput(db, judged), set, waivers);
  parts = unzipSync(bundle);
}, 120_000);
afterAll(() => db.close());

const verified = async (bytes: Uint8Array) => {
  const empty = await openNative();
  try {
    return await verifyBundle(empty, bytes, '0.1.0');
  } finally {
    empty.close();
  }
};

/** The bundle with one part changed; `honest` also mends the manifest's hash of it, as a forger would. */
function changed(path: string, change: (text: string) => string, honest = false): Uint8Array {
  const files = { ...parts, [path]: strToU8(change(strFromU8(parts[path]!))) };
  expect(strFromU8(files[path]!), 'the change must change something').not.toBe(strFromU8(parts[path]!));
  if (honest) {
    const manifest = JSON.parse(strFromU8(files['manifest.json']!));
    const entry = manifest.parts.find((one: { path: string }) => one.path === path);
    entry.sha256 = bytesToHex(sha256(files[path]!));
    files['manifest.json'] = strToU8(JSON.stringify(manifest));
  }
  return zipSync(files);
}

test('a bundle is judged again to the last finding, overrides, parameters and waivers with it', async () => {
  const found = await verified(bundle);
  expect(found.discrepancies).toEqual([]);
  expect(found.remarks).toEqual([]);
  expect(found.findings!.told).toBeGreaterThan(80);
  expect(found.findings!.reproduced).toBe(found.findings!.told);
  const told = bundledRun(bundle)!;
  expect(told.run.findings.filter(({ waived }) => waived)).toHaveLength(1);
  expect(told.targets).toHaveLength(281);
});

test('overrides decide by record: other severities there, nothing where a rule is off', async () => {
  const rows = await db.query<{ nature: string; severity: string }>(
    `SELECT DISTINCT p.nature, f.declared_severity AS severity FROM finding f JOIN project p USING (form_id) WHERE rule = 'benefit-in-words'`,
  );
  expect(new Set(rows.map((row) => `${row.nature === '经常性专项业务费'} ${row.severity}`))).toEqual(
    new Set(['true info', 'false warning']),
  );
  const off = await db.query(
    `SELECT 1 FROM finding f JOIN project p USING (form_id) WHERE rule = 'goal-copied' AND p.nature = '经常性专项业务费'`,
  );
  expect(off).toEqual([]);
  const outcomes = await db.query<{ rule: string }>('SELECT rule FROM outcome');
  expect(new Set(outcomes.map(({ rule }) => rule)).size).toBe(outcomes.length);
});

test('how often a rule flags by department and money adds up to its outcome, overrides with it', async () => {
  for (const resolved of set.rules) {
    const rates = await hitRates(db, resolved);
    const outcome = outcomes.find(({ rule }) => rule === resolved.rule.id)!;
    for (const by of ['department', 'size'] as const) {
      const own = rates.filter((one) => one.by === by);
      if (resolved.rule.scope === 'name-group') expect(own).toEqual([]);
      else
        expect([
          own.reduce((n, one) => n + one.checked, 0),
          own.reduce((n, one) => n + one.flagged, 0),
        ]).toEqual([outcome.checked, outcome.flagged]);
    }
  }
  expect(isNoisy({ checked: 100, flagged: 41 }, 0.4)).toBe(true);
  expect(isNoisy({ checked: 100, flagged: 40 }, 0.4)).toBe(false);
  expect(isNoisy({ checked: 4, flagged: 4 }, 0.4)).toBe(false);
  expect(isNoisy({ checked: 100, flagged: 100 }, undefined)).toBe(false);
});

test('the grade of all forms is their mean, plain or by money', async () => {
  const forms = await projectList(db);
  const mean = forms.reduce((sum, one) => sum + one.score!, 0) / forms.length;
  const money = forms.reduce((sum, one) => sum + (one.annual ?? 0), 0);
  const weighed = forms.reduce((sum, one) => sum + one.score! * (one.annual ?? 0), 0) / money;
  const [plain, ...departments] = await groupGrades(db, 'form');
  expect(plain).toMatchObject({ department: null, forms: 13, annual: money });
  expect(plain!.score).toBeCloseTo(mean, 1);
  expect(departments.reduce((sum, one) => sum + one.forms, 0)).toBe(13);
  const [byMoney] = await groupGrades(db, 'money');
  expect(byMoney!.score).toBeCloseTo(weighed, 1);
  expect(byMoney!.score).not.toBeCloseTo(mean, 1);
});

test('the same run gives the same bytes', async () => {
  expect(bytesToHex(sha256(bundle))).toHaveLength(64);
  expect(Object.keys(parts)[0]).toBe('manifest.json');
  expect(zipSync(unzipSync(bundle), { level: 6, mtime: new Date(1980, 0, 1) })).toEqual(bundle);
});

describe('whatever is tampered with is found and named', () => {
  test('every part by its hash, all of them at once', async () => {
    const files = { ...parts };
    for (const path of Object.keys(parts))
      if (path !== 'manifest.json')
        files[path] = strToU8(
          strFromU8(parts[path]!).replace(/[0-9](?=[^0-9]*$)/, (digit) => String((Number(digit) + 1) % 10)),
        );
    const { discrepancies } = await verified(zipSync(files));
    const altered = discrepancies.filter(({ en }) => en.includes('altered')).map(({ part }) => part);
    expect(altered).toEqual(Object.keys(parts).slice(1));
  });

  test.each([
    [
      'data/indicator.ndjson',
      /"raw":"提升","kind":"trend"/,
      '"raw":"≥5(%)","kind":"quantity"',
      /findings\.ndjson|run\.json/,
    ],
    ['data/project.ndjson', /"annual":[\d.]+/, '"annual":1', /findings\.ndjson/],
    ['data/source.ndjson', /"sha256":"..../, '"sha256":"ffff', /data\/source\.ndjson/],
    ['findings.ndjson', /"severity":"error"/, '"severity":"info"', /findings\.ndjson/],
    ['findings.ndjson', /^.*\n/, '', /findings\.ndjson/],
    ['findings.ndjson', /^(.*\n)(.*\n)/, '$2$1', /findings\.ndjson/],
    ['rules/satisfaction-low.json', /"severity": "\w+"/, '"severity": "info"', /lock\.json/],
    ['sets/ours.json', /"minimum": 88/, '"minimum": 10', /lock\.json/],
    ['lock.json', /"minimum": 88/, '"minimum": 10', /lock\.json/],
    ['waivers.json', /"fingerprint": "..../, '"fingerprint": "0000', /findings\.ndjson|run\.json/],
    ['run.json', /"flagged": \d+/, '"flagged": 0', /run\.json/],
  ])('%s with its hash mended too: %s', async (path, pattern, by, where) => {
    const { discrepancies } = await verified(changed(path, (text) => text.replace(pattern, by), true));
    expect(discrepancies.map((one) => one.part).join(' ')).toMatch(where);
  });

  test('parts added, taken out, broken or not JSON', async () => {
    const added = await verified(zipSync({ ...parts, 'notes.txt': strToU8('x') }));
    expect(added.discrepancies).toMatchObject([{ part: 'notes.txt' }]);
    const rest = Object.entries(parts).filter(([path]) => path !== 'data/indicator.ndjson');
    const less = await verified(zipSync(Object.fromEntries(rest)));
    expect(less.findings).toBeNull();
    expect(less.discrepancies[0]).toMatchObject({ part: 'data/indicator.ndjson', en: 'is missing' });
    const broken = await verified(changed('lock.json', (text) => text.slice(0, 40)));
    expect(broken.discrepancies.map((one) => one.part)).toContain('lock.json');
    await expect(verified(zipSync({ 'a.txt': strToU8('x') }))).rejects.toThrow('不是审核存档');
    await expect(verified(strToU8('PK nonsense'))).rejects.toThrow();
    expect(bundledRun(zipSync({ 'a.txt': strToU8('x') }))).toBeNull();
  });

  test('with the documents: rows that no document gives', async () => {
    const again = await openNative();
    const bundled = await openNative();
    await createSchema(again);
    await load(again, await read([{ name: '另存.txt', bytes: new Uint8Array(await readFile(SAMPLE)) }]));
    await verifyBundle(bundled, bundle, '0.1.0');
    expect(await compareSources(bundled, again)).toEqual([]);
    await verifyBundle(
      bundled,
      changed('data/indicator.ndjson', (text) => text.replace('"raw":"提升"', '"raw":"下降"'), true),
      '0.1.0',
    );
    expect(await compareSources(bundled, again)).toMatchObject([{ part: 'data/indicator.ndjson' }]);
    again.close();
    bundled.close();
  });
});

test.each([...library().sets.keys()])(
  'a bundle of the shipped set %s holds, rules that it switches off with it',
  async (name) => {
    const shipped = resolveSet(library(), name);
    const ran = await run(db, shipped);
    const data = {
      sha256: dataHash({ files: await db.query('SELECT file, sha256 FROM source') }),
      forms: 13,
      indicators: 281,
    };
    const judged = {
      run: ran,
      set: shipped,
      at: AT,
      waivers: [],
      data,
      language: 'zh' as const,
      version: '0.1.0',
    };
    const found = await verified(
      await auditBundle(await evidenceRows(db), await reportInput(db, judged), shipped, []),
    );
    expect(found.discrepancies).toEqual([]);
    expect(found.findings?.reproduced).toBe(found.findings?.told);
  },
  60_000,
);

test('so does one with rules of the user’s own beside a set', async () => {
  const [first] = library().rules.values();
  const own = { ...first!, id: 'mine', code: 'Z01' };
  const { rules, sets } = library();
  const together = resolveSet(
    { rules: new Map([...rules, [own.id, own]]), sets },
    ownSet('leader', [own], words),
  );
  expect(together.rules.map(({ rule }) => rule.id)).toContain('mine');
  const ran = await run(db, together);
  const data = {
    sha256: dataHash({ files: await db.query('SELECT file, sha256 FROM source') }),
    forms: 13,
    indicators: 281,
  };
  const judged = {
    run: ran,
    set: together,
    at: AT,
    waivers: [],
    data,
    language: 'zh' as const,
    version: '0.1.0',
  };
  const found = await verified(
    await auditBundle(await evidenceRows(db), await reportInput(db, judged), together, []),
  );
  expect(found.discrepancies).toEqual([]);
  expect(found.manifest.rules.set).toBe('leader-own');
});
