import type { Strength } from '#core/model/indicator.ts';
import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';
import { targetsSql, type Change } from './compare-changes.ts';
import { pairsSql } from './compare-pairs.ts';
import type { Side } from './compare-sides.ts';

/** One indicator of a matched project, as it stands on both sides. */
export interface ComparedTarget {
  form_before: string;
  form_after: string;
  before_ordinal: number | null;
  after_ordinal: number | null;
  name: string;
  level1: string | null;
  level2: string | null;
  before_raw: string | null;
  after_raw: string | null;
  before_strength: Strength | null;
  after_strength: Strength | null;
  change: Change;
}

/** The indicators of one matched project (by its form on the later side), those that changed first, then in the order of the form. */
export async function comparedTargets(
  db: Connector,
  before: Side,
  after: Side,
  afterForm: string,
): Promise<ComparedTarget[]> {
  return db.query<ComparedTarget>(comparedTargetsSql(before, after, afterForm));
}

/** Without `afterForm`, of every matched project. */
export function comparedTargetsSql(before: Side, after: Side, afterForm?: string): string {
  return `WITH ${pairsSql(before, after)},
${targetsSql(before, after)}
SELECT form_before, form_after, before_ordinal::DOUBLE AS before_ordinal, after_ordinal::DOUBLE AS after_ordinal, name, level1, level2,
  before_raw, after_raw, before_strength, after_strength, change
FROM target ${afterForm === undefined ? '' : `WHERE form_after = ${literal(afterForm)}`}
ORDER BY form_after, list_position(['lowered', 'raised', 'changed', 'dropped', 'added', 'unread', 'same'], change),
  coalesce(after_ordinal, before_ordinal)`;
}
