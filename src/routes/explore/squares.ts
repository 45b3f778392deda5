/** A rectangle of a treemap, in per cent of the whole. */
export interface Tile {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Squarified treemap (Bruls, Huizing, van Wijk 2000): sizes, the largest first, to tiles as near to squares as may be on a
 * ground `ratio` times as wide as it is high. Sizes of 0 or less get a tile without an area.
 */
export function squares(sizes: readonly number[], ratio: number): Tile[] {
  const total = sizes.reduce((sum, size) => sum + Math.max(0, size), 0);
  const tiles: Tile[] = sizes.map(() => ({ left: 0, top: 0, width: 0, height: 0 }));
  if (total <= 0) return tiles;
  // In a space `ratio` wide and 1 high.
  let [left, top, width, height] = [0, 0, ratio, 1];
  const area = (i: number) => (Math.max(0, sizes[i]!) / total) * ratio;
  const worst = (from: number, to: number, side: number): number => {
    let [sum, least, most] = [0, Infinity, 0];
    for (let i = from; i < to; i += 1) {
      const one = area(i);
      sum += one;
      least = Math.min(least, one);
      most = Math.max(most, one);
    }
    const square = sum * sum;
    return Math.max((side * side * most) / square, square / (side * side * least));
  };
  for (let from = 0; from < sizes.length && area(from) > 0;) {
    const side = Math.min(width, height);
    let to = from + 1;
    while (to < sizes.length && area(to) > 0 && worst(from, to + 1, side) <= worst(from, to, side)) to += 1;
    let sum = 0;
    for (let i = from; i < to; i += 1) sum += area(i);
    const thick = sum / side;
    let along = 0;
    for (let i = from; i < to; i += 1) {
      const long = area(i) / thick;
      tiles[i] =
        width >= height
          ? { left, top: top + along, width: thick, height: long }
          : { left: left + along, top, width: long, height: thick };
      along += long;
    }
    if (width >= height) [left, width] = [left + thick, width - thick];
    else [top, height] = [top + thick, height - thick];
    from = to;
  }
  return tiles.map((tile) => ({
    left: (tile.left / ratio) * 100,
    top: tile.top * 100,
    width: (tile.width / ratio) * 100,
    height: tile.height * 100,
  }));
}
