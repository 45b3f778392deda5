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
 * One style a bar is what lets a hundred bars change within a frame. Every part is a layer of one colour from the bar's beginning to the part's
 * end, the first on top, under its pattern: a gradient with hard stops is printed as a soft one by half of the programs that show PDF.
 */
export function barStyle(
  parts: readonly Part[],
  all: number,
  most: number,
  { log = false, to = 'right' }: { log?: boolean; to?: 'right' | 'top' } = {},
): string {
  const kept = parts.reduce((sum, { size }) => sum + size, 0);
  const whole = along(kept, most, log);
  const layers: { image: string; end: number }[] = [];
  let sum = 0;
  for (const { size, color, pattern } of parts) {
    if (size <= 0) continue;
    sum += size;
    const end = (sum / kept) * whole;
    if (pattern) layers.push({ image: pattern, end });
    layers.push({ image: plain(color), end });
  }
  const ghost = along(all, most, log);
  if (ghost > whole) layers.push({ image: plain('var(--line)'), end: ghost });
  if (layers.length === 0) return '';
  const upright = to === 'top';
  const images = layers.map(({ image }) => image);
  const sizes = layers.map(({ end }) => (upright ? `100% ${percent(end)}` : `${percent(end)} 100%`));
  return `background-image: ${images.join(', ')}; background-size: ${sizes.join(', ')}; background-position: 0 ${upright ? '100%' : '0'}; background-repeat: no-repeat`;
}

const plain = (color: string): string => `linear-gradient(${color}, ${color})`;
const percent = (share: number): string => `${Math.round(share * 1e4) / 100}%`;
