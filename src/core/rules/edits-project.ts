import type { Edit } from './edit.ts';
import { factEdits } from './edits-fact.ts';
import type { LeafResult } from './engine.ts';
import type { Facts } from './reprint.ts';

/** Work on a form's indicators that changes several counts at once; `by` says how each count goes with one more of it. */
interface Work {
  zh: (n: number) => string;
  en: (n: number) => string;
  by: Record<string, number>;
  /** How many there are to work on. */
  most: (facts: Facts) => number;
}

const numberOf = (facts: Facts, fact: string): number => (typeof facts[fact] === 'number' ? facts[fact] : 0);
const has = (fact: string) => (facts: Facts) => numberOf(facts, fact);
const added = (zh: string, en: string, by: Record<string, number>): Work => ({
  zh: (n) => `补写 ${n} 项有数的${zh}`,
  en: (n) => `add ${n} ${en} with a figure`,
  by: { n_indicators: 1, n_known: 1, n_quantified: 1, ...by },
  most: () => 6,
});

const WORKS: readonly Work[] = [
  {
    zh: (n) => `把 ${n} 项只写文字的指标改为有数`,
    en: (n) => `give ${n} indicators in words a figure`,
    by: { n_word: -1, n_quantified: 1 },
    most: has('n_word'),
  },
  {
    zh: (n) => `把 ${n} 项只写文字的效益指标改为有数`,
    en: (n) => `give ${n} benefits in words a figure`,
    by: { n_word: -1, n_quantified: 1, n_benefit_quantified: 1 },
    most: (facts) =>
      Math.min(
        numberOf(facts, 'n_word'),
        numberOf(facts, 'n_benefit_known') - numberOf(facts, 'n_benefit_quantified'),
      ),
  },
  {
    zh: (n) => `把 ${n} 项时效指标写明日期或天数`,
    en: (n) => `give ${n} timeliness indicators a day`,
    by: { n_word: -1, n_quantified: 1, n_timeliness_word: -1 },
    most: has('n_timeliness_word'),
  },
  {
    zh: (n) => `把 ${n} 项成本指标改用金额表示`,
    en: (n) => `state ${n} cost indicators in money`,
    by: { n_cost_money: 1 },
    most: (facts) => numberOf(facts, 'n_cost') - numberOf(facts, 'n_cost_money'),
  },
  {
    zh: (n) => `把 ${n} 项百分比的数量指标改为个数`,
    en: (n) => `state ${n} quantity indicators as counts`,
    by: { n_quantity_percent: -1 },
    most: has('n_quantity_percent'),
  },
  {
    zh: (n) => `把 ${n} 项“=100%”的指标换成会落空的目标`,
    en: (n) => `replace ${n} targets of 100 % by ones that can be missed`,
    by: { n_full: -1 },
    most: has('n_full'),
  },
  {
    zh: (n) => `合并或删去 ${n} 项指标`,
    en: (n) => `merge or drop ${n} indicators`,
    by: { n_indicators: -1, n_known: -1 },
    most: (facts) => Math.max(0, numberOf(facts, 'n_known') - 1),
  },
  {
    zh: (n) => `把重复的 ${n} 个指标名称改开`,
    en: (n) => `rename ${n} repeated indicators`,
    by: { n_duplicate_name: -1 },
    most: has('n_duplicate_name'),
  },
  {
    zh: (n) => `把满意度对象合并掉 ${n} 类`,
    en: (n) => `merge ${n} groups asked for satisfaction`,
    by: { n_satisfaction_group: -1 },
    most: (facts) => Math.max(0, numberOf(facts, 'n_satisfaction_group') - 1),
  },
  added('数量指标', 'quantity indicators', { n_quantity: 1, n_output: 1 }),
  added('质量指标', 'quality indicators', { n_quality: 1, n_output: 1 }),
  added('时效指标', 'timeliness indicators', { n_timeliness: 1, n_output: 1 }),
  added('效益指标', 'benefit indicators', { n_benefit: 1, n_benefit_known: 1, n_benefit_quantified: 1 }),
  added('成本指标（金额）', 'cost indicators in money', { n_cost: 1, n_cost_money: 1 }),
  added('满意度指标', 'satisfaction indicators', {
    n_satisfaction: 1,
    n_satisfaction_quantified: 1,
    n_satisfaction_group: 1,
  }),
];

const SHARES: Record<string, [string, string]> = {
  share_quantified: ['n_quantified', 'n_known'],
  share_word: ['n_word', 'n_known'],
  share_full: ['n_full', 'n_quantified'],
  share_benefit_quantified: ['n_benefit_quantified', 'n_benefit_known'],
  money_per_indicator: ['annual', 'n_indicators'],
};

/** What could be done to a form so that one of the rule's decisive conditions comes out the other way. */
export function projectEdits(facts: Facts, decisive: readonly LeafResult[]): Edit[] {
  const read = new Set(decisive.flatMap(({ leaf }) => [leaf.fact, ...(SHARES[leaf.fact] ?? [])]));
  const works = WORKS.filter((work) => Object.keys(work.by).some((fact) => read.has(fact)));
  const counted = new Set(WORKS.flatMap((work) => Object.keys(work.by)));
  // A count or share is only changed by work on the indicators, never set at will.
  const free = decisive.filter(({ leaf }) => !counted.has(leaf.fact) && !(leaf.fact in SHARES));
  return [
    ...works.flatMap((work) => worked(work, facts)),
    ...free.flatMap((result) => factEdits('project', result)),
  ];
}

function worked(work: Work, facts: Facts): Edit[] {
  const most = Math.min(60, work.most(facts));
  return Array.from({ length: Math.max(0, most) }, (_, i) => i + 1).map((n) => ({
    field: Object.keys(work.by)[0]!,
    from: null,
    to: n,
    zh: work.zh(n),
    en: work.en(n),
    example: false,
    distance: n + WORKS.indexOf(work) / 100,
    moves: false,
    apply: (now) => recounted(now, work.by, n),
  }));
}

function recounted(facts: Facts, by: Record<string, number>, n: number): Facts {
  const next: Facts = { ...facts };
  for (const [fact, step] of Object.entries(by))
    if (typeof facts[fact] === 'number') next[fact] = facts[fact] + step * n;
  for (const [share, [part, whole]] of Object.entries(SHARES)) {
    const [above, below] = [next[part], next[whole]];
    next[share] = typeof above === 'number' && typeof below === 'number' && below > 0 ? above / below : null;
  }
  return next;
}
