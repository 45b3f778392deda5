import { textTable } from '#core/report/text-table.ts';
import { RuleError } from '#core/rules/inspector.ts';
import { library } from '#core/rules/library.ts';
import { withDefaults } from '#core/rules/params.ts';
import type { Rule } from '#core/rules/rule.ts';
import { outcomeWords, rulePage } from '#core/rules/rule-page.ts';
import { run } from '#core/rules/run.ts';
import { CommandError, type Effects } from './effects.ts';
import { openPaths, type CommonOptions } from './portfolio.ts';
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

/** `zhunxing rules show`: one rule in full, by id or code; with forms, what it answers over them. */
export async function showRule(
  id: string,
  paths: readonly string[],
  options: CommonOptions & { rules?: string; format: 'table' | 'json' },
  effects: Effects,
): Promise<number> {
  const rule = findRule(id, options.lang, await rulesOf(options, effects));
  const today = paths.length > 0 ? await countToday(rule, paths, options, effects) : null;
  await effects.out(
    options.format === 'json' ? JSON.stringify(rule, null, 2) + '\n' : describe(rule, today, options.lang),
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

/** A rule as its page in the app tells it. Its JSON: `--format json`. */
function describe(rule: Rule, today: string | null, lang: 'zh' | 'en'): string {
  const word = WORDS[lang];
  const head = `${rule.code}  ${rule.id}  ${rule.version}\n${rule.title[lang]}\n${word.severity[rule.severity]} · ${rule.review} · ${word.scope[rule.scope]}\n`;
  const sections = rulePage(rule, withDefaults(rule), lang).map(({ title, lines }) => ({ title, lines }));
  if (today !== null) sections.push({ title: word.today, lines: [today] });
  const body = sections.map(
    ({ title, lines }) => `\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`,
  );
  return `${head}${body.join('')}\n${word.tests}: ${rule.tests.length}\n`;
}

/** What the rule answers over the forms in `paths`. */
async function countToday(
  rule: Rule,
  paths: readonly string[],
  options: CommonOptions,
  effects: Effects,
): Promise<string> {
  const { db } = await openPaths(paths, options, effects);
  try {
    const alone = { rule, severity: rule.severity, params: withDefaults(rule) };
    const { name, version, title, why } = library().sets.get('strict')!;
    const ran = await run(db, { name, version, title, why, rules: [alone] }, { findings: 'counts' });
    return outcomeWords(ran.outcomes[0]!, options.lang);
  } finally {
    db.close();
  }
}

const WORDS = {
  zh: {
    severity: { error: '严重', warning: '一般', info: '提示' },
    scope: { indicator: '逐项指标', project: '逐个项目', 'name-group': '同名指标', department: '逐个部门' },
    today: '本次结果',
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
    today: 'Over these forms',
    tests: 'Fixtures',
  },
};
