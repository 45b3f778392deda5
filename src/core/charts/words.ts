import type { Strength } from '#core/model/indicator.ts';

type Words = Record<'zh' | 'en', string>;

/** The names of the classes of strength, wherever they are drawn. */
export const STRENGTH_WORDS: Record<Strength, Words> = {
  number: { zh: '有数可核', en: 'checkable number' },
  full: { zh: '=100%', en: '=100%' },
  trend: { zh: '方向词', en: 'direction' },
  state: { zh: '状态词', en: 'state word' },
  lost: { zh: '缺值', en: 'missing' },
};

/** Words on axes and in tooltips. */
export const WORDS = {
  budget: { zh: '年度资金', en: 'budget of the year' },
  indicators: { zh: '指标数', en: 'indicators' },
  numberShare: { zh: '有数可核比例', en: 'share with a checkable number' },
  flagged: { zh: '疑点', en: 'flagged' },
  clean: { zh: '通过', en: 'clean' },
  notApplicable: { zh: '不适用', en: 'not applicable' },
  unquantified: { zh: '没有一项可衡量效益的项目', en: 'in projects without a measurable benefit' },
  quantified: { zh: '其余项目', en: 'in other projects' },
  unnamed: { zh: '（未填）', en: '(blank)' },
  forms: { zh: '申报表', en: 'forms' },
  before: { zh: '对照', en: 'baseline' },
  after: { zh: '本次', en: 'this time' },
  findings: { zh: '疑点数', en: 'findings' },
  limitNow: { zh: '现为', en: 'now' },
  limitFence: { zh: '建议', en: 'suggested' },
} satisfies Record<string, Words>;

/** `数量指标` → `数量`: the printed scheme's names without the word that all of them end in. */
export function shortLevel(name: string | null, language: 'zh' | 'en'): string {
  if (name === null) return WORDS.unnamed[language];
  return name.replace(/^服务对象/, '').replace(/指标$/, '') || name;
}
