import type { YAXisComponentOption } from 'echarts';
import type { Style } from './palette.ts';

const NARROW = 480;
/** A bar that has its name above it, and what the name takes. */
const LOW_BAR = 10;
const LINE = 24;

/** Where the names of a horizontal bar chart stand, and what that leaves for its bars. */
export interface Names {
  axis: YAXisComponentOption;
  /** Of the grid. */
  left: number;
  /** How thick a bar gets at most. */
  bar: number;
}

/**
 * Names in a third of the drawing, never more than they need, first row on top; where a narrow drawing would cut them, each stands above
 * its bars, of which a row has so many. What stands beside a name is grey.
 */
export function namesOf(
  style: Style,
  names: readonly string[],
  beside: readonly string[] = [],
  bars = 1,
): Names {
  const { palette, width, height } = style;
  const longest = Math.max(1, ...names.map((name, i) => name.length + (beside[i]?.length ?? 0)));
  const wanted = longest * 12.5 + 16;
  const most = Math.max(84, width * 0.34);
  const above = width < NARROW && wanted > most && height / names.length >= LINE + bars * LOW_BAR;
  const left = above ? 4 : Math.round(Math.min(wanted, most));
  // A brace would be read as the end of what is styled.
  const plain = (text: string) => text.replaceAll('{', '｛').replaceAll('}', '｝');
  return {
    left,
    bar: above ? LOW_BAR : 16,
    axis: {
      type: 'category',
      data: [...names],
      inverse: true,
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
      axisLabel: {
        color: palette.ink,
        fontSize: 12,
        fontFamily: palette.font,
        overflow: 'truncate',
        interval: 0,
        ...(above
          ? {
              inside: true,
              margin: 0,
              width: width - 16,
              verticalAlign: 'bottom',
              padding: [0, 0, (bars * LOW_BAR) / 2 + 4, 0],
            }
          : { width: left - 14 }),
        formatter: (name: string, i: number) =>
          beside[i] ? `{name|${plain(name)}}{beside|  }{beside|${plain(beside[i])}}` : name,
        rich: {
          name: { color: palette.ink, fontSize: 12, fontFamily: palette.font, lineHeight: 14 },
          beside: { color: palette.ink3, fontSize: 11, fontFamily: palette.font, lineHeight: 14 },
        },
      },
    },
  };
}

/** Room for what is printed at the ends of bars, and for the unit of the scale below. */
export function endRoom(texts: readonly string[]): number {
  const long = (text: string) => [...text].reduce((sum, sign) => sum + (sign < '\u2e80' ? 7 : 12.5), 0);
  return Math.round(12 + Math.max(36, ...texts.map(long)));
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
