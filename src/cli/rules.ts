import { textTable } from '#core/report/text-table.ts';
import { isLeaf, isNot, members } from '#core/rules/condition.ts';
import { expectedIn, leafWords } from '#core/rules/condition-words.ts';
import { RuleError } from '#core/rules/inspector.ts';
import { library } from '#core/rules/library.ts';
import type { Condition, Rule } from '#core/rules/rule.ts';
import { CommandError, type Effects } from './effects.ts';
import type { CommonOptions } from './portfolio.ts';
import { readRuleSet, readRulesKept } from './rule-files.ts';
import { listResolved } from './rules-resolved.ts';

/** `zhunxing rules list`: every rule shipped, or those of a set with its severities; rules refused are told after those that stand. */
export async function listRules(
  options: CommonOptions & { rules?: string; resolved?: boolean; format: 'table' | 'json' },
  effects: Effects,
): Promise<number> {
  const { lang } = options;
  if (options.resolved) return listResolved(options.rules ?? 'recommended', options, effects);
  const { set, problems } = await readRulesKept(options.rules ?? 'strict', effects);
  const { rules } = set;
  const list = rules.map(({ rule, severity, params }) => ({
    id: rule.id,
    code: rule.code,
    version: rule.version,
    scope: rule.scope,
    severity,
    review: rule.review,
    title: rule.title[lang],
    params,
  }));
  if (options.format === 'json') await effects.out(JSON.stringify(list, null, 2) + '\n');
  else {
    const header =
      lang === 'zh'
        ? ['编号', '规则', '级别', '审核类别', '范围', '名称']
        : ['code', 'rule', 'severity', 'review', 'scope', 'title'];
    const rows = list.map((rule) => [rule.code, rule.id, rule.severity, rule.review, rule.scope, rule.title]);
    const sets = [...library().sets.values()].map((set) => `${set.name}: ${set.title[lang]}`);
    await effects.out(`${textTable(header, rows, 70)}\n${rows.length} · ${sets.join(' · ')}\n`);
  }
  const [first, ...rest] = problems;
  if (first) throw new RuleError([first, ...rest]);
  return 0;
}

/** `zhunxing rules show`: one rule in full, by id or code. */
export async function showRule(
  id: string,
  options: CommonOptions & { rules?: string; format: 'table' | 'json' },
  effects: Effects,
): Promise<number> {
  const rule = findRule(id, options.lang, await rulesOf(options, effects));
  await effects.out(
    options.format === 'json' ? JSON.stringify(rule, null, 2) + '\n' : describe(rule, options.lang),
  );
  return 0;
}

/** The rule of that id or code. Throws CommandError when there is none. */
export function findRule(id: string, lang: 'zh' | 'en', rules = library().rules): Rule {
  const rule =
    rules.get(id) ?? [...rules.values()].find((one) => one.code.toLowerCase() === id.toLowerCase());
  if (rule) return rule;
  const near = [...rules.keys()].filter((other) => other.includes(id) || id.includes(other)).slice(0, 3);
  const hint = near.length ? near.join(', ') : 'zhunxing rules list';
  throw new CommandError(
    lang === 'zh' ? `没有规则“${id}”，可看：${hint}` : `there is no rule "${id}"; see: ${hint}`,
  );
}

/** The rules at hand: those of `--rules`, or all that are shipped. */
export async function rulesOf(options: { rules?: string }, effects: Effects): Promise<Map<string, Rule>> {
  if (options.rules === undefined) return library().rules;
  const { rules } = await readRuleSet(options.rules, effects);
  return new Map(rules.map(({ rule }) => [rule.id, rule]));
}

function describe(rule: Rule, lang: 'zh' | 'en'): string {
  const word = WORDS[lang];
  const basis = rule.basis.map(
    (one) => `  ${one.doc} ${one.item}（${one.verified ? word.verified : word.unverified}）`,
  );
  const params = Object.entries(rule.params).map(
    ([name, param]) =>
      `  ${name} = ${Array.isArray(param.default) ? param.default.join(lang === 'zh' ? '、' : ', ') : param.default}`,
  );
  const suggest = rule.suggest.map((one) => `  ${'from' in one ? word.peers : one[lang]}`);
  const parts: [string, string[]][] = [
    [word.why, [`  ${rule.why[lang]}`]],
    [word.basis, basis],
    [word.message, [`  ${rule.message[lang]}`]],
    [word.params, params],
    [word.suggest, suggest],
    [word.applies, conditionLines(rule, rule.applies, lang, '  ')],
    [word.conditions, conditionLines(rule, rule.conditions, lang, '  ')],
  ];
  const head = `${rule.code}  ${rule.id}  ${rule.version}\n${rule.title[lang]}\n${word.severity[rule.severity]} · ${rule.review} · ${word.scope[rule.scope]}\n`;
  const body = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `\n${title}\n${lines.join('\n')}\n`);
  return `${head}${body.join('')}\n${word.tests}: ${rule.tests.length}\n`;
}

/** A condition in words, one line a leaf, groups indented. The JSON itself: `--format json`. */
function conditionLines(rule: Rule, condition: Condition, lang: 'zh' | 'en', indent: string): string[] {
  if (isLeaf(condition))
    return [
      `${indent}${leafWords(rule.scope, condition, expectedIn(rule, defaultsOf(rule), condition, lang), lang)}`,
    ];
  const word = WORDS[lang];
  const kind = isNot(condition) ? word.not : 'all' in condition ? word.all : word.any;
  const lines = members(condition, '').flatMap((member) =>
    conditionLines(rule, member.condition, lang, `${indent}  `),
  );
  return [`${indent}${kind}`, ...lines];
}

const defaultsOf = (rule: Rule) =>
  Object.fromEntries(Object.entries(rule.params).map(([name, param]) => [name, param.default]));

const WORDS = {
  zh: {
    severity: { error: '严重', warning: '一般', info: '提示' },
    scope: { indicator: '逐项指标', project: '逐个项目', 'name-group': '同名指标', department: '逐个部门' },
    why: '为什么',
    basis: '依据',
    verified: '已核对',
    unverified: '未核对',
    message: '说明',
    params: '参数',
    suggest: '建议',
    peers: '参照同类项目的指标值',
    applies: '适用条件',
    conditions: '命中条件',
    all: '以下各项都成立：',
    any: '以下至少一项成立：',
    not: '以下不成立：',
    tests: '样例',
  },
  en: {
    severity: { error: 'error', warning: 'warning', info: 'info' },
    scope: {
      indicator: 'each indicator',
      project: 'each project',
      'name-group': 'indicators of one name',
      department: 'each department',
    },
    why: 'Why',
    basis: 'Basis',
    verified: 'checked against the text',
    unverified: 'not checked against the text',
    message: 'Message',
    params: 'Parameters',
    suggest: 'Suggestions',
    peers: 'see the targets of like indicators',
    applies: 'Applies when',
    conditions: 'Flagged when',
    all: 'all of these hold:',
    any: 'at least one of these holds:',
    not: 'this does not hold:',
    tests: 'Fixtures',
  },
};
