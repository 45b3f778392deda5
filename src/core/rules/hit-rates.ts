import type { Connector } from '#core/store/connector.ts';
import { FACT_VIEWS } from '#core/store/facts.ts';
import { perCase } from './cases.ts';
import { compile, flags } from './compile.ts';
import type { ResolvedRule } from './resolve.ts';

/** How often a rule flags within one group of forms. */
export interface HitRate {
  by: 'department' | 'size';
  /** A department's name ('' when not printed), or the place in SIZES of its money, `null` where no budget is printed. */
  group: string | number | null;
  checked: number;
  flagged: number;
}

/** Bounds of the classes of money, yuan: each class reaches up to its bound, the last has none. */
export const SIZES = [500_000, 2_000_000, 10_000_000, Infinity] as const;

/** How often a rule flags by department and by the money of the form; empty for a rule over groups of forms. The most frequent first, sizes in their order. */
export async function hitRates(
  db: Connector,
  resolved: ResolvedRule,
  options: { signal?: AbortSignal } = {},
): Promise<HitRate[]> {
  const { scope } = resolved.rule;
  if (scope === 'name-group') return [];
  const cases = perCase(resolved).map(({ rule, params }) => compile(rule, params));
  const applies = cases.map((one) => one.applies).join(' OR ');
  const flagged = cases.map(flags).join(' OR ');
  const size = `CASE WHEN annual IS NULL THEN NULL ${SIZES.map((bound, i) => (bound === Infinity ? `ELSE ${i}` : `WHEN annual < ${bound} THEN ${i}`)).join(' ')} END`;
  const counts = 'count(*)::DOUBLE AS checked, count(*) FILTER (WHERE flagged)::DOUBLE AS flagged';
  const rows = await db.query<{
    department: string;
    size: number | null;
    checked: number;
    flagged: number;
    by_size: boolean;
  }>(
    `WITH judged AS (
       SELECT coalesce(department, '') AS department, CAST(${size} AS DOUBLE) AS size, (${flagged}) AS flagged
       FROM ${FACT_VIEWS[scope]} WHERE ${applies}
     )
     SELECT department, NULL AS size, FALSE AS by_size, ${counts} FROM judged GROUP BY department
     UNION ALL
     SELECT NULL AS department, size, TRUE AS by_size, ${counts} FROM judged GROUP BY size`,
    options,
  );
  const rates = rows.map(({ department, size, checked, flagged, by_size }): HitRate =>
    by_size
      ? { by: 'size', group: size, checked, flagged }
      : { by: 'department', group: department, checked, flagged },
  );
  const share = (one: HitRate) => one.flagged / one.checked;
  const order = (one: HitRate) => (one.group === null ? SIZES.length : Number(one.group));
  return rates.sort((a, b) =>
    a.by !== b.by
      ? a.by < b.by
        ? -1
        : 1
      : a.by === 'size'
        ? order(a) - order(b)
        : share(b) - share(a) || b.flagged - a.flagged || (String(a.group) < String(b.group) ? -1 : 1),
  );
}
