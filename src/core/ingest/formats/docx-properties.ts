import type { Flow } from './flow.ts';
import type { OpenElements } from './docx-open.ts';
import type { Styles } from './docx-styles.ts';
import { count, isOn } from './docx-tags.ts';
import type { Attributes } from './markup.ts';

/** What a properties element speaks of; a mark is that of a paragraph's end. */
export type Subject = 'paragraph' | 'mark' | 'run' | 'row' | 'cell' | 'control';

/** Elements whose content says how something looks and prints nothing. */
export const PROPERTIES: ReadonlyMap<string, Subject> = new Map([
  ['w:pPr', 'paragraph'],
  ['w:rPr', 'run'],
  ['w:trPr', 'row'],
  ['w:tcPr', 'cell'],
  ['w:sdtPr', 'control'],
]);

/** Takes what one property says of the innermost open element. */
export function takeProperty(
  subject: Subject,
  name: string,
  attributes: Attributes,
  { open, flow, styles }: { open: OpenElements; flow: Flow; styles: Styles },
): void {
  const value = attributes['w:val'];
  const { paragraph, run, row, cell, control } = open;
  switch (`${subject} ${name}`) {
    case 'paragraph w:pStyle':
      if (paragraph) paragraph.style = value ?? '';
      break;
    case 'paragraph w:ilvl':
      if (paragraph) paragraph.list.level = Number(value) || 0;
      break;
    case 'paragraph w:numId':
      if (paragraph) paragraph.list.list = value ?? '';
      break;
    case 'run w:vanish':
      if (run) run.hidden = isOn(value);
      break;
    case 'run w:rStyle':
      if (run && styles.hidden.has(value ?? '')) run.hidden = true;
      break;
    case 'run w:rFonts':
      if (run) run.font = attributes['w:ascii'] ?? attributes['w:hAnsi'] ?? '';
      break;
    case 'row w:gridBefore':
      flow.skip(count(value));
      break;
    case 'row w:hidden':
      if (row) row.hidden = isOn(value);
      break;
    case 'cell w:gridSpan':
      if (cell) cell.columns = Math.max(1, count(value));
      break;
    case 'cell w:vMerge':
      if (cell) cell.merged = value !== 'restart';
      break;
    case 'cell w:hMerge':
      if (cell) cell.joined = value !== 'restart';
      break;
    case 'control w:showingPlcHdr':
      if (control) control.placeholder = isOn(value);
      break;
  }
}
