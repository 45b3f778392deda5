import { expect, test } from 'vitest';
import type { Finding } from '#core/model/finding.ts';
import type { Lock } from '#core/rules/lock.ts';
import { compareFindings, countStates, type ComparedRun } from './findings.ts';
import { compareTargets, type TargetRow } from './targets.ts';

const found = (rule: string, project: string, indicator: string, raw: string, over: Partial<Finding> = {}) =>
  ({
    rule,
    project,
    indicator,
    raw,
    scope: 'indicator',
    severity: 'warning',
    record: `${project}/${indicator}`,
    fingerprint: [rule, project, indicator, raw].join('|'),
    source: { file: `${project}.xlsx` },
    waived: false,
    ...over,
  }) as Finding;

const run = (
  data: string,
  rules: Record<string, string>,
  findings: Finding[],
  over: Partial<ComparedRun> = {},
): ComparedRun => ({
  rules: { set: 'mine', version: '1.0.0' },
  data: {
    sha256: data,
    files: [
      { file: '甲.xlsx', sha256: data === 'd1' ? 'a' : 'b' },
      { file: '乙.xlsx', sha256: 'c' },
    ],
  },
  lock: {
    version: '1',
    words: {},
    rules: Object.entries(rules).map(([id, sha256]) => ({ id, sha256 })),
  } as unknown as Lock,
  outcomes: [],
  findings,
  ...over,
});

const states = (before: ComparedRun, after: ComparedRun) =>
  compareFindings(before, after).map((one) => [
    one.state,
    one.cause,
    one.before?.raw ?? null,
    one.after?.raw ?? null,
  ]);

test('every finding of both runs is new, changed, open or fixed, once', () => {
  const before = run('d1', { a: '1' }, [
    found('a', '甲', '满意度', '80'),
    found('a', '甲', '成本', '有效'),
    found('a', '甲', '时效', '及时'),
  ]);
  const after = run('d2', { a: '1' }, [
    found('a', '甲', '满意度', '85'),
    found('a', '甲', '成本', '有效'),
    found('a', '甲', '质量', '好'),
  ]);
  expect(states(before, after)).toEqual([
    ['changed', 'data', '80', '85'],
    ['open', null, '有效', '有效'],
    ['new', 'data', null, '好'],
    ['fixed', 'data', '及时', null],
  ]);
});

test('what changed is told apart: the data, the rules, either, or the program', () => {
  const one = [found('a', '甲', '成本', '有效')];
  const other = [found('a', '乙', '成本', '有效')];
  expect(states(run('d1', { a: '1' }, []), run('d1', { a: '2' }, one))).toEqual([
    ['new', 'rules', null, '有效'],
  ]);
  expect(states(run('d1', { a: '1' }, one), run('d1', {}, []))).toEqual([['fixed', 'rules', '有效', null]]);
  expect(states(run('d1', { a: '1' }, []), run('d2', { a: '2' }, one))).toEqual([
    ['new', 'either', null, '有效'],
  ]);
  // The document of 乙 is the same in both: its own rows cannot have changed.
  expect(states(run('d1', { a: '1' }, []), run('d2', { a: '2' }, other))).toEqual([
    ['new', 'rules', null, '有效'],
  ]);
  const group = [{ ...other[0]!, scope: 'project' as const }];
  expect(states(run('d1', { a: '1' }, []), run('d2', { a: '2' }, group))).toEqual([
    ['new', 'either', null, '有效'],
  ]);
  const next = run('d1', { a: '1' }, one);
  expect(states(run('d1', { a: '1' }, []), { ...next, lock: { ...next.lock!, version: '2' } })).toEqual([
    ['new', 'program', null, '有效'],
  ]);
});

test('a severity that the set changed is a change by the rules; twins are told by their number', () => {
  const [a, b] = [found('a', '甲', '成本', '有效'), found('a', '甲', '成本', '有效', { severity: 'error' })];
  expect(states(run('d1', { a: '1' }, [a]), run('d1', { a: '2' }, [b]))).toEqual([
    ['changed', 'rules', '有效', '有效'],
  ]);
  expect(
    states(run('d1', { a: '1' }, [a, { ...a }]), run('d1', { a: '1' }, [{ ...a }])).map(([state]) => state),
  ).toEqual(['open', 'fixed']);
});

test('next year’s fingerprint is another one, the finding is the same', () => {
  const next = found('a', '甲', '成本', '有效', { fingerprint: 'of 2025' });
  expect(
    states(run('d1', { a: '1' }, [found('a', '甲', '成本', '有效')]), run('d2', { a: '1' }, [next]))[0],
  ).toEqual(['open', null, '有效', '有效']);
});

test('waived findings are counted apart', () => {
  const waived = found('a', '甲', '成本', '有效', { waived: true });
  const counts = countStates(
    compareFindings(
      run('d1', { a: '1' }, [waived]),
      run('d2', { a: '1' }, [waived, found('a', '甲', '质量', '好')]),
    ),
  );
  expect(counts.open).toMatchObject({ open: 0, waived: 1 });
  expect(counts.new).toMatchObject({ open: 1, waived: 0, causes: { data: 1 }, severities: { warning: 1 } });
});

test('targets added, removed and changed; the year counts only where there are several', () => {
  const form = (year: number, ...targets: [string, string][]): TargetRow[] =>
    targets.map(([indicator, raw]) => ({ project: '甲', year, level2: '数量指标', indicator, raw }));
  const before = form(2024, ['次数', '≥1'], ['人数', '≥2'], ['人数', '≥3']);
  const after = form(2025, ['次数', '≥5'], ['人数', '≥2'], ['户数', '≥9']);
  expect(
    compareTargets(before, after).map((one) => [one.state, one.indicator, one.before, one.after]),
  ).toEqual([
    ['changed', '次数', '≥1', '≥5'],
    ['added', '户数', null, '≥9'],
    ['removed', '人数', '≥3', null],
  ]);
  const years = [...before, ...form(2023, ['次数', '≥1'])];
  expect(compareTargets(years, after).map((one) => one.state)).toEqual([
    ...Array(3).fill('added'),
    ...Array(4).fill('removed'),
  ]);
});
