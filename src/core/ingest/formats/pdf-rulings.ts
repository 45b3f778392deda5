import type { Ruling } from './pdf-marks.ts';

/** Points within which lines count as one: doubled lines, edges of neighbouring cells. */
const SNAP = 3.2;
/** Points between two pieces of one line. */
const GAP = 4;
const SHORTEST = 6;
/** Pairs of lines that may cross on one page; a drawing with more is no form. */
const MOST = 2_000_000;

/** Lines put together: dashes, pieces cell by cell, doubled lines. Sorted by place, pieces of one line after another. */
export function joinRulings(rulings: readonly Ruling[]): Ruling[] {
  const sorted = rulings.toSorted((a, b) => a.at - b.at);
  const out: Ruling[] = [];
  for (let i = 0; i < sorted.length;) {
    const first = sorted[i]!;
    const same: Ruling[] = [];
    while (sorted[i] && sorted[i]!.at - first.at <= SNAP) same.push(sorted[i++]!);
    out.push(...piecesOf(same));
  }
  return out;
}

function piecesOf(same: Ruling[]): Ruling[] {
  let length = 0;
  let sum = 0;
  for (const { at, from, to } of same) {
    length += to - from + 0.01;
    sum += at * (to - from + 0.01);
  }
  const at = sum / length;
  const pieces: Ruling[] = [];
  for (const { from, to } of same.sort((a, b) => a.from - b.from)) {
    const last = pieces.at(-1);
    if (last && from - last.to <= GAP) last.to = Math.max(last.to, to);
    else pieces.push({ at, from, to });
  }
  return pieces.filter(({ from, to }) => to - from >= SHORTEST);
}

/** How much of a stretch lines at one place cover, 0 to 1. */
export function coverOf(lines: readonly Ruling[], from: number, to: number): number {
  let covered = 0;
  for (const line of lines) covered += Math.max(0, Math.min(to, line.to) - Math.max(from, line.from));
  return to > from ? covered / (to - from) : 0;
}

/** Lines that touch, as the groups they form; none when there are more lines than any table has. */
export function groupsOf(
  across: readonly Ruling[],
  down: readonly Ruling[],
): { across: Ruling[]; down: Ruling[] }[] {
  if (across.length * down.length > MOST) return [];
  const parent = [...across, ...down].map((_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  across.forEach((h, i) => {
    down.forEach((v, j) => {
      if (v.at >= h.from - GAP && v.at <= h.to + GAP && h.at >= v.from - GAP && h.at <= v.to + GAP)
        parent[root(i)] = root(across.length + j);
    });
  });
  const groups = new Map<number, { across: Ruling[]; down: Ruling[] }>();
  const groupAt = (i: number) => {
    const group = groups.get(root(i)) ?? { across: [], down: [] };
    groups.set(root(i), group);
    return group;
  };
  across.forEach((line, i) => groupAt(i).across.push(line));
  down.forEach((line, i) => groupAt(across.length + i).down.push(line));
  return [...groups.values()];
}
