/** Stripes over a part of a box, as tokens.css hatches the strengths: CSS cannot be taken into a drawing as it is. */
export interface Hatch {
  /** As CSS turns it: 0 = lying stripes, 90 = upright ones. */
  degrees: number;
  color: string;
  /** Of a stripe, and from one to the next, px. */
  wide: number;
  every: number;
  /** The part of the box, in shares of it. */
  left: number;
  top: number;
  width: number;
  height: number;
}

const NONE = String.raw`rgba\(0, 0, 0, 0\)`;
const LAYER = new RegExp(
  String.raw`repeating-linear-gradient\((-?[\d.]+)deg, ((?:rgba?|color)\([^)]*\)) 0px, \2 ([\d.]+)px, ${NONE} [\d.]+px, ${NONE} ([\d.]+)px\)`,
  'g',
);

/** The stripes of a computed ground: its layers with their sizes and places, in the order in which they lie on each other. */
export function hatchesOf({
  backgroundImage,
  backgroundSize,
  backgroundPosition,
}: Pick<CSSStyleDeclaration, 'backgroundImage' | 'backgroundSize' | 'backgroundPosition'>): Hatch[] {
  const [sizes, places] = [backgroundSize.split(', '), backgroundPosition.split(', ')];
  return [...backgroundImage.matchAll(LAYER)].map(([, degrees, color, wide, every], i) => {
    const [width = 1, height = 1] = shares(sizes[i % sizes.length]!, 1);
    const [x = 0, y = 0] = shares(places[i % places.length]!, 0);
    // A place in per cent is that of what is left beside the layer.
    return {
      degrees: Number(degrees),
      color: color!,
      wide: Number(wide),
      every: Number(every),
      left: x * (1 - width),
      top: y * (1 - height),
      width,
      height,
    };
  });
}

const shares = (lengths: string, otherwise: number): number[] =>
  lengths.split(' ').map((length) => (length.endsWith('%') ? parseFloat(length) / 100 : otherwise));
