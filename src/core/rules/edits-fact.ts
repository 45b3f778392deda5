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
const SENTENCES: Record<string, Record<Language, string>> = {
  goal_group_size: {
    zh: '按本项目的内容重写年度目标，不与其他项目相同',
    en: 'rewrite the annual goal for this project, so that it is no other project’s',
  },
  goal_has_quantity: {
    zh: '在年度目标里写明数量（数字加单位）',
    en: 'state a quantity in the annual goal, a number with its unit',
  },
  has_goal: {
    zh: '填写年度目标',
    en: 'fill in the annual goal',
  },
  goal_length: {
    zh: '年度目标写到 … 字以上',
    en: 'write an annual goal of … characters or more',
  },
  goal_equals_overall: {
    zh: '年度目标只写当年要做到的，不照抄项目总目标',
    en: 'let the annual goal say what this year is to do, not repeat the overall goal',
  },
  annual_gap_size: {
    zh: '使各项资金之和等于年度资金',
    en: 'make the kinds of money add up to the budget of the year',
  },
  total_gap_size: {
    zh: '使各项资金之和等于项目资金总额',
    en: 'make the kinds of money add up to the total',
  },
  money_unit_known: {
    zh: '印出金额单位',
    en: 'print the unit of the money',
  },
  total_blank: {
    zh: '填写项目资金总额',
    en: 'fill in the total of the project’s money',
  },
  total_equals_annual: {
    zh: '项目资金总额填各年合计，年度资金填当年数',
    en: 'let the total be that of all years, and the budget that of this year',
  },
  overall_goal_blank: {
    zh: '填写项目总目标',
    en: 'fill in the overall goal',
  },
  dates_reversed: {
    zh: '更正起止日期',
    en: 'put the first and the last day right',
  },
  year_outside_dates: {
    zh: '使申报年度落在起止日期之内',
    en: 'let the year of the form fall between the first and the last day',
  },
  target_date_after_end: {
    zh: '把指标日期提前到项目完成日期之前',
    en: 'set the date in the target before the project’s last day',
  },
  weight_sum: {
    zh: '分值合计调整为 …',
    en: 'let the weights add up to …',
  },
  weight_max: {
    zh: '单项分值降到 …',
    en: 'lower the largest weight to …',
  },
  cost_coverage: {
    zh: '使成本限额合计约为年度资金的 … 倍',
    en: 'let the cost ceilings add up to about … times the budget of the year',
  },
  outcome_text: {
    zh: '补写体现核心成果的效益或质量指标，如写明“…”',
    en: 'add a benefit or quality indicator for the main result, with words such as “…”',
  },
  same_as_prior_year: {
    zh: '按新的资金和任务更新指标和指标值',
    en: 'renew indicators and targets for this year’s money and tasks',
  },
  value_spread: {
    zh: '各项目的同名指标统一要求，高低相差不超过 …',
    en: 'ask the same of like-named indicators in all projects, … apart at most',
  },
  n_values: {
    zh: '各项目的同名指标统一要求',
    en: 'ask the same of like-named indicators in all projects',
  },
  n_top_word_projects: {
    zh: '各项目按自己的内容写出数值，不用同一个词',
    en: 'let each project state its own figure instead of one shared word',
  },
  n_benefit_projects: {
    zh: '同一项效益只由一个项目申报',
    en: 'let one project alone claim the benefit',
  },
  n_timeliness_projects: {
    zh: '同一项工作只由一个项目申报',
    en: 'let one project alone claim the work',
  },
  goal_fit_ratio: {
    zh: '按本项目的内容重写年度目标',
    en: 'rewrite the annual goal for this project',
  },
  goal_fit: {
    zh: '使年度目标说到本表的指标',
    en: 'let the annual goal speak of this form’s indicators',
  },
  goal_name_fit: {
    zh: '使年度目标说到本项目的内容',
    en: 'let the annual goal speak of what the project is about',
  },
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
      typeof to === 'string' && typeof found === 'string' && to.startsWith(found) && to !== found
        ? to.slice(found.length)
        : null;
    const plain = (language: Language) => SENTENCES[fact]?.[language].replace('…', put ?? is(language));
    return {
      field: fact,
      from: found ?? null,
      to,
      zh: plain('zh') ?? `「${zh}」由${was('zh')}改为${is('zh')}`,
      en: plain('en') ?? `"${en}" from ${was('en')} to ${is('en')}`,
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
