import { axisSql } from '../axis.ts';
import { pairedSql } from './compare-pairs.ts';
import { OTHER, type Side } from './compare-sides.ts';

/** What became of a target, from the side of who has to reach it. */
export const CHANGES = ['raised', 'lowered', 'changed', 'same', 'added', 'dropped', 'unread'] as const;
export type Change = (typeof CHANGES)[number];

/** `1` when more is harder to reach, `-1` when less is, NULL when the form does not say. A change is harder the larger it is, whichever way it goes. */
const SENSE = `CASE WHEN comparator IN ('≥', '>') THEN 1 WHEN comparator IN ('≤', '<') THEN -1 WHEN kind = 'trend' THEN 1
    WHEN polarity = 'positive' THEN 1 WHEN polarity = 'negative' THEN -1 END`;

/** Numbers that may be set beside each other: levels of one measure, or changes the same way from the same point. */
const COMPARABLE = `x.value IS NOT NULL AND y.value IS NOT NULL AND x.axis = y.axis AND x.kind = y.kind
  AND (x.kind <> 'trend' OR (x.words = y.words AND x.baseline IS NOT DISTINCT FROM y.baseline))`;

/** The change between two comparable numbers. Of a range the end that binds is compared. */
const MOVE = `CASE
  WHEN coalesce(x.sense, y.sense) <> coalesce(y.sense, x.sense) THEN 'changed'
  WHEN x.value = y.value AND x.value_high IS NOT DISTINCT FROM y.value_high
    THEN if(coalesce(x.comparator, y.comparator) IS DISTINCT FROM coalesce(y.comparator, x.comparator), 'changed', 'same')
  ELSE CASE coalesce(y.sense, x.sense)
    WHEN 1 THEN CASE WHEN y.value > x.value THEN 'raised' WHEN y.value < x.value THEN 'lowered' ELSE 'changed' END
    WHEN -1 THEN CASE WHEN coalesce(y.value_high, y.value) < coalesce(x.value_high, x.value) THEN 'raised'
      WHEN coalesce(y.value_high, y.value) > coalesce(x.value_high, x.value) THEN 'lowered' ELSE 'changed' END
    ELSE 'changed' END END`;

/** Deadlines within one year: between years they move with the calendar. */
const DEADLINES = `x.comparator = '≤' AND y.comparator = '≤' AND year(x.date) = year(y.date)`;

/** What counts as a promise: `2` a figure, `1` a word, `0` a gap left for one (`**`, 待定). */
const WEIGHT = `CASE WHEN kind = 'placeholder' THEN 0 WHEN strength IN ('number', 'full') THEN 2 ELSE 1 END`;

/**
 * CTE `target`: one row an indicator of the matched forms, from both sides (`before_…`, `after_…`), and what became of it.
 * Indicators are matched within a project by name, level and value, then by name and level, then by name. A value that was lost in reading is
 * `unread`: nobody has changed it. Needs `pair`.
 */
export function targetsSql(before: Side, after: Side): string {
  const rows = (side: Side, id: 'before' | 'after') =>
    `SELECT row_number() OVER () AS id, i.ordinal AS place, p.before || ' ' || p.after AS pair, p.before AS form_before, p.after AS form_after,
      i.ordinal, i.name, i.name_norm, i.level1, i.level2, coalesce(i.level2, '') AS level, i.raw, i.kind, i.strength, i.value, i.value_high,
      i.comparator, i.words, i.baseline, i.date, ${axisSql('i')} AS axis, ${SENSE} AS sense, ${WEIGHT} AS weight
    FROM pair p JOIN ${side.from === 'own' ? 'indicator' : OTHER.indicator} i ON i.form_id = p.${id}`;
  const { sql, last } = pairedSql('same', 'rows_before', 'rows_after', [
    { how: 'value', columns: ['pair', 'name_norm', 'level', 'raw'] },
    { how: 'level', columns: ['pair', 'name_norm', 'level'] },
    { how: 'name', columns: ['pair', 'name_norm'] },
  ]);
  return `rows_before AS MATERIALIZED (${rows(before, 'before')}), rows_after AS MATERIALIZED (${rows(after, 'after')}),
${sql},
both_sides AS (
  SELECT before, after FROM ${last}
  UNION ALL SELECT id, NULL FROM rows_before WHERE id NOT IN (SELECT before FROM ${last})
  UNION ALL SELECT NULL, id FROM rows_after WHERE id NOT IN (SELECT after FROM ${last})
),
target AS (
  SELECT coalesce(x.form_before, y.form_before) AS form_before, coalesce(x.form_after, y.form_after) AS form_after,
    x.ordinal AS before_ordinal, y.ordinal AS after_ordinal,
    coalesce(y.name, x.name) AS name, coalesce(y.level1, x.level1) AS level1, coalesce(y.level2, x.level2) AS level2,
    x.raw AS before_raw, y.raw AS after_raw, x.strength AS before_strength, y.strength AS after_strength,
    CASE
      WHEN x.id IS NULL THEN 'added'
      WHEN y.id IS NULL THEN 'dropped'
      WHEN x.raw = y.raw THEN 'same'
      WHEN x.kind = 'lost' OR y.kind = 'lost' THEN 'unread'
      WHEN ${COMPARABLE} THEN ${MOVE}
      WHEN ${DEADLINES} THEN CASE WHEN y.date < x.date THEN 'raised' WHEN y.date > x.date THEN 'lowered' ELSE 'same' END
      WHEN x.weight > y.weight THEN 'lowered'
      WHEN x.weight < y.weight THEN 'raised'
      ELSE 'changed' END AS change
  FROM both_sides t LEFT JOIN rows_before x ON x.id = t.before LEFT JOIN rows_after y ON y.id = t.after
)`;
}
