/**
 * The same answers in SQL written by hand for this one question, as short as an experienced user would, and a scan of the columns it
 * touches that does nothing with them: what no way of asking can be faster than.
 */
export interface ByHand {
  name: string;
  hand: string;
  floor: string;
  /** The part of our answer that must equal the hand-written one, or the part of it that `ofHand` gives. */
  same(ours: unknown): unknown;
  ofHand?(hand: unknown): unknown;
}

const STRENGTHS = ['number', 'full', 'trend', 'state', 'lost'];
const counts = STRENGTHS.map((s) => `count(*) FILTER (strength = '${s}')::DOUBLE AS "${s}"`).join(', ');
const sums = STRENGTHS.map((s) => `sum("${s}")::DOUBLE AS "${s}"`).join(', ');
type Rows = Record<string, unknown>[];
const pick = (rows: Rows, ...keys: string[]) =>
  rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]])));

export const BY_HAND: readonly ByHand[] = [
  {
    name: 'strengthByLevel2',
    hand: `SELECT level1, level2, count(*)::DOUBLE AS indicators, ${counts} FROM indicator GROUP BY level1, level2 ORDER BY level1, level2`,
    floor: 'SELECT sum(strlen(level1)), sum(strlen(level2)), sum(strlen(strength)) FROM indicator',
    same: (ours) =>
      pick(ours as Rows, 'level1', 'level2', 'indicators', ...STRENGTHS).sort((a, b) =>
        `${a['level1']}\0${a['level2']}` < `${b['level1']}\0${b['level2']}` ? -1 : 1,
      ),
  },
  {
    name: 'moneyByDepartment',
    hand: `SELECT department, count(*)::DOUBLE AS forms, sum(annual) AS annual, coalesce(sum(annual) FILTER (quantified = 0), 0) AS unquantified_annual,
        sum(n)::DOUBLE AS indicators, ${sums}
      FROM (SELECT form_id, count(*) AS n, count(*) FILTER (level1 = '效益指标' AND strength IN ('number', 'full')) AS quantified, ${counts}
        FROM indicator GROUP BY form_id) i
      JOIN project USING (form_id) GROUP BY department ORDER BY annual DESC, department`,
    floor: `SELECT sum(strlen(form_id)), sum(strlen(level1)), sum(strlen(strength)) FROM indicator
      UNION ALL SELECT sum(strlen(form_id)), sum(strlen(department)), sum(annual)::BIGINT FROM project`,
    same: (ours) =>
      pick(ours as Rows, 'department', 'forms', 'annual', 'unquantified_annual', 'indicators', ...STRENGTHS),
  },
  {
    name: 'moneyByStrength',
    hand: `SELECT strength, sum(k)::DOUBLE AS indicators, sum(p.annual * k / n) AS money FROM (
        SELECT form_id, strength, count(*) AS k, sum(count(*)) OVER (PARTITION BY form_id) AS n FROM indicator GROUP BY form_id, strength) i
      JOIN project p USING (form_id) GROUP BY strength
      ORDER BY list_position(['number', 'full', 'trend', 'state', 'lost'], strength)`,
    floor: `SELECT sum(strlen(form_id)), sum(strlen(strength)) FROM indicator UNION ALL SELECT sum(strlen(form_id)), sum(annual)::BIGINT FROM project`,
    same: (ours) => pick(ours as Rows, 'strength', 'indicators', 'money'),
  },
  {
    name: 'list, search',
    hand: `WITH hit AS MATERIALIZED (SELECT i.rowid AS id FROM indicator i JOIN project p USING (form_id)
        WHERE contains(i.name, '满意度') OR contains(i.raw, '满意度') OR contains(p.name, '满意度'))
      SELECT i.*, p.* EXCLUDE (form_id, name), (SELECT count(*) FROM hit)::DOUBLE AS hits FROM (FROM hit ORDER BY id LIMIT 100) h
      JOIN indicator i ON i.rowid = h.id JOIN project p USING (form_id) ORDER BY h.id`,
    floor: `SELECT sum(strlen(name)), sum(strlen(raw)), sum(strlen(form_id)) FROM indicator`,
    same: (ours) => {
      const { total, rows } = ours as { total: number; rows: Rows };
      return rows.map(({ form_id, ordinal, name }) => ({ form_id, ordinal, name, hits: total }));
    },
    ofHand: (hand) => pick(hand as Rows, 'form_id', 'ordinal', 'name', 'hits'),
  },
];
