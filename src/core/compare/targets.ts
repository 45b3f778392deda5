/** A target where it stands. */
export interface TargetRow {
  project: string;
  year: number | null;
  level2: string | null;
  indicator: string;
  /** As printed; `null` where nothing is. */
  raw: string | null;
}

/** One target that is not as it was. `before` and `after` are the printed values, `null` where there is none. */
export interface TargetChange {
  state: 'added' | 'removed' | 'changed';
  project: string;
  /** Of the later form, else of the earlier one. */
  year: number | null;
  level2: string | null;
  indicator: string;
  before: string | null;
  after: string | null;
}

/**
 * What became of the targets between two readings, by project and indicator. Where each reading holds one year only the year does not matter,
 * so that this year's forms can be held against last year's.
 */
export function compareTargets(before: readonly TargetRow[], after: readonly TargetRow[]): TargetChange[] {
  const withYear = years(before).size > 1 || years(after).size > 1;
  const [old, now] = [byPlace(before, withYear), byPlace(after, withYear)];
  const changes: TargetChange[] = [];
  for (const [key, row] of now) {
    const was = old.get(key);
    if (!was) changes.push(change('added', row, null, row.raw));
    else if (was.raw !== row.raw) changes.push(change('changed', row, was.raw, row.raw));
  }
  for (const [key, row] of old) if (!now.has(key)) changes.push(change('removed', row, row.raw, null));
  return changes;
}

const years = (rows: readonly TargetRow[]) => new Set(rows.map(({ year }) => year));

/** Rows by project, second level and name; the second of one name has a key of its own. */
function byPlace(rows: readonly TargetRow[], withYear: boolean): Map<string, TargetRow> {
  const placed = new Map<string, TargetRow>();
  for (const row of rows) {
    let key = [row.project, withYear ? row.year : '', row.level2, row.indicator].join('\u001f');
    while (placed.has(key)) key += '\u001f';
    placed.set(key, row);
  }
  return placed;
}

function change(
  state: TargetChange['state'],
  { project, year, level2, indicator }: TargetRow,
  before: string | null,
  after: string | null,
): TargetChange {
  return { state, project, year, level2, indicator, before, after };
}
