/** A part of a bar: how long, in which colour, and under which pattern (CSS). */
export interface Part {
  size: number;
  color: string;
  pattern?: string | undefined;
}

/** Where a size stands on a scale that ends at `most`, 0…1. */
export function along(size: number, most: number, log: boolean): number {
  if (!(size > 0) || !(most > 0)) return 0;
  return log ? Math.log1p(size) / Math.log1p(most) : Math.min(1, size / most);
}

/**
 * A bar as the ground of one box, as the text of a style: its parts one after another, and behind them the ghost up to `all`.
 * One style a bar is what lets a hundred bars change within a frame. A part with a pattern has it as a layer of its own.
 */
export function barStyle(
  parts: readonly Part[],
  all: number,
  most: number,
  { log = false, to = 'right' }: { log?: boolean; to?: 'right' | 'top' } = {},
): string {
  const kept = parts.reduce((sum, { size }) => sum + size, 0);
  const whole = along(kept, most, log);
  const stops: string[] = [];
  const layers: { image: string; from: number; long: number }[] = [];
  let at = 0;
  let sum = 0;
  for (const { size, color, pattern } of parts) {
    if (size <= 0) continue;
    sum += size;
    const end = (sum / kept) * whole;
    stops.push(`${color} ${percent(at)} ${percent(end)}`);
    if (pattern) layers.push({ image: pattern, from: at, long: end - at });
    at = end;
  }
  const ghost = along(all, most, log);
  if (ghost > at) stops.push(`var(--line) ${percent(at)} ${percent(ghost)}`);
  stops.push(`transparent ${percent(Math.max(at, ghost))}`);
  const ground = `linear-gradient(to ${to}, ${stops.join(', ')})`;
  if (layers.length === 0) return `background-image: ${ground}`;
  const upright = to === 'top';
  // A place in per cent is that of what is left beside the layer.
  const place = ({ from, long }: { from: number; long: number }) => (long < 1 ? from / (1 - long) : 0);
  const [sizes, places] = [
    layers.map(({ long }) => (upright ? `100% ${percent(long)}` : `${percent(long)} 100%`)),
    layers.map((layer) => (upright ? `0 ${percent(1 - place(layer))}` : `${percent(place(layer))} 0`)),
  ];
  return `background-image: ${[...layers.map(({ image }) => image), ground].join(', ')}; background-size: ${[...sizes, '100% 100%'].join(', ')}; background-position: ${[...places, '0 0'].join(', ')}`;
}

const percent = (share: number): string => `${Math.round(share * 1e4) / 100}%`;
