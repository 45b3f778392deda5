/** Where the bins of a histogram begin: `edges[i] … edges[i + 1]`, the value of the right end not included. */
export type Edges = readonly number[];

/** Ten, or five, steps to a power of ten (Renard's preferred numbers): alike in length on a logarithmic scale, and easy to read. */
const TEN = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8];
const FIVE = [1, 1.6, 2.5, 4, 6.3];

/** Edges of about 50 bins of like ratio from the least to the greatest value, both above 0; none when there is no such value. */
export function ratioEdges(least: number, greatest: number): number[] {
  if (!(least > 0) || !(greatest >= least) || !Number.isFinite(greatest)) return [];
  const from = Math.floor(Math.log10(least));
  const to = Math.ceil(Math.log10(greatest)) + 1;
  const steps = to - from > 6 ? FIVE : TEN;
  const all = Array.from({ length: to - from + 1 }, (_, i) => from + i).flatMap((power) =>
    steps.map((step) => Number(`${step}e${power}`)),
  );
  const first = all.findLastIndex((edge) => edge <= least);
  const last = all.findIndex((edge) => edge > greatest);
  return all.slice(Math.max(0, first), last < 0 ? undefined : last + 1);
}

/** Edges of bins of two per cent from 0 up to past 100. */
export const PERCENT_EDGES: Edges = Array.from({ length: 52 }, (_, i) => i * 2);

/** The bin of a number as SQL: 1 below the first edge, then counting up; 0 for NULL. */
export function binSql(column: string, edges: Edges): string {
  if (edges.length === 0) return `CASE WHEN ${column} IS NULL THEN 0 ELSE 1 END`;
  const passed = edges.map((edge) => `CAST(${column} >= ${edge} AS SMALLINT)`).join(' + ');
  return `CASE WHEN ${column} IS NULL THEN 0 ELSE 1 + ${passed} END`;
}

/** From where to where bin `bin` (from 1) goes; `null` = open. */
export function binEnds(edges: Edges, bin: number): { from: number | null; to: number | null } {
  return { from: edges[bin - 2] ?? null, to: edges[bin - 1] ?? null };
}
