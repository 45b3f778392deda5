import { compile } from '#core/rules/compile.ts';
import type { Params, Rule } from '#core/rules/rule.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import type { Scope } from '#core/model/finding.ts';

const SHOWN: Record<Scope, string> = {
  indicator: 'project, level2, name, raw, source_line',
  project: 'name, annual, source_line',
  'name-group': 'name, n_projects, values_text',
  department: 'name, year, n_projects, annual',
};

/** The rule as a statement that lists what it finds, one condition a line. */
export function ruleSql(rule: Rule, params: Params): string {
  const { applies, conditions } = compile(rule, params, FACTS[rule.scope], { certain: false });
  return `-- ${rule.code} ${rule.title.zh}
SELECT ${SHOWN[rule.scope]}
FROM ${FACT_VIEWS[rule.scope]}
WHERE ${lines(applies)}
  AND ${lines(conditions)}`;
}

function lines(predicate: string): string {
  return predicate.replace(/ (AND|OR) (?=\(*(NOT )?[("])/g, '\n    $1 ');
}
