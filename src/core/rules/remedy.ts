import type { Connector } from '#core/store/connector.ts';
import { explain, factsOfRecord, type Explanation } from './explain.ts';
import type { ResolvedRule } from './resolve.ts';
import { smallestChange, type SmallestChange } from './smallest-change.ts';

/** Why one record was flagged, and what would have to stand differently. */
export interface Remedy {
  explanation: Explanation;
  /** `null` when the rule does not flag it, or no small change clears it. */
  change: SmallestChange | null;
}

/**
 * Explains one record of the database and finds the smallest change that clears it, other rules of the set held in view.
 * @returns `null` when there is no such record
 */
export async function remedyOf(
  db: Connector,
  resolved: ResolvedRule,
  record: string,
  others: readonly ResolvedRule[],
  options: { signal?: AbortSignal } = {},
): Promise<Remedy | null> {
  const facts = await factsOfRecord(db, resolved.rule, record, options);
  if (!facts) return null;
  const { rule, params } = resolved;
  return {
    explanation: await explain(rule, params, facts),
    change: await smallestChange(rule, params, facts, others),
  };
}
