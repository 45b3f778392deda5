/** Stripes as tokens.css hatches the strengths: CSS cannot be taken into a drawing as it is. */
export interface Hatch {
  /** As CSS turns it: 0 = lying stripes, 90 = upright ones. */
  degrees: number;
  color: string;
  /** Of a stripe, and from one to the next, px. */
  wide: number;
  every: number;
}

/** What is seen of one layer of a bar's ground: a colour or stripes over a stretch of its box. */
export interface BarLayer {
  fill: string | Hatch;
  /** Shares of the box, from the left, or from below when the bar stands. */
  from: number;
  to: number;
  upright: boolean;
}

const NONE = String.raw`rgba\(0, 0, 0, 0\)`;
const COLOR = String.raw`(?:rgba?|color)\([^)]*\)`;
const PLAIN = new RegExp(String.raw`^linear-gradient\((${COLOR}), \1\)$`);
const STRIPES = new RegExp(
  String.raw`^repeating-linear-gradient\((-?[\d.]+)deg, (${COLOR}) 0px, \2 ([\d.]+)px, ${NONE} [\d.]+px, ${NONE} ([\d.]+)px\)$`,
);

/**
 * The layers of a computed ground in which the first lie on top and each goes from the bar's beginning to its own end (`barStyle` of Explore,
 * or one pattern over the whole box): of each the stretch that those above leave, which no two share but a part and its pattern.
 */
export function barLayers({
  backgroundImage,
  backgroundSize,
  backgroundPosition,
}: Pick<CSSStyleDeclaration, 'backgroundImage' | 'backgroundSize' | 'backgroundPosition'>): BarLayer[] {
  const images = backgroundImage.match(/[a-z-]+\((?:[^()]|\([^()]*\))*\)/g) ?? [];
  const [sizes, places] = [backgroundSize.split(', '), backgroundPosition.split(', ')];
  const layers: BarLayer[] = [];
  let covered = 0;
  for (const [i, image] of images.entries()) {
    const fill = PLAIN.exec(image)?.[1] ?? hatchOf(image);
    if (!fill) continue;
    const upright = places[i % places.length]!.endsWith('100%');
    const [width = 1, height = 1] = sizes[i % sizes.length]!.split(' ').map(share);
    const to = upright ? height : width;
    if (to > covered) layers.push({ fill, from: covered, to, upright });
    if (typeof fill === 'string') covered = Math.max(covered, to);
  }
  // A pattern comes before its part, which lies under it.
  return layers.reverse();
}

function hatchOf(image: string): Hatch | null {
  const [, degrees, color, wide, every] = STRIPES.exec(image) ?? [];
  return color ? { degrees: Number(degrees), color, wide: Number(wide), every: Number(every) } : null;
}

const share = (length: string): number => (length.endsWith('%') ? parseFloat(length) / 100 : 1);
