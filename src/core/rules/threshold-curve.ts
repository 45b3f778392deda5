import type { Connector } from '#core/store/connector.ts';
import type { Fact } from '#core/store/fact.ts';
import { FACTS, FACT_VIEWS } from '#core/store/facts.ts';
import { identifier, literal } from '#core/store/sql.ts';
import { conditionSql } from './compile.ts';
import { isLeaf, isNot, isReference, leavesOf, members, paramName } from './condition.ts';
import { suggestFence, type Fence } from './fence.ts';
import type { OperatorName } from './operators.ts';
import type { Condition, Leaf, Params, Rule } from './rule.ts';
import { MONEY } from './rule-change.ts';

/** What a rule would flag if its parameter were `at`. Money in yuan, each form once; `null` for groups of names. */
export interface CurvePoint {
  at: number;
  findings: number;
  money: number | null;
}

export interface ThresholdCurve {
  /** Ascending; every point is exact. */
  points: CurvePoint[];
  /** The fact that is compared with the parameter. */
  fact: string;
  operator: OperatorName;
  /** How many records the answer turns on: with another value they would be judged otherwise. */
  deciding: number;
  fence: Fence | null;
}

const COMPARISONS: readonly OperatorName[] = [
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
];
const MOST_POINTS = 240;
const MOST_EVALUATED = 48;
const EVALUATIONS = 2_000_000;

/** Parameters of a rule that a curve can be drawn for: numbers that some condition compares with. */
export function curveParams(rule: Rule): string[] {
  return Object.entries(rule.params)
    .filter(([name, param]) => param.type === 'number' && leavesWith(rule, name).length > 0)
    .map(([name]) => name);
}

function leavesWith(rule: Rule, param: string): Leaf[] {
  return [rule.applies, rule.conditions]
    .flatMap((part) => leavesOf(part, ''))
    .map(({ leaf }) => leaf)
    .filter(
      ({ value, operator }) =>
        COMPARISONS.includes(operator) && isReference(value) && paramName(value.fact) === param,
    );
}

/**
 * What a rule finds for every value of one number: one statement that groups the records by the value they are compared by, however
 * many values there are. Where the number stands in several conditions the rule is evaluated at some of the values instead.
 * @returns `null` when nothing of the portfolio is compared with the number
 */
export async function thresholdCurve(
  db: Connector,
  rule: Rule,
  params: Params,
  name: string,
  options: CurveOptions = {},
): Promise<ThresholdCurve | null> {
  const leaves = leavesWith(rule, name);
  const [leaf] = leaves;
  if (!leaf) return null;
  const rows = await (leaves.length === 1
    ? grouped(db, rule, params, name, leaf, options)
    : evaluated(db, rule, params, name, leaves, options));
  if (rows.points.length === 0) return null;
  const param = rule.params[name]!;
  const fence = suggestFence(rows.values, leaf.operator, param);
  return { points: rows.points, fact: leaf.fact, operator: leaf.operator, deciding: rows.deciding, fence };
}

export interface CurveOptions {
  /** Points at most; values in between are left out, those given stay exact. */
  most?: number;
  signal?: AbortSignal;
}

interface Curve {
  points: CurvePoint[];
  /** The values that decide, with the number of records of each. */
  values: { at: number; count: number }[];
  deciding: number;
}

interface GroupRow {
  kind: 'records' | 'forms';
  /** The value up to which (or from which) a record, or some record of a form, is flagged. */
  up: number | null;
  down: number | null;
  always: boolean;
  n: number;
  money: number | null;
  at: number | null;
}

/**
 * A record whose answer turns on `fact < t` is flagged on one side of its own value; so counting records by value gives the whole
 * curve, and the largest (smallest) value of a form says for which `t` its money stands behind a finding.
 */
async function grouped(
  db: Connector,
  rule: Rule,
  params: Params,
  name: string,
  leaf: Leaf,
  options: CurveOptions,
): Promise<Curve> {
  const facts = FACTS[rule.scope];
  const whole = (truth: boolean) =>
    `(${setLeaf(rule.applies, name, truth, params, facts)} AND ${setLeaf(rule.conditions, name, truth, params, facts)})`;
  const x = identifier(leaf.fact);
  const there = `(${x} IS NOT NULL AND NOT isnan(${x}))`;
  const group = rule.scope === 'name-group';
  const greater = leaf.operator.startsWith('greater');
  // `greater`: the leaf holds for t below x; it makes the record flagged (`when`) or keeps it from being (`unless`).
  const upper = greater ? 'w' : 'u';
  const lower = greater ? 'u' : 'w';
  // The end of a tile of values at which the comparison is still exact.
  const edge = leaf.operator === 'greaterThan' || leaf.operator === 'lessThanInclusive' ? 'hi' : 'lo';
  const sql = `WITH judged AS (SELECT ${group ? 'record AS form_id, NULL::DOUBLE AS annual' : `${MONEY[rule.scope].by} AS form_id, annual`}, ${x} AS x,
    ${there} AND ${whole(true)} AS yes, ${whole(false)} AS no FROM ${FACT_VIEWS[rule.scope]}),
  turning AS MATERIALIZED (SELECT form_id, annual, x, yes AND NOT no AS w, no AND NOT yes AND x IS NOT NULL AND NOT isnan(x) AS u, no AND (yes OR x IS NULL OR isnan(x)) AS b
    FROM judged WHERE yes OR no),
  xs AS (SELECT x, count(*) AS n, w FROM turning WHERE NOT b GROUP BY x, w),
  edges AS (SELECT x, ntile(${Math.trunc(options.most ?? MOST_POINTS)}) OVER (ORDER BY x) AS tile FROM (SELECT DISTINCT x FROM xs)),
  edge AS (SELECT x, max(x) OVER (PARTITION BY tile) AS hi, min(x) OVER (PARTITION BY tile) AS lo FROM edges),
  form AS (SELECT form_id, any_value(annual) AS annual, max(x) FILTER (${upper} AND NOT b) AS up, min(x) FILTER (${lower} AND NOT b) AS down,
    bool_or(b) AS always FROM turning GROUP BY form_id)
SELECT 'records' AS kind, CASE WHEN ${upper === 'w' ? 'w' : 'NOT w'} THEN e.${edge} END AS up,
  CASE WHEN ${upper === 'w' ? 'NOT w' : 'w'} THEN e.${edge} END AS down, FALSE AS always,
  CAST(sum(n) AS DOUBLE) AS n, NULL AS money, e.${edge} AS at FROM xs JOIN edge e USING (x) GROUP BY ALL
UNION ALL SELECT 'records', NULL, NULL, TRUE, CAST(count(*) AS DOUBLE), NULL, NULL FROM turning WHERE b
UNION ALL SELECT 'forms', a.${edge}, c.${edge}, always, CAST(count(*) AS DOUBLE), sum(annual), NULL
  FROM form LEFT JOIN edge a ON a.x = form.up LEFT JOIN edge c ON c.x = form.down GROUP BY ALL`;
  const rows = await db.query<GroupRow>(sql, options);
  const records = rows.filter((row) => row.kind === 'records');
  const forms = rows.filter((row) => row.kind === 'forms');
  const values = new Map<number, number>();
  for (const { at, n } of records) if (at !== null) values.set(at, (values.get(at) ?? 0) + n);
  const inclusive = leaf.operator.endsWith('Inclusive');
  const sorted = [...values].map(([at, count]) => ({ at, count })).sort((a, b) => a.at - b.at);
  const within = flaggedAt(greater, inclusive);
  const points = sorted.map(({ at }): CurvePoint => ({
    at,
    findings: sum(records, (row) => (within(row, at) ? row.n : 0)),
    money: group ? null : sum(forms, (row) => (within(row, at) ? (row.money ?? 0) : 0)),
  }));
  return { points, values: sorted, deciding: sum(sorted, (one) => one.count) };
}

/** Whether a record or form that turns at `up` and `down` is flagged when the number is `t`. */
function flaggedAt(greater: boolean, inclusive: boolean) {
  return ({ up, down, always }: GroupRow, t: number): boolean => {
    if (always) return true;
    // The leaf holds below x for `greater`, above it otherwise; the other side is where it does not.
    const below = up !== null && (greater === inclusive ? t <= up : t < up);
    const above = down !== null && (greater === inclusive ? t > down : t >= down);
    return below || above;
  };
}

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((total, one) => total + of(one), 0);

/** A condition as SQL with every comparison with the parameter taken as true or as false. */
function setLeaf(
  condition: Condition,
  param: string,
  truth: boolean,
  params: Params,
  facts: Record<string, Fact>,
): string {
  if (isLeaf(condition)) {
    const mine =
      COMPARISONS.includes(condition.operator) &&
      isReference(condition.value) &&
      paramName(condition.value.fact) === param;
    return mine ? literal(truth) : conditionSql(condition, params, facts);
  }
  const parts = members(condition, '').map((m) => setLeaf(m.condition, param, truth, params, facts));
  if (isNot(condition)) return `(NOT ${parts[0]})`;
  return `(${parts.join('all' in condition ? ' AND ' : ' OR ')})`;
}

/** The rule itself at some of the values that stand in the portfolio: the number becomes a column. */
async function evaluated(
  db: Connector,
  rule: Rule,
  params: Params,
  name: string,
  leaves: readonly Leaf[],
  options: CurveOptions,
): Promise<Curve> {
  const view = FACT_VIEWS[rule.scope];
  const facts: Record<string, Fact> = {
    ...FACTS[rule.scope],
    _at: { type: 'number', zh: '', en: '', meaning: '', about: 'none' },
  };
  const moved = (condition: Condition): Condition =>
    JSON.parse(
      JSON.stringify(condition, (_, value: unknown) =>
        isReference(value) && value.fact === `param:${name}` ? { fact: '_at' } : value,
      ),
    ) as Condition;
  const flagged = `(${conditionSql(moved(rule.applies), params, facts)} AND ${conditionSql(moved(rule.conditions), params, facts)})`;
  const group = rule.scope === 'name-group';
  const [size] = await db.query<{ n: number }>(`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${view}`, options);
  const most = Math.max(8, Math.min(MOST_EVALUATED, Math.floor(EVALUATIONS / Math.max(1, size?.n ?? 1))));
  const all = leaves
    .map(({ fact }) => identifier(fact))
    .map((x) => `SELECT ${x} AS x FROM ${view} WHERE ${x} IS NOT NULL AND NOT isnan(${x})`)
    .join(' UNION ');
  const points = await db.query<CurvePoint>(
    `WITH xs AS (SELECT max(x) AS _at FROM (SELECT x, ntile(${most}) OVER (ORDER BY x) AS tile FROM (${all})) GROUP BY tile),
  hit AS (SELECT _at, ${MONEY[rule.scope].by} AS form, count(*) AS n, any_value(${MONEY[rule.scope].column}) AS money
    FROM ${view} CROSS JOIN xs WHERE ${flagged} GROUP BY ALL)
SELECT _at AS at, CAST(coalesce(sum(n), 0) AS DOUBLE) AS findings, ${group ? 'NULL' : 'coalesce(sum(money), 0)'} AS money
FROM xs LEFT JOIN hit USING (_at) GROUP BY _at ORDER BY _at`,
    options,
  );
  return { points, values: [], deciding: Math.max(0, ...points.map((p) => p.findings)) };
}
