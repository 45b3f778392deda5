import type { Connector } from '#core/store/connector.ts';
import { library } from '#core/rules/library.ts';
import { withDefaults } from '#core/rules/params.ts';
import { ruleChange } from '#core/rules/rule-change.ts';
import { curveParams, thresholdCurve } from '#core/rules/threshold-curve.ts';

/** What the rule editor asks while someone types: what a changed rule flags more and less, and its threshold curve. */
export const EDITS: readonly { name: string; ask(db: Connector): Promise<unknown> }[] = [
  'satisfaction-low',
  'cost-unit-not-money',
  'tolerance-loose',
  'name-vague',
].flatMap((id) => {
  const rule = library().rules.get(id)!;
  const params = withDefaults(rule);
  const [name] = curveParams(rule);
  const tried = name === undefined ? params : { ...params, [name]: Number(params[name]) + 1 };
  const before = { rule, params };
  return [
    { name: `${id}, changed`, ask: (db: Connector) => ruleChange(db, { rule, params: tried }, before) },
    ...(name === undefined
      ? []
      : [{ name: `${id}, curve`, ask: (db: Connector) => thresholdCurve(db, rule, params, name) }]),
  ];
});
