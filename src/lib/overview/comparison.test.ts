import { expect, test } from 'vitest';
import type { ComparedProject } from '#core/store/questions/compare-projects.ts';
import type { SideSummary } from '#core/store/questions/compare-summary.ts';
import { comparisonWords, deltas } from './comparison.ts';

const summary = (annual: number): SideSummary => ({
  forms: 1,
  annual,
  indicators: 10,
  number: 4,
  benefits: 4,
  benefits_quantified: 1,
  unquantified_annual: annual,
});
const row = (how: ComparedProject['how'], before: number | null, after: number | null): ComparedProject => ({
  how,
  before_form: null,
  after_form: null,
  before_name: null,
  after_name: null,
  before_department: null,
  after_department: null,
  before_annual: before,
  after_annual: after,
  goal: null,
  raised: 0,
  lowered: 1,
  changed: 0,
  same: 0,
  added: 0,
  dropped: 0,
  unread: 0,
});
const of = {
  projects: [row('moved', 1e8, 1e8), row('added', null, 363_707_485), row('dropped', 752_229_934, null)],
  before: summary(852_229_934),
  after: summary(463_707_485),
};

test('what follows is new or gone, and the printed figures add up', () => {
  const said = comparisonWords(of, '2023年度', '2024年度', false);
  expect(said).toContain('资金由 8.52 亿元 到 4.64 亿元，减少 3.88 亿元。1 个项目延续，新增 1 个');
  expect(said).toContain('取消 1 个（7.52 亿元）');
  expect(deltas(of.before, of.after)[0]).toMatchObject({
    before: '8.52 亿元',
    after: '4.64',
    delta: '−3.88 亿元',
  });
});

test('of two departments neither follows the other: nothing is new, gone or lowered', () => {
  const said = comparisonWords(of, '甲局', '乙局', true);
  expect(said).toContain('乙局与甲局相比：资金 4.64 亿元，比对照的 8.52 亿元少 3.88 亿元。');
  expect(said).toContain('1 个（3.64 亿元）只在乙局，1 个（7.52 亿元）只在甲局');
  expect(said).not.toMatch(/新增|取消|延续|降低/);
});
