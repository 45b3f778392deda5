import { boxAround, overlapOf, pointAt, type Box } from './pdf-matrix.ts';
import { OP, type Pen } from './pdf-pen.ts';

/** A straight line drawn along the page's edges, in the page's own space. */
export interface Stroke {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

type Point = readonly [number, number];

const STROKES = new Set<number>([
  OP.stroke,
  OP.closeStroke,
  OP.fillStroke,
  OP.eoFillStroke,
  OP.closeFillStroke,
  OP.closeEOFillStroke,
]);
const FILLS = new Set<number>([
  OP.fill,
  OP.eoFill,
  OP.fillStroke,
  OP.eoFillStroke,
  OP.closeFillStroke,
  OP.closeEOFillStroke,
]);
/** Thickness in points up to which a filled area is a line. */
const THIN = 3.2;
/** Lines kept of one page; a drawing with more is no form. */
const MOST = 50_000;
const [MOVE, LINE, CURVE, QUADRATIC, CLOSE] = [0, 1, 2, 3, 4];

/** The lines and areas painted on a page. White lines count where they lie on a coloured area. */
export class Paint {
  strokes: Stroke[] = [];
  /** Curves drawn. */
  curves = 0;
  private areas: Box[] = [];

  add(pen: Pen, op: number, path: Float32Array): void {
    const parts = this.partsOf(pen, path);
    if (STROKES.has(op) && pen.stroke !== null) for (const part of parts) this.stroke(pen, part);
    if (FILLS.has(op) && pen.fill !== null) this.fill(pen, parts);
  }

  boxOf(pen: Pen, path: Float32Array): Box {
    return boxAround(this.partsOf(pen, path).flat());
  }

  private stroke(pen: Pen, points: readonly Point[]): void {
    for (let i = 1; i < points.length; i++) {
      const [[x0, y0], [x1, y1]] = [points[i - 1]!, points[i]!];
      const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
      if (Math.min(dx, dy) > Math.max(0.8, Math.min(3, 0.01 * (dx + dy))) || dx + dy < 0.1) continue;
      const [a, b, c, d] = pen.ctm;
      const wide = pen.lineWidth * Math.sqrt(Math.abs(a * d - b * c));
      if (wide > THIN * 2) {
        const half = wide / 2;
        this.area(
          pen.stroke!,
          boxAround(
            dx > dy
              ? [
                  [x0, y0 - half],
                  [x1, y1 + half],
                ]
              : [
                  [x0 - half, y0],
                  [x1 + half, y1],
                ],
          ),
        );
      } else this.line(pen.stroke!, pen.clip, boxAround([points[i - 1]!, points[i]!]));
    }
  }

  private fill(pen: Pen, parts: readonly Point[][]): void {
    let outer: Box | null = null;
    for (const part of parts) {
      if (part.length < 2) continue;
      const box = boxAround(part);
      const [x0, y0, x1, y1] = box;
      const [wide, high] = [x1 - x0, y1 - y0];
      if (Math.min(wide, high) <= THIN) {
        if (wide >= high) this.line(pen.fill!, pen.clip, [x0, (y0 + y1) / 2, x1, (y0 + y1) / 2]);
        if (high >= wide) this.line(pen.fill!, pen.clip, [(x0 + x1) / 2, y0, (x0 + x1) / 2, y1]);
      } else if (outer && isRing(outer, box)) {
        const [l, b, r, t] = outer;
        this.areas.pop();
        for (const side of [
          [l, b, r, b],
          [l, t, r, t],
          [l, b, l, t],
          [r, b, r, t],
        ] as const)
          this.line(pen.fill!, pen.clip, side);
        outer = null;
      } else {
        if (isUpright(part)) this.area(pen.fill!, overlapOf(pen.clip, box));
        outer = box;
      }
    }
  }

  private area(colour: string, box: Box): void {
    if (!isWhite(colour) && this.areas.length < MOST) this.areas.push(box);
  }

  private line(colour: string, clip: Box | null, box: Box): void {
    const [x0, y0, x1, y1] = clip
      ? overlapOf([clip[0] - 1, clip[1] - 1, clip[2] + 1, clip[3] + 1], box)
      : box;
    if (x1 < x0 || y1 < y0) return;
    if (isWhite(colour) && !this.areas.some((area) => holds(area, (x0 + x1) / 2, (y0 + y1) / 2))) return;
    if (this.strokes.length < MOST) this.strokes.push({ x0, y0, x1, y1 });
  }

  private partsOf(pen: Pen, path: Float32Array): Point[][] {
    const parts: Point[][] = [];
    let part: Point[] = [];
    const add = (i: number) => part.push(pointAt(pen.ctm, path[i]!, path[i + 1]!));
    for (let i = 0; i < path.length;) {
      const code = path[i++];
      if (code === MOVE) {
        part = [];
        parts.push(part);
        add(i);
        i += 2;
      } else if (code === LINE) {
        add(i);
        i += 2;
      } else if (code === CURVE || code === QUADRATIC) {
        this.curves++;
        i += code === CURVE ? 4 : 2;
        add(i);
        i += 2;
      } else if (code === CLOSE && part[0]) part.push(part[0]);
    }
    return parts;
  }
}

const isWhite = (colour: string) => /^#(?:f[c-f]){3}$/i.test(colour);

const holds = ([x0, y0, x1, y1]: Box, x: number, y: number) =>
  x >= x0 - 1 && x <= x1 + 1 && y >= y0 - 1 && y <= y1 + 1;

/** The area between two boxes is a frame: four lines drawn as one. */
function isRing(outer: Box, inner: Box): boolean {
  return [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]].every(
    (gap) => gap >= -0.1 && gap <= THIN,
  );
}

const isUpright = (points: readonly Point[]) =>
  points.every(([x, y], i) => {
    const last = points[i - 1];
    return !last || Math.abs(x - last[0]) < 0.5 || Math.abs(y - last[1]) < 0.5;
  });
