/** A part of a bar: how long, and in which colour (CSS). */
export interface Part {
  size: number;
  color: string;
}

/** Where a size stands on a scale that ends at `most`, 0…1. */
export function along(size: number, most: number, log: boolean): number {
  if (!(size > 0) || !(most > 0)) return 0;
  return log ? Math.log1p(size) / Math.log1p(most) : Math.min(1, size / most);
}

/**
 * A bar as the ground of one box: its parts one after another, and behind them the ghost up to `all`. One style a bar is
 * what lets a hundred bars change within a frame.
 */
export function barGround(
  parts: readonly Part[],
  all: number,
  most: number,
  { log = false, to = 'right' }: { log?: boolean; to?: 'right' | 'top' } = {},
): string {
  const kept = parts.reduce((sum, { size }) => sum + size, 0);
  const whole = along(kept, most, log);
  const stops: string[] = [];
  let at = 0;
  let sum = 0;
  for (const { size, color } of parts) {
    if (size <= 0) continue;
    sum += size;
    const end = (sum / kept) * whole;
    stops.push(`${color} ${percent(at)} ${percent(end)}`);
    at = end;
  }
  const ghost = along(all, most, log);
  if (ghost > at) stops.push(`var(--line) ${percent(at)} ${percent(ghost)}`);
  stops.push(`transparent ${percent(Math.max(at, ghost))}`);
  return `linear-gradient(to ${to}, ${stops.join(', ')})`;
}

const percent = (share: number): string => `${Math.round(share * 1e4) / 100}%`;
