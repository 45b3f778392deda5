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
  const counts = rules.flatMap(({ verdicts }, i) =>
    (['checked', 'flagged'] as const).map(
      (answer) => `CAST(sum(records) FILTER (WHERE ${anyOf(verdicts, answer)}) AS DOUBLE) AS ${answer}${i}`,
    ),
  );
  const alike = `SELECT ${judged.words.join(', ')}, count(*) AS records FROM ${judged.counted} GROUP BY ${judged.words.join(', ')}`;
  const [row] = await db.query<Record<string, number | null>>(
    `SELECT ${counts.join(', ')} FROM (${alike})`,
    options,
  );
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

/** A rule and its verdicts, one a case; no record is in two of them. */
interface RuleVerdicts {
  resolved: ResolvedRule;
  verdicts: Verdict[];
}

function byRule(verdicts: readonly Verdict[]): RuleVerdicts[] {
  const rules = new Map<string, RuleVerdicts>();
  for (const verdict of verdicts) {
    const { resolved } = verdict;
    const known = rules.get(resolved.rule.id);
    if (known) known.verdicts.push(verdict);
    else rules.set(resolved.rule.id, { resolved, verdicts: [verdict] });
  }
  return [...rules.values()];
}

const anyOf = (verdicts: readonly Verdict[], answer: 'checked' | 'flagged') =>
  verdicts.map((one) => one[answer]).join(' OR ');

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
  { scope, lean, counted, words }: Judged,
  rules: readonly RuleVerdicts[],
  options: { signal?: AbortSignal },
): Promise<Record<string, number | null>> {
  const worst = words.map((word) => `bit_or(f.${word}) AS ${word}`).join(', ');
  const sums = rules
    .map(({ verdicts }, i) => `sum(annual) FILTER (WHERE ${anyOf(verdicts, 'flagged')}) AS money${i}`)
    .join(', ');
  const forms = {
    indicator: `SELECT form, ${worst} FROM ${counted} f GROUP BY form`,
    project: `SELECT form, ${words.join(', ')} FROM ${counted}`,
    'name-group': `SELECT i.form_order AS form, ${worst} FROM ${lean} f
      JOIN indicator_fact i ON i.name_norm = f.record AND i.year IS NOT DISTINCT FROM f.year GROUP BY i.form_order`,
    department: null,
  }[scope];
  const of = forms ? `(${forms}) f JOIN project p ON p.form_order = f.form` : `${lean} f`;
  const [row] = await db.query<Record<string, number | null>>(`SELECT ${sums} FROM ${of}`, options);
  return row ?? {};
}
