/** One line of a plot: points of (indicators, milliseconds). */
export interface Series {
  name: string;
  points: [number, number][];
}

const WIDTH = 760;
const HEIGHT = 440;
const LEFT = 70;
const RIGHT = 250;
const TOP = 40;
const BOTTOM = 50;
/** Okabe and Ito's colours, told apart by the colour-blind too; the shapes differ as well. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#000000'];
const MARKS = ['●', '■', '▲', '◆', '○', '□', '△'];

/** A plot with both axes logarithmic, as SVG text: a straight line of slope 1 is growth in proportion. */
export function plot(title: string, series: readonly Series[]): string {
  const drawn = series.filter(({ points }) => points.some(([, ms]) => ms > 0));
  const all = drawn.flatMap(({ points }) => points.filter(([, ms]) => ms > 0));
  const [x0, x1] = decades(all.map(([n]) => n));
  const [y0, y1] = decades(all.map(([, ms]) => ms));
  const x = (n: number) => LEFT + ((Math.log10(n) - x0) / (x1 - x0)) * (WIDTH - LEFT - RIGHT);
  const y = (ms: number) => HEIGHT - BOTTOM - ((Math.log10(ms) - y0) / (y1 - y0)) * (HEIGHT - TOP - BOTTOM);
  const parts: string[] = [];
  for (let e = x0; e <= x1; e++)
    parts.push(
      line(x(10 ** e), TOP, x(10 ** e), HEIGHT - BOTTOM),
      text(x(10 ** e), HEIGHT - BOTTOM + 18, power(e), 'middle'),
    );
  for (let e = y0; e <= y1; e++)
    parts.push(
      line(LEFT, y(10 ** e), WIDTH - RIGHT, y(10 ** e)),
      text(LEFT - 8, y(10 ** e) + 4, duration(10 ** e), 'end'),
    );
  drawn.forEach(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    const there = points.filter(([, ms]) => ms > 0);
    const path = there.map(([n, ms]) => `${x(n).toFixed(1)},${y(ms).toFixed(1)}`).join(' ');
    parts.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const [n, ms] of there)
      parts.push(text(x(n), y(ms) + 5, MARKS[i % MARKS.length]!, 'middle', colour));
    parts.push(
      text(WIDTH - RIGHT + 14, TOP + 16 + i * 22, `${MARKS[i % MARKS.length]} ${name}`, 'start', colour),
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">
<title>${escaped(title)}</title><rect width="100%" height="100%" fill="#fff"/>
${text(LEFT, 22, title, 'start', '#111', 15)}
${parts.join('\n')}
${text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, 'indicators', 'middle')}
</svg>
`;
}

function decades(values: readonly number[]): [number, number] {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-3);
  const high = Math.ceil(Math.log10(Math.max(...values)) - 1e-3);
  return [low, Math.max(high, low + 1)];
}

const power = (e: number) => (10 ** e).toLocaleString('en-US');
const duration = (ms: number) =>
  ms < 1000 ? `${ms} ms` : ms < 600_000 ? `${ms / 1000} s` : `${Math.round(ms / 60_000)} min`;
const line = (x1: number, y1: number, x2: number, y2: number) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#ddd"/>`;
const text = (x: number, y: number, content: string, anchor: string, fill = '#444', size = 12) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}">${escaped(content)}</text>`;
const escaped = (content: string) => content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
