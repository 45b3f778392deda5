import type { Severity } from '#core/model/finding.ts';
import type { ResolvedRule } from './resolve.ts';
import type { Condition, Params, Rule } from './rule.ts';
import { outcomesOf, type Layer, type Setting } from './setting.ts';

/** Some of a rule's records and how it runs on them. The cases of a rule never overlap; records in none are not judged. */
export interface Case {
  when: Condition;
  severity: Severity;
  params: Params;
  origin: Setting['origin'];
}

/** A rule's settings as cases: one and no condition where all records are treated alike, none where it is off everywhere. */
export function casesOf(rule: Rule, layers: readonly Layer[]): (Omit<Case, 'when'> & { when?: Condition })[] {
  const groups = new Map<string, { setting: Setting; ways: Map<string, boolean>[] }>();
  const outcomes = outcomesOf(rule, layers);
  for (const { holds, setting } of outcomes) {
    const key = JSON.stringify([setting.severity, setting.severity === 'off' ? null : setting.params]);
    const group = groups.get(key);
    if (group) group.ways.push(holds);
    else groups.set(key, { setting, ways: [holds] });
  }
  return [...groups.values()].flatMap(({ setting, ways }) => {
    const { severity, params, origin } = setting;
    if (severity === 'off') return [];
    const own = { severity, params, origin };
    return [groups.size === 1 ? own : { ...own, when: joined('any', ways.map(wayAs)) }];
  });
}

function wayAs(holds: ReadonlyMap<string, boolean>): Condition {
  const parts = [...holds].map(([json, holds]): Condition => {
    const condition = JSON.parse(json) as Condition;
    return holds ? condition : { not: condition };
  });
  return joined('all', parts);
}

function joined(how: 'all' | 'any', [first, ...rest]: Condition[]): Condition {
  if (rest.length === 0) return first!;
  return how === 'all' ? { all: [first!, ...rest] } : { any: [first!, ...rest] };
}

/** One rule a case, each applying to its own records only; a rule without cases stands for itself. */
export function perCase(resolved: ResolvedRule): ResolvedRule[] {
  if (!resolved.cases) return [resolved];
  return resolved.cases.map(({ when, ...setting }) => ({
    ...setting,
    rule: { ...resolved.rule, applies: { all: [when, resolved.rule.applies] } },
  }));
}
