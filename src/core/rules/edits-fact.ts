import type { Scope } from '#core/model/finding.ts';
import { FACTS } from '#core/store/facts.ts';
import { valueWords } from './condition-words.ts';
import type { Edit } from './edit.ts';
import type { Language } from './message.ts';
import type { LeafResult } from './engine.ts';
import type { Facts } from './reprint.ts';

/** What a form says of itself that no department can write otherwise to answer a finding. */
const FIXED = new Set([
  'ordinal',
  'year',
  'form_kind',
  'department',
  'unit_name',
  'category',
  'project',
  'notes',
  'boundary_noted',
  'n_noted',
  'n_level_unknown',
  'prior_annual',
  'annual',
  'project_code',
  'n_peers',
]);

type Say = (language: Language) => string;

/** What to do where naming the fact would not say it; … is the value to come to, or the word put in. */
const SENTENCES: Record<string, string> = {
  goal_group_size: '按本项目的内容重写年度目标，不与其他项目相同',
  goal_has_quantity: '在年度目标里写明数量（数字加单位）',
  has_goal: '填写年度目标',
  goal_length: '年度目标写到 … 字以上',
  goal_equals_overall: '年度目标只写当年要做到的，不照抄项目总目标',
  annual_gap_size: '使各项资金之和等于年度资金',
  total_gap_size: '使各项资金之和等于项目资金总额',
  money_unit_known: '印出金额单位',
  total_blank: '填写项目资金总额',
  total_equals_annual: '项目资金总额填各年合计，年度资金填当年数',
  overall_goal_blank: '填写项目总目标',
  dates_reversed: '更正起止日期',
  year_outside_dates: '使申报年度落在起止日期之内',
  target_date_after_end: '把指标日期提前到项目完成日期之前',
  weight_sum: '分值合计调整为 …',
  weight_max: '单项分值降到 …',
  cost_coverage: '使成本限额合计约为年度资金的 … 倍',
  outcome_text: '补写体现核心成果的效益或质量指标，如写明“…”',
  same_as_prior_year: '按新的资金和任务更新指标和指标值',
  value_spread: '各项目的同名指标统一要求，高低相差不超过 …',
  n_values: '各项目的同名指标统一要求',
  n_top_word_projects: '各项目按自己的内容写出数值，不用同一个词',
  n_benefit_projects: '同一项效益只由一个项目申报',
  n_timeliness_projects: '同一项工作只由一个项目申报',
  goal_fit_ratio: '按本项目的内容重写年度目标',
  goal_fit: '使年度目标说到本表的指标',
  goal_name_fit: '使年度目标说到本项目的内容',
};

/** Values of the leaf's own fact under which it would come out the other way, the nearest first, as edits of that fact alone. */
export function factEdits(scope: Scope, { leaf, found, expected, holds }: LeafResult): Edit[] {
  const { fact } = leaf;
  if (FIXED.has(fact)) return [];
  return turned(leaf.operator, found, expected, !holds, fact).map((to) => {
    const [zh, en] = [FACTS[scope][fact]?.zh ?? fact, FACTS[scope][fact]?.en ?? fact];
    const near =
      typeof to === 'number' && typeof found === 'number'
        ? Math.abs(to - found) / Math.max(1, Math.abs(found))
        : 0;
    const [was, is] = [found ?? null, to].map(
      (one) => (language: Language) => valueWords(fact, one, language),
    ) as [Say, Say];
    const put =
      typeof to === 'string' && typeof found === 'string' && to.startsWith(found)
        ? to.slice(found.length)
        : null;
    const plain = put ? SENTENCES[fact]?.replace('…', put) : SENTENCES[fact]?.replace('…', is('zh'));
    return {
      field: fact,
      from: found ?? null,
      to,
      zh: plain ?? `「${zh}」由${was('zh')}改为${is('zh')}`,
      en: `"${en}" from ${was('en')} to ${is('en')}`,
      example: typeof to === 'string',
      distance: 3 + Math.min(0.9, near),
      moves: false,
      apply: (facts: Facts) => ({ ...facts, [fact]: to }),
    };
  });
}

/** Values that make an operator come out as `wanted`. Counts stay whole and are never negative. */
function turned(
  operator: string,
  found: unknown,
  expected: unknown,
  wanted: boolean,
  fact: string,
): unknown[] {
  const whole = /^n_|_length$|_size$|_others$|_projects$/.test(fact);
  const step = whole ? 1 : 0.01;
  const number = (value: number) => Number((whole ? Math.max(0, Math.round(value)) : value).toPrecision(10));
  const list = Array.isArray(expected) ? (expected as unknown[]) : [];
  if (typeof expected === 'boolean' && operator === 'equal') return [wanted ? expected : !expected];
  if (typeof expected === 'boolean' && operator === 'notEqual') return [wanted ? !expected : expected];
  if (typeof expected === 'number') {
    const t = expected;
    switch (operator) {
      case 'lessThan':
        return [number(wanted ? t - step : t)];
      case 'lessThanInclusive':
        return [number(wanted ? t : t + step)];
      case 'greaterThan':
        return [number(wanted ? t + step : t)];
      case 'greaterThanInclusive':
        return [number(wanted ? t : t - step)];
      case 'equal':
        return wanted ? [t] : [number(t + 1), number(t - 1)].filter((one) => one !== t);
      case 'notEqual':
        return wanted ? [number(t + 1), number(t - 1)].filter((one) => one !== t) : [t];
    }
  }
  if ((operator === 'notIn' && !wanted) || (operator === 'in' && wanted))
    return typeof found === 'number'
      ? list
          .filter((one): one is number => typeof one === 'number')
          .sort((a, b) => Math.abs(a - found) - Math.abs(b - found))
          .slice(0, 2)
      : list.slice(0, 3);
  if (operator === 'equal' && wanted && typeof expected === 'string') return [expected];
  if (operator === 'notEqual' && !wanted && typeof expected === 'string') return [expected];
  if (operator === 'isMissing' && !wanted) return ['（补写）'];
  if (typeof found === 'string' && list.length > 0)
    return textTurned(operator, found, list.map(String), wanted);
  if (Array.isArray(found) && operator === 'listContainsAny' && !wanted)
    return [found.filter((one) => !list.includes(one))];
  return [];
}

/** A text without the words that it should not hold, or with the first of those that it should. */
export function textTurned(
  operator: string,
  found: string,
  words: readonly string[],
  wanted: boolean,
): string[] {
  const holds = operator.endsWith('Any') ? wanted : !wanted;
  if (!/^(contains|startsWith|endsWith)/.test(operator)) return [];
  if (holds) {
    const first = words[0] ?? '';
    return [operator.startsWith('startsWith') ? first + found : found + first];
  }
  let text = found;
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    if (operator.startsWith('contains')) text = text.replaceAll(word, '');
    if (operator.startsWith('endsWith') && text.endsWith(word)) text = text.slice(0, -word.length);
    if (operator.startsWith('startsWith') && text.startsWith(word)) text = text.slice(word.length);
  }
  return text === '' || text === found ? [] : [text];
}
