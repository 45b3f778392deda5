/**
 * The same answers in SQL written by hand for this one question, as short as an experienced user would, and a scan of the columns it
 * touches that does nothing with them: what no way of asking can be faster than.
 */
export interface ByHand {
  name: string;
  hand: string;
  floor: string;
  /** The part of our answer that must equal the hand-written one, to compare like with like. */
  same(ours: unknown): unknown;
}

const STRENGTHS = ['number', 'full', 'trend', 'state', 'lost'];
const counts = STRENGTHS.map((s) => `count(*) FILTER (strength = '${s}')::DOUBLE AS "${s}"`).join(', ');
type Rows = Record<string, unknown>[];
const pick = (rows: Rows, ...keys: string[]) =>
  rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]])));

export const BY_HAND: readonly ByHand[] = [
  {
    name: 'strengthByLevel2',
    hand: `SELECT level2, ${counts} FROM indicator GROUP BY level2 ORDER BY level2 NULLS LAST`,
    floor: 'SELECT sum(strlen(level1)), sum(strlen(level2)), sum(strlen(strength)) FROM indicator',
    same: (ours) =>
      pick(ours as Rows, 'level2', ...STRENGTHS).sort((a, b) =>
        String(a['level2']) < String(b['level2']) ? -1 : 1,
      ),
  },
  {
    name: 'moneyByDepartment',
    hand: `SELECT department, count(*)::DOUBLE AS forms, sum(annual) AS annual, sum(annual) FILTER (n = 0) AS unquantified_annual
      FROM (SELECT form_id, count(*) FILTER (level1 = '效益指标' AND strength IN ('number', 'full')) AS n FROM indicator GROUP BY form_id) i
      JOIN project USING (form_id) GROUP BY department ORDER BY annual DESC, department`,
    floor: `SELECT sum(strlen(form_id)), sum(strlen(level1)), sum(strlen(strength)) FROM indicator
      UNION ALL SELECT sum(strlen(form_id)), sum(strlen(department)), sum(annual)::BIGINT FROM project`,
    same: (ours) =>
      pick(ours as Rows, 'department', 'forms', 'annual', 'unquantified_annual').map((row) => ({
        ...row,
        unquantified_annual: row['unquantified_annual'] || null,
      })),
  },
  {
    name: 'moneyByStrength',
    hand: `SELECT strength, sum(k)::DOUBLE AS indicators FROM (
        SELECT form_id, strength, count(*) AS k, sum(count(*)) OVER (PARTITION BY form_id) AS n FROM indicator GROUP BY form_id, strength) i
      JOIN project p USING (form_id) GROUP BY strength HAVING sum(p.annual * k / n) >= 0
      ORDER BY list_position(['number', 'full', 'trend', 'state', 'lost'], strength)`,
    floor: `SELECT sum(strlen(form_id)), sum(strlen(strength)) FROM indicator UNION ALL SELECT sum(strlen(form_id)), sum(annual)::BIGINT FROM project`,
    same: (ours) => pick(ours as Rows, 'strength', 'indicators'),
  },
  {
    name: 'list, search',
    hand: `SELECT i.name FROM indicator i JOIN project p USING (form_id)
      WHERE contains(i.name, '满意度') OR contains(i.raw, '满意度') OR contains(p.name, '满意度') ORDER BY i.rowid LIMIT 100`,
    floor: `SELECT sum(strlen(name)), sum(strlen(raw)), sum(strlen(form_id)) FROM indicator`,
    same: (ours) => pick((ours as { rows: Rows }).rows, 'name'),
  },
];
