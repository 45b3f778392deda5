import type { Connector } from '../connector.ts';

/** Under whom and which year a finding is filed: by its form, or by the group of forms it is about. */
export interface Filing {
  department: string | null;
  unit: string | null;
  year: number | null;
}

/** The filing of those findings of the last run that `where` (a condition on table `finding`) picks, by `finding_order`. */
export async function findingFilings(db: Connector, where: string): Promise<Map<number, Filing>> {
  const own = (columns: string, scope: string) =>
    `(SELECT finding_order, ${columns} FROM finding WHERE ${scope} AND ${where}) f`;
  const year = (table: string) => `CAST(${table}.year AS DOUBLE) AS year`;
  const rows = await db.query<Filing & { finding_order: number }>(
    `SELECT f.finding_order, p.department, p.unit, ${year('p')}
     FROM ${own('form_id', 'form_id IS NOT NULL')} JOIN project p ON p.form_id = f.form_id
     UNION ALL SELECT f.finding_order, d.name, NULL, ${year('d')}
     FROM ${own('record', "scope = 'department'")} JOIN department_fact d ON d.record = f.record
     UNION ALL SELECT f.finding_order, NULL, NULL, ${year('g')}
     FROM ${own('record', "scope = 'name-group'")} JOIN name_group_fact g ON g.record = f.record`,
  );
  return new Map(rows.map(({ finding_order, ...filing }) => [finding_order, filing]));
}
