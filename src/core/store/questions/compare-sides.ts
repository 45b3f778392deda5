import { literal } from '../sql.ts';

/**
 * One side of a comparison: the forms of the open portfolio (`project`, `indicator`) or of another one loaded beside it
 * (`other_project`, `other_indicator`), all of them or those of a year or a department.
 */
export interface Side {
  from: 'own' | 'other';
  year?: number | null;
  department?: string | null;
}

/** The tables that hold another portfolio beside the open one; their columns are those of `project` and `indicator`. */
export const OTHER = { project: 'other_project', indicator: 'other_indicator' } as const;

/** The forms of a side, as the part of a statement after FROM. */
export function projectsSql({ from, year, department }: Side): string {
  const is = (column: string, value: string | number | null | undefined) =>
    value === undefined ? [] : [value === null ? `${column} IS NULL` : `${column} = ${literal(value)}`];
  const where = [...is('year', year), ...is('department', department)];
  return `${from === 'own' ? 'project' : OTHER.project}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}`;
}
