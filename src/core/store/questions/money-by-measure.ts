import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';
import { ofYearSql } from './portfolio-years.ts';

/** Shares (0…1) of a form's indicators with a checkable number: from `strong` on its targets are strong, below `weak` they are weak. */
export interface Thresholds {
  strong: number;
  weak: number;
}

/** What counts as strong and weak unless the reader says otherwise. */
export const USUAL: Thresholds = { strong: 0.5, weak: 0.3 };

/** How measurable a form's targets are: by the thresholds, `none` where not one indicator has a number or =100 %. */
export const MEASURES = ['strong', 'middle', 'weak', 'none'] as const;
export type Measure = (typeof MEASURES)[number];

/** Forms of one class and their budget of the year, yuan. */
export interface MeasureMoney {
  measure: Measure;
  forms: number;
  annual: number;
}

/** Money by how measurable the targets of its form are: always all four classes, the strongest first. */
export async function moneyByMeasure(
  db: Connector,
  thresholds: Thresholds,
  year: number | null = null,
): Promise<MeasureMoney[]> {
  return db.query<MeasureMoney>(moneyByMeasureSql(thresholds, year));
}

/** A form without any indicator has none that can be measured. */
export function moneyByMeasureSql({ strong, weak }: Thresholds, year: number | null = null): string {
  return `WITH form AS (
  SELECT p.annual, coalesce(i.number / i.indicators, 0) AS share, coalesce(i.quantified, 0) AS quantified
  FROM project p LEFT JOIN (
    SELECT form_id, count(*) AS indicators, count(*) FILTER (WHERE strength = 'number') AS number,
      count(*) FILTER (WHERE strength IN ('number', 'full')) AS quantified
    FROM indicator GROUP BY form_id
  ) i ON i.form_id = p.form_id WHERE ${ofYearSql(year)}
), classed AS (
  SELECT annual, CASE WHEN quantified = 0 THEN 'none' WHEN share >= ${literal(strong)} THEN 'strong'
    WHEN share < ${literal(weak)} THEN 'weak' ELSE 'middle' END AS measure FROM form
)
SELECT m.measure, count(c.measure)::DOUBLE AS forms, coalesce(sum(c.annual), 0)::DOUBLE AS annual
FROM (SELECT unnest([${MEASURES.map((one) => `'${one}'`).join(', ')}]) AS measure) m LEFT JOIN classed c ON c.measure = m.measure
GROUP BY m.measure ORDER BY list_position([${MEASURES.map((one) => `'${one}'`).join(', ')}], m.measure)`;
}
