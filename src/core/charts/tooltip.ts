import type { TooltipComponentOption } from 'echarts';
import type { Style } from './palette.ts';

/** Text of a form as text of a tooltip: nothing in it can become markup. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** One line of a tooltip: what, how much, and the colour it has in the drawing. */
export interface TipLine {
  label: string;
  value: string;
  color?: string;
}

/** A tooltip's content from plain text; every part is escaped here and nowhere else. */
export function tip(title: string, lines: readonly TipLine[]): string {
  const rows = lines.map(({ label, value, color }) => {
    const mark = color
      ? `<i style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:6px;background:${escapeText(color)}"></i>`
      : '';
    return `<tr><td style="padding:1px 16px 1px 0">${mark}${escapeText(label)}</td><td style="text-align:right;font-weight:600">${escapeText(value)}</td></tr>`;
  });
  return `<div style="font-weight:600;margin-bottom:4px;max-width:320px;white-space:normal">${escapeText(title)}</div><table style="border-collapse:collapse;font-variant-numeric:tabular-nums">${rows.join('')}</table>`;
}

/** The frame of every tooltip. `content` gets the index of the row under the pointer. */
export function tooltip(
  { palette }: Style,
  trigger: 'axis' | 'item',
  content: (row: number) => string,
): TooltipComponentOption {
  return {
    trigger,
    confine: true,
    axisPointer: { type: 'shadow', shadowStyle: { color: palette.accentSoft, opacity: 0.55 } },
    backgroundColor: palette.card,
    borderColor: palette.line,
    borderWidth: 1,
    padding: [8, 12],
    extraCssText: 'box-shadow:none;border-radius:6px',
    textStyle: { color: palette.ink, fontSize: 12.5, fontFamily: palette.font },
    formatter: (params) => {
      const first = Array.isArray(params) ? params[0] : params;
      return first ? content(first.dataIndex) : '';
    },
  };
}
