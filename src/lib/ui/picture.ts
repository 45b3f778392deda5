import { download } from './download.ts';
import { fileName } from './take-table.ts';

export type PictureFormat = 'png' | 'svg';

const NS = 'http://www.w3.org/2000/svg';
const EDGE = 16;

/** What a picture is taken of: a drawing, or boxes of the page that are one. */
export interface Pictured {
  drawing: Element;
  title: string;
  say: string;
}

/** Hands a drawing to the browser's download, with its title and sentence above it, on the colour of its card. */
export async function takePicture(format: PictureFormat, { drawing, title, say }: Pictured): Promise<void> {
  const made = await framed(drawing, title, say);
  const text = new XMLSerializer().serializeToString(made);
  if (format === 'svg') return download(`${fileName(title)}.svg`, text, 'image/svg+xml');
  const [width, height] = [Number(made.getAttribute('width')), Number(made.getAttribute('height'))];
  download(`${fileName(title)}.png`, await raster(text, width, height), 'image/png');
}

/** The drawing inside a larger one that says what it is. Text is text: nothing of a form becomes markup. */
async function framed(drawing: Element, title: string, say: string): Promise<SVGSVGElement> {
  const { width, height } = drawing.getBoundingClientRect();
  const style = getComputedStyle(drawing);
  const token = (name: string) => style.getPropertyValue('color') && tokenOf(drawing, name);
  const lines = say === '' ? [] : wrapped(say, (width - 2) / 13);
  const top = EDGE + 22 + lines.length * 18 + 8;
  const outer = document.createElementNS(NS, 'svg');
  const size = { width: width + 2 * EDGE, height: height + top + EDGE };
  for (const [name, value] of Object.entries({
    xmlns: NS,
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
  }))
    outer.setAttribute(name, String(value));
  const back = document.createElementNS(NS, 'rect');
  for (const [name, value] of Object.entries({ ...size, fill: token('card') }))
    back.setAttribute(name, String(value));
  outer.append(back);
  const write = (text: string, y: number, attributes: Record<string, string>) => {
    const element = document.createElementNS(NS, 'text');
    element.textContent = text;
    const all = { x: String(EDGE), y: String(y), 'font-family': style.fontFamily, ...attributes };
    for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
    outer.append(element);
  };
  write(title, EDGE + 15, { 'font-size': '15', 'font-weight': '600', fill: token('ink') });
  lines.forEach((line, i) => write(line, EDGE + 38 + i * 18, { 'font-size': '13', fill: token('ink2') }));
  const inner =
    drawing instanceof SVGSVGElement
      ? (drawing.cloneNode(true) as SVGSVGElement)
      : (await import('./boxes.ts')).boxesAsSvg(drawing);
  inner.removeAttribute('aria-hidden');
  for (const [name, value] of Object.entries({ x: EDGE, y: top, width, height }))
    inner.setAttribute(name, String(value));
  outer.append(inner);
  return outer;
}

function tokenOf(element: Element, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  element.parentElement?.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Lines of at most `most` Chinese characters; a Latin letter or figure takes half of one, and a sign never begins a line. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [''];
  let room = most;
  for (const sign of text) {
    const takes = sign.charCodeAt(0) < 0x2e80 ? 0.56 : 1;
    if (room < takes && !'，。、；：）”'.includes(sign)) {
      lines.push('');
      room = most;
    }
    lines[lines.length - 1] += sign;
    room -= takes;
  }
  return lines;
}

/** The drawing as a PNG of two pixels a point. */
async function raster(svg: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * 2);
    canvas.height = Math.round(height * 2);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('canvas'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
