import type { Value } from '#core/store/connector.ts';
import { oneLine, pad, terminalWidth } from './plain-text.ts';

/** Rows in columns for a terminal: Chinese counted as two, numbers on the right, no cell over `most` columns wide. */
export function textTable(header: readonly string[], rows: readonly (readonly Value[])[], most = 60): string {
  const cells = rows.map((row) => row.map((value) => cut(oneLine(show(value)), most)));
  const widths = header.map((name, c) =>
    Math.max(terminalWidth(name), ...cells.map((row) => terminalWidth(row[c] ?? ''))),
  );
  const right = header.map(
    (_, c) => rows.length > 0 && rows.every((row) => row[c] === null || typeof row[c] === 'number'),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, c) => pad(cell, widths[c]!, right[c] ? 'left' : 'right'))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(header), rule, ...cells.map(line), ''].join('\n');
}

function show(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Math.round(value * 1e6) / 1e6);
  return Array.isArray(value) ? `[${value.map(show).join(', ')}]` : String(value);
}

function cut(text: string, most: number): string {
  if (terminalWidth(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (terminalWidth(kept + character) > most - 1) break;
    kept += character;
  }
  return kept + '…';
}
