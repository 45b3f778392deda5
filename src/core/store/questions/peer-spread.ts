import type { Connector } from '../connector.ts';
import { sameAxisSql } from '../axis.ts';
import { sharedCharactersSql } from '../shared-characters.ts';
import { literal } from '../sql.ts';

/**
 * Where a target stands among those of other forms under the same, or a similar, name and the same 二级. Only like is set
 * beside like: values in base units (元 for 万元, so both meet), of one dimension (个 and 项 are counts; % and 百分点 are
 * not the same), in units of one size (天 and 小时 are not) and, of a rate, with the same denominator.
 */
export interface PeerSpread {
  /** Indicators of other forms under the same name, and under a similar one. */
  same: number;
  similar: number;
  /** Of these, with a number in the same measure. */
  comparable: number;
  /** With a number in another measure: shown, never mixed in. */
  other_measure: number;
  /** With words, a direction or nothing instead of a number. */
  wordy: number;
  /** This target in base units; `null`: not a number, there is nothing to compare. */
  value: number | null;
  dimension: string;
  unit: string | null;
  least: number | null;
  quarter: number | null;
  median: number | null;
  three_quarters: number | null;
  most: number | null;
  /** Comparable ones below, at and above this target. */
  below: number;
  equal: number;
  above: number;
}

/** `undefined` when there is no such record. */
export async function peerSpread(db: Connector, record: string): Promise<PeerSpread | undefined> {
  const [row] = await db.query<PeerSpread>(peerSpreadSql(record));
  return row;
}

export function peerSpreadSql(record: string): string {
  return `WITH me AS (
  SELECT form_id, name_norm, level2, value, unit, unit_dimension AS dimension FROM indicator_fact WHERE record = ${literal(record)}
), peer AS (
  SELECT o.value, o.strength, o.name_norm = me.name_norm AS same, ${sameAxisSql('o', 'me')} AND o.value IS NOT NULL AS like_me, me.value AS mine
  FROM indicator o JOIN me ON o.level2 IS NOT DISTINCT FROM me.level2 AND o.form_id <> me.form_id
  WHERE length(me.name_norm) > 0 AND length(o.name_norm) > 0 AND (o.name_norm = me.name_norm
    OR (least(length(o.name_norm), length(me.name_norm)) * 2 > greatest(length(o.name_norm), length(me.name_norm))
      AND right(o.name_norm, 2) = right(me.name_norm, 2) AND ${sharedCharactersSql('o.name_norm', 'me.name_norm')} >= 0.5))
), told AS (
  SELECT (count(*) FILTER (WHERE same))::DOUBLE AS same, (count(*) FILTER (WHERE NOT same))::DOUBLE AS similar,
    (count(*) FILTER (WHERE like_me))::DOUBLE AS comparable,
    (count(*) FILTER (WHERE NOT like_me AND value IS NOT NULL))::DOUBLE AS other_measure,
    (count(*) FILTER (WHERE value IS NULL))::DOUBLE AS wordy,
    min(value) FILTER (WHERE like_me) AS least, quantile_cont(value, 0.25) FILTER (WHERE like_me) AS quarter,
    quantile_cont(value, 0.5) FILTER (WHERE like_me) AS median, quantile_cont(value, 0.75) FILTER (WHERE like_me) AS three_quarters,
    max(value) FILTER (WHERE like_me) AS most,
    (count(*) FILTER (WHERE like_me AND value < mine))::DOUBLE AS below,
    (count(*) FILTER (WHERE like_me AND value = mine))::DOUBLE AS equal,
    (count(*) FILTER (WHERE like_me AND value > mine))::DOUBLE AS above
  FROM peer
)
SELECT told.*, me.value, me.dimension, me.unit FROM me, told`;
}
