import type { Outcome } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import type { Judged, Verdict } from './judging.ts';
import type { ResolvedRule } from './resolve.ts';

/** Counts what the rules of one scope answered, the cases of a rule together; `waived` is left at 0. No row leaves the database. */
export async function countOutcomes(
  db: Connector,
  judged: Judged,
  options: { signal?: AbortSignal },
): Promise<Outcome[]> {
  const failed = new Map(judged.failures.map(({ resolved }) => [resolved.rule.id, resolved]));
  const outcomes = [...failed.values()].map((resolved) => ({ ...blank(resolved), errors: judged.records }));
  const rules = byRule(judged.verdicts.filter(({ resolved }) => !failed.has(resolved.rule.id)));
  if (rules.length === 0) return outcomes;
  const counts = rules.map(
    ({ columns }, i) =>
      `CAST(count(*) FILTER (WHERE ${anyOf(columns, '> 0')}) AS DOUBLE) AS checked${i}, CAST(count(*) FILTER (WHERE ${anyOf(columns, '= 2')}) AS DOUBLE) AS flagged${i}`,
  );
  const [row] = await db.query<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${judged.counted}`, options);
  const money = await moneyFlagged(db, judged, rules, options);
  rules.forEach(({ resolved }, i) => {
    const checked = row?.[`checked${i}`] ?? 0;
    const flagged = row?.[`flagged${i}`] ?? 0;
    outcomes.push({
      ...blank(resolved),
      checked,
      flagged,
      notApplicable: judged.records - checked,
      money: money[`money${i}`] ?? 0,
    });
  });
  return outcomes;
}

/** A rule and the columns of its verdicts, one a case; no record is in two of them. */
interface RuleColumns {
  resolved: ResolvedRule;
  columns: string[];
}

function byRule(verdicts: readonly Verdict[]): RuleColumns[] {
  const rules = new Map<string, RuleColumns>();
  for (const { resolved, column } of verdicts) {
    const known = rules.get(resolved.rule.id);
    if (known) known.columns.push(column);
    else rules.set(resolved.rule.id, { resolved, columns: [column] });
  }
  return [...rules.values()];
}

const anyOf = (columns: readonly string[], what: string) => columns.map((column) => `${column} ${what}`).join(' OR ');

function blank({ rule, severity }: ResolvedRule): Outcome {
  const { id, code, review, scope } = rule;
  return {
    rule: id,
    code,
    severity,
    review,
    scope,
    checked: 0,
    flagged: 0,
    notApplicable: 0,
    errors: 0,
    waived: 0,
    money: 0,
  };
}

/** Annual budget of the projects flagged, each form once however many of its rows are. */
async function moneyFlagged(
  db: Connector,
  { scope, lean, verdicts }: Judged,
  rules: readonly RuleColumns[],
  options: { signal?: AbortSignal },
): Promise<Record<string, number | null>> {
  const worst = verdicts.map(({ column }) => `max(${column}) AS ${column}`).join(', ');
  const sums = rules.map(({ columns }, i) => `sum(annual) FILTER (WHERE ${anyOf(columns, '= 2')}) AS money${i}`).join(', ');
  const forms =
    scope === 'name-group'
      ? `SELECT any_value(p.annual) AS annual, ${worst} FROM ${lean} f
         JOIN indicator i ON i.name_norm = f.record
         JOIN project p ON p.form_id = i.form_id AND p.year IS NOT DISTINCT FROM f.year GROUP BY p.form_id`
      : `SELECT any_value(annual) AS annual, ${worst} FROM ${lean} GROUP BY form_id`;
  const [row] = await db.query<Record<string, number | null>>(`SELECT ${sums} FROM (${forms})`, options);
  return row ?? {};
}
