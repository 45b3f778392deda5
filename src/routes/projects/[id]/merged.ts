/** A run of rows that share one printed cell. */
export interface Run {
  /** Index of its first row, and how many rows it has. */
  start: number;
  length: number;
}

/** Runs of consecutive equal keys: the merged cells of a column. A run never crosses the border of one in `within`. */
export function runsOf(keys: readonly (string | null)[], within?: readonly Run[]): Run[] {
  const borders = new Set(within?.map((run) => run.start));
  const runs: Run[] = [];
  for (const [i, key] of keys.entries()) {
    const last = runs.at(-1);
    if (last && keys[i - 1] === key && !borders.has(i)) last.length += 1;
    else runs.push({ start: i, length: 1 });
  }
  return runs;
}
