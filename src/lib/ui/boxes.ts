import { barLayers, type BarLayer, type Hatch } from './bar-layers.ts';

const NS = 'http://www.w3.org/2000/svg';
const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

/** A part of the page as a drawing: the grounds, bars, borders and texts of its boxes, where they stand. What is not printed is left out. */
export function boxesAsSvg(root: Element): SVGSVGElement {
  const frame = root.getBoundingClientRect();
  const { width, height } = frame;
  const svg = make('svg', { width, height, viewBox: `0 0 ${width} ${height}` }) as SVGSVGElement;
  draw(root, 1);
  return svg;

  function draw(element: Element, around: number): void {
    const style = getComputedStyle(element);
    const opacity = around * Number(style.opacity);
    if (style.display === 'none' || style.visibility === 'hidden' || opacity === 0) return;
    if (element.matches('.visually-hidden, .no-print, input, select')) return;
    const box = element.getBoundingClientRect();
    const at = { x: box.left - frame.left, y: box.top - frame.top, width: box.width, height: box.height };
    ground(at, style, shadeOf(element, style), opacity);
    for (const layer of barLayers(style)) {
      const part = partOf(at, layer);
      if (typeof layer.fill === 'string') rectangle(part, layer.fill, opacity);
      else stripes(part, layer.fill, opacity);
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) draw(child, opacity);
      else if (child instanceof Text) write(child, element, style, opacity);
    }
  }

  function ground(at: Place, style: CSSStyleDeclaration, shade: string, opacity: number): void {
    const radius = style.borderTopLeftRadius;
    const rx = Math.min(
      at.width / 2,
      (parseFloat(radius) || 0) * (radius.endsWith('%') ? at.width / 100 : 1),
    );
    const widths = SIDES.map((side) =>
      style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]),
    );
    rectangle(at, shade, opacity, rx);
    const [top = 0, right = 0, bottom = 0, left = 0] = widths;
    if (widths.every((one) => one > 0)) {
      const stroke = plain(style.borderTopColor);
      const inner = {
        ...at,
        x: at.x + top / 2,
        y: at.y + top / 2,
        width: at.width - top,
        height: at.height - top,
      };
      add('rect', {
        ...inner,
        rx,
        fill: 'none',
        stroke: stroke.color,
        'stroke-opacity': stroke.alpha * opacity,
        'stroke-width': top,
      });
      return;
    }
    rectangle({ ...at, height: top }, style.borderTopColor, opacity);
    rectangle({ ...at, y: at.y + at.height - bottom, height: bottom }, style.borderBottomColor, opacity);
    rectangle({ ...at, width: left }, style.borderLeftColor, opacity);
    rectangle({ ...at, x: at.x + at.width - right, width: right }, style.borderRightColor, opacity);
  }

  function rectangle(at: Place, colour: string, opacity: number, rx = 0): void {
    if (at.width <= 0 || at.height <= 0) return;
    const { color, alpha } = plain(colour);
    if (alpha > 0) add('rect', { ...at, rx, fill: color, 'fill-opacity': alpha * opacity });
  }

  function stripes(at: Place, hatch: Hatch, opacity: number): void {
    if (at.width > 0 && at.height > 0)
      add('rect', { ...at, fill: `url(#${patternOf(hatch)})`, 'fill-opacity': opacity });
  }

  /** The name of the pattern that stands for these stripes; each is defined once. */
  function patternOf({ degrees, color, wide, every }: Hatch): string {
    const id = `hatch-${[degrees, color, wide, every].join('-').replace(/[^\d.a-z-]+/g, '_')}`;
    if (svg.querySelector(`[id="${id}"]`)) return id;
    const pattern = add('pattern', {
      id,
      patternUnits: 'userSpaceOnUse',
      width: every,
      height: every,
      patternTransform: `rotate(${degrees - 90})`,
    });
    const stroke = plain(color);
    pattern.append(
      make('rect', { width: wide, height: every, fill: stroke.color, 'fill-opacity': stroke.alpha }),
    );
    return id;
  }

  function write(node: Text, parent: Element, style: CSSStyleDeclaration, opacity: number): void {
    const { color, alpha } = plain(style.color);
    for (const { text, box } of linesOf(node, parent)) {
      const line = add('text', {
        x: box.left - frame.left,
        y: box.top - frame.top + box.height / 2,
        'dominant-baseline': 'central',
        'font-family': style.fontFamily,
        'font-size': style.fontSize,
        'font-weight': style.fontWeight,
        fill: color,
        'fill-opacity': alpha * opacity,
      });
      line.textContent = text;
    }
  }

  function add(name: string, attributes: Record<string, string | number>): Element {
    const made = make(name, attributes);
    svg.append(made);
    return made;
  }
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The colour of a box’s ground, as it is where the pointer does not stand on it: that of a twin. */
function shadeOf(element: Element, { backgroundColor }: CSSStyleDeclaration): string {
  if (!element.matches(':hover') || plain(backgroundColor).alpha === 0) return backgroundColor;
  const twin = element.cloneNode() as Element;
  element.after(twin);
  const shade = getComputedStyle(twin).backgroundColor;
  twin.remove();
  return shade;
}

function make(name: string, attributes: Record<string, string | number>): Element {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, typeof value === 'number' ? String(Math.round(value * 100) / 100) : value);
  return made;
}

const partOf = (at: Place, { from, to, upright }: BarLayer): Place =>
  upright
    ? { ...at, y: at.y + (1 - to) * at.height, height: (to - from) * at.height }
    : { ...at, x: at.x + from * at.width, width: (to - from) * at.width };

/** The lines of a text as it is broken, cut where it is cut on the page. */
function linesOf(node: Text, parent: Element): { text: string; box: DOMRect }[] {
  const words = node.data.replace(/\s+/g, ' ');
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = range.getClientRects();
  if (words.trim() === '' || boxes.length === 0) return [];
  const cut = [parent, parent.parentElement!].find(
    (one) => one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX !== 'visible',
  );
  if (cut) {
    const shown = Math.floor((words.trim().length * cut.clientWidth) / cut.scrollWidth) - 1;
    return [{ text: `${words.trim().slice(0, Math.max(1, shown))}…`, box: boxes[0]! }];
  }
  if (boxes.length === 1) return [{ text: words.trim(), box: boxes[0]! }];
  const lines: { text: string; box: DOMRect }[] = [];
  for (let i = 0; i < node.length; i += 1) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(last.box.top - box.top) < 2) last.text += node.data[i]!;
    else if (box.width > 0) lines.push({ text: node.data[i]!, box });
  }
  return lines;
}

let pixel: CanvasRenderingContext2D | null = null;
/** A colour of CSS as every program of drawings reads it. */
function plain(color: string): { color: string; alpha: number } {
  pixel ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  })!;
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = color;
  pixel.fillRect(0, 0, 1, 1);
  const [r, g, b, a = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return { color: `rgb(${r}, ${g}, ${b})`, alpha: a / 255 };
}
