import type { Connector } from '../connector.ts';

/** Every target of the portfolio where it stands, in the order of the forms. `raw` as printed, `null` where nothing is. */
export function targetRows(
  db: Connector,
): Promise<
  { project: string; year: number | null; level2: string | null; indicator: string; raw: string | null }[]
> {
  return db.query(`SELECT p.name AS project, CAST(p.year AS DOUBLE) AS year, i.level2, i.name AS indicator, i.raw
    FROM indicator i JOIN project p ON p.form_id = i.form_id ORDER BY p.form_order, i.ordinal`);
}
