import type { YAXisComponentOption } from 'echarts';
import type { Style } from './palette.ts';

const NARROW = 480;

/** Room for the names of a horizontal bar chart: a third of the drawing, never more than names need. */
export function nameRoom(style: Style, longest: number): number {
  return Math.round(Math.min(longest * 12.5 + 16, Math.max(84, style.width * 0.34)));
}

/** Room for what is printed at the ends of bars, and for the unit of the scale below. */
export function endRoom(texts: readonly string[]): number {
  const long = (text: string) => [...text].reduce((sum, sign) => sum + (sign < '\u2e80' ? 7 : 12.5), 0);
  return Math.round(12 + Math.max(36, ...texts.map(long)));
}

/** Names down the left side, first row on top; what stands beside a name is grey, and under it where the drawing is narrow. */
export function nameAxis(
  { palette, width }: Style,
  names: readonly string[],
  room: number,
  beside: readonly string[] = [],
): YAXisComponentOption {
  const under = width < NARROW;
  const between = under ? '\n' : '{beside|  }';
  // A brace would be read as the end of what is styled.
  const plain = (text: string) => text.replaceAll('{', '｛').replaceAll('}', '｝');
  return {
    type: 'category',
    data: [...names],
    inverse: true,
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: {
      color: palette.ink,
      fontSize: 12,
      fontFamily: palette.font,
      width: room - 14,
      overflow: 'truncate',
      interval: 0,
      formatter: (name: string, i: number) =>
        beside[i] ? `{name|${plain(name)}}${between}{beside|${plain(beside[i])}}` : name,
      rich: {
        name: { color: palette.ink, fontSize: 12, fontFamily: palette.font, lineHeight: 14 },
        beside: {
          color: palette.ink3,
          fontSize: under ? 10 : 11,
          fontFamily: palette.font,
          lineHeight: under ? 11 : 14,
        },
      },
    },
  };
}

/** How a figure beside its bar is written: hairlines behind it are kept off the signs. */
export function figureLabel({ palette }: Style) {
  return {
    show: true,
    position: 'right' as const,
    color: palette.ink2,
    fontSize: 12,
    fontFamily: palette.font,
    textBorderColor: palette.card,
    textBorderWidth: 3,
  };
}

/** A scale with hairlines and its unit; the values themselves stand at the bars. */
export function scaleAxis({ palette, width }: Style, unit: string, print: (value: number) => string) {
  return {
    type: 'value' as const,
    name: unit,
    nameLocation: 'end' as const,
    nameGap: 22,
    nameTextStyle: {
      color: palette.ink3,
      fontSize: 11.5,
      fontFamily: palette.font,
      verticalAlign: 'top' as const,
      padding: [9, 0, 0, 0],
    },
    splitNumber: width < 420 ? 3 : 5,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: {
      color: palette.ink3,
      fontSize: 11.5,
      fontFamily: palette.font,
      formatter: (value: number) => print(value),
      hideOverlap: true,
    },
  };
}
