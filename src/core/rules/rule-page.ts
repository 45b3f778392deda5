import type { Outcome, Scope } from '#core/model/finding.ts';
import { reasons, truthOf, isLeaf, isNot, members } from './condition.ts';
import { expectedIn, factLabel, leafWords, valueWords } from './condition-words.ts';
import { allLeaves, expectedOf } from './engine.ts';
import { template, valueText, type Language } from './message.ts';
import { holds } from './operators.ts';
import { withDefaults } from './params.ts';
import type { Answer, Condition, Fixture, Params, Rule } from './rule.ts';
import { ruleSql } from './rule-sql.ts';

export type SectionName =
  | 'finds'
  | 'why'
  | 'basis'
  | 'applies'
  | 'conditions'
  | 'params'
  | 'sql'
  | 'skips'
  | 'example'
  | 'falseAlarms'
  | 'noise'
  | 'suggest';

/** One part of what is said of a rule: a heading and its lines; lines below others begin with two blanks a level. */
export interface Section {
  name: SectionName;
  title: string;
  lines: string[];
}

/**
 * Everything that is said of a rule, the same on screen and on the command line: what it finds, why it matters, on what basis and whether
 * that was checked, how it is computed, what it skips, a worked example from its own fixtures, and where it is known to be wrong.
 * Parts with nothing to say are left out.
 */
export function rulePage(rule: Rule, params: Params, language: Language): Section[] {
  const word = WORDS[language];
  const lines: Record<SectionName, string[]> = {
    finds: [word.finds[rule.scope](rule.title[language])],
    why: [rule.why[language]],
    basis: rule.basis.map(
      (one) => `${one.doc} ${one.item}（${one.verified ? word.verified : word.unverified}）`,
    ),
    applies: conditionLines(rule, rule.applies, params, language),
    conditions: conditionLines(rule, rule.conditions, params, language),
    params: Object.entries(rule.params).map(
      ([name, { title }]) =>
        `${title?.[language] ?? name}（${name}）${word.colon}${valueWords('', params[name], language)}`,
    ),
    sql: ruleSql(rule, params).split('\n'),
    skips: skipped(rule, params, language),
    example: example(rule, language),
    falseAlarms: rule.falseAlarms.map((one) => one[language]),
    noise:
      rule.expectedMax === undefined ? [] : [word.noise(valueText(rule.expectedMax, 'percent', language))],
    suggest: rule.suggest.map((one) => ('from' in one ? word.peers : one[language])),
  };
  return (Object.keys(lines) as SectionName[])
    .filter((name) => lines[name].length > 0)
    .map((name) => ({ name, title: word.titles[name], lines: lines[name] }));
}

/** What a rule answered over the forms at hand, as one sentence. */
export function outcomeWords(
  outcome: Pick<Outcome, 'checked' | 'flagged' | 'notApplicable'>,
  language: Language,
): string {
  return WORDS[language].outcome(outcome);
}

/** A condition in words, one line a leaf, the members of a group below it. */
export function conditionLines(
  rule: Rule,
  condition: Condition,
  params: Params,
  language: Language,
  indent = '',
): string[] {
  if (isLeaf(condition))
    return [
      indent + leafWords(rule.scope, condition, expectedIn(rule, params, condition, language), language),
    ];
  const word = WORDS[language];
  const kind = isNot(condition) ? word.not : 'all' in condition ? word.all : word.any;
  const below = members(condition, '').flatMap((one) =>
    conditionLines(rule, one.condition, params, language, `${indent}  `),
  );
  return [indent + kind, ...below];
}

/** The conditions of applying turned into what is left out: each member of the outermost `all` not met is a reason of its own. */
function skipped(rule: Rule, params: Params, language: Language): string[] {
  const word = WORDS[language];
  const needed = 'all' in rule.applies ? rule.applies.all : [rule.applies];
  const reasonsOf = needed.map((one) =>
    isLeaf(one)
      ? word.unless(conditionLines(rule, one, params, language)[0]!)
      : word.unless(
          conditionLines(rule, one, params, language)
            .map((line) => line.trim())
            .join(' '),
        ),
  );
  return [word.skips, ...reasonsOf.map((reason) => `  ${reason}`)];
}

/** The first example that is flagged, with what was said of it and why, and the first that is not. */
function example(rule: Rule, language: Language): string[] {
  const word = WORDS[language];
  const told = (answer: Answer): string[] => {
    const fixture = rule.tests.find((one) => one.expect === answer);
    if (!fixture) return [];
    const facts = Object.entries(fixture.facts)
      .filter(([, value]) => value !== null)
      .map(
        ([fact, value]) =>
          `${factLabel(rule.scope, fact, language)}${word.colon}${valueWords(fact, value, language)}`,
      );
    return [
      `${word.answers[answer]}${word.colon}${fixture.name ?? ''}`,
      `  ${facts.join(word.semicolon)}`,
      ...because(rule, fixture, language),
    ];
  };
  return [...told('flagged'), ...told('clean'), ...told('notApplicable')];
}

function because(rule: Rule, fixture: Fixture, language: Language): string[] {
  if (fixture.expect !== 'flagged') return [];
  const word = WORDS[language];
  const params = withDefaults(rule, fixture.params);
  const leaves = new Map(allLeaves(rule).map(({ leaf, place }) => [place, leaf]));
  const leafHolds = (place: string) => {
    const leaf = leaves.get(place)!;
    return holds(leaf.operator, fixture.facts[leaf.fact], expectedOf(leaf, params, fixture.facts));
  };
  const named = new Set(reasons(rule.conditions, '/conditions', leafHolds));
  const why = [...leaves]
    .filter(
      ([place, leaf]) =>
        place.startsWith('/conditions') &&
        leaf.name !== undefined &&
        named.has(leaf.name) &&
        truthOf(leaf, place, leafHolds),
    )
    .map(([, leaf]) => leafWords(rule.scope, leaf, expectedIn(rule, params, leaf, language), language));
  return [
    ...(why.length > 0 ? [`  ${word.because}${word.colon}${why.join(word.semicolon)}`] : []),
    `  ${word.says}${word.colon}${template(rule.message[language], language)(fixture.facts, params)}`,
  ];
}

interface Words {
  titles: Record<SectionName, string>;
  finds: Record<Scope, (what: string) => string>;
  answers: Record<Answer, string>;
  verified: string;
  unverified: string;
  all: string;
  any: string;
  not: string;
  skips: string;
  unless(condition: string): string;
  noise(share: string): string;
  outcome(outcome: Pick<Outcome, 'checked' | 'flagged' | 'notApplicable'>): string;
  because: string;
  says: string;
  peers: string;
  colon: string;
  semicolon: string;
}

const WORDS: Record<Language, Words> = {
  zh: {
    titles: {
      finds: '查什么',
      why: '为什么要紧',
      basis: '依据',
      applies: '先看是否适用',
      conditions: '适用时，符合下列条件即为疑点',
      params: '可调参数',
      sql: 'SQL',
      skips: '不判什么',
      example: '举例',
      falseAlarms: '可能误报',
      noise: '应有的多少',
      suggest: '改法',
    },
    finds: {
      indicator: (what) => `逐项看指标，指出：${what}。`,
      project: (what) => `逐张看申报表，指出：${what}。`,
      'name-group': (what) => `把跨项目同名的指标放在一起看，指出：${what}。`,
      department: (what) => `把一个部门同一年度的表放在一起看，指出：${what}。`,
    },
    answers: { flagged: '疑点', clean: '通过', notApplicable: '不适用' },
    verified: '条款已核对',
    unverified: '条款未核对',
    all: '以下各项都成立',
    any: '以下至少一项成立',
    not: '以下不成立',
    skips: '缺了下面任何一项就不判，记为“不适用”，不算通过；值缺失时任何比较都不成立：',
    unless: (condition) => `要有：${condition}`,
    noise: (share) => `判过的记录中，超过 ${share} 命中时，先怀疑规则或读取，而不是怀疑申报单位。`,
    outcome: ({ checked, flagged, notApplicable }) =>
      `判了 ${checked} 条，疑点 ${flagged} 条，不适用 ${notApplicable} 条。`,
    because: '理由',
    says: '提示',
    peers: '参照同类指标中写了数的',
    colon: '：',
    semicolon: '；',
  },
  en: {
    titles: {
      finds: 'What it finds',
      why: 'Why it matters',
      basis: 'Basis',
      applies: 'Whether it applies',
      conditions: 'Flagged when',
      params: 'Parameters',
      sql: 'SQL',
      skips: 'What it skips',
      example: 'Worked example',
      falseAlarms: 'Known false alarms',
      noise: 'How much is to be expected',
      suggest: 'How to mend it',
    },
    finds: {
      indicator: (what) => `Looks at each indicator. ${what}.`,
      project: (what) => `Looks at each form. ${what}.`,
      'name-group': (what) => `Looks at indicators of one name across projects. ${what}.`,
      department: (what) => `Looks at a department’s forms of a year together. ${what}.`,
    },
    answers: { flagged: 'flagged', clean: 'clean', notApplicable: 'not applicable' },
    verified: 'checked against the text',
    unverified: 'not checked against the text',
    all: 'all of these hold',
    any: 'at least one of these holds',
    not: 'this does not hold',
    skips:
      'Where any of these is wanting it says “not applicable”, never “clean”; of a missing value no comparison holds:',
    unless: (condition) => `needs: ${condition}`,
    noise: (share) =>
      `When more than ${share} of what it checked is flagged, doubt the rule or the reading before the department.`,
    outcome: ({ checked, flagged, notApplicable }) =>
      `${checked} checked, ${flagged} flagged, ${notApplicable} not applicable.`,
    because: 'because',
    says: 'says',
    peers: 'see the targets of like indicators',
    colon: ': ',
    semicolon: '; ',
  },
};
