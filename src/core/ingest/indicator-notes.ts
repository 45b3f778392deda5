import type { NoteCode, Reading } from '#core/model/note.ts';
import type { Boundary } from './boundary.ts';
import type { LevelledRow } from './levels.ts';
import { holdsFigures } from '#core/model/quantity.ts';
import { parseTarget } from '#core/model/target-parse.ts';
import { short, type Notebook } from './notes.ts';
import { isValueText } from './value-text.ts';

const printed = (row: LevelledRow) =>
  row.tokens
    .map((t) => t.text)
    .filter(Boolean)
    .join(' | ');

/** `1/3`, `1.000,00`: digits without words that gave no number. */
function isUnreadFigure(raw: string): boolean {
  return (
    /\d/.test(raw) && !/\p{L}{2}/u.test(raw) && parseTarget(raw).kind === 'quality' && !holdsFigures(raw)
  );
}

/** The notes of one row, written to the notebook; returns their codes. */
export function noteRow(row: LevelledRow, boundary: Boundary | undefined, notes: Notebook): NoteCode[] {
  const codes: NoteCode[] = [];
  const say = (code: NoteCode, zh: string, en: string, readings?: Reading[]) => {
    codes.push(code);
    notes.add(
      code,
      'row',
      { line: row.line, column: row.tokens[0]?.column ?? 0 },
      { zh, en },
      printed(row),
      readings,
    );
  };
  const name = short(row.name);
  if (row.lost)
    say(
      'D01',
      row.shifted
        ? `“${name}”的指标值在提取中丢失，请查原件。`
        : `没有读到“${name}”的指标值：原表空白，或在提取中丢失，请查原件。`,
      row.shifted
        ? `The value of "${name}" was lost in extraction; look it up in the original.`
        : `No value of "${name}" was read: blank in the original, or lost in extraction. Look it up there.`,
    );
  if (row.shifted)
    say(
      'D02',
      `“${name}”一行的单元格错列，已按词表复位。`,
      `The cells of "${name}" stood in the wrong columns and were put back by their wording.`,
    );
  if (row.astray)
    say(
      'D03',
      `“${name}”或其上方某行的级次文字不在应有的位置，所属“${row.resolved2 ?? '二级指标'}”存疑，请核对原件。`,
      `In the row of "${name}" or one above it a level stands out of place; whether it belongs to ${row.resolved2 ?? 'its level 2'} is doubtful. Check the original.`,
    );
  if (row.parted)
    say(
      'D02',
      `“${name}”与级次或指标值粘在一格，已拆开。`,
      `"${name}" stood in one cell with its level or its value and was parted from it.`,
    );
  if (row.raw !== '' && isValueText(row.name) && !isValueText(row.raw))
    say(
      'D11',
      `名称“${name}”像指标值，指标值“${short(row.raw)}”像名称，可能左右颠倒，按原样保留。`,
      `The name "${name}" reads like a value and the value "${short(row.raw)}" like a name; they may be swapped and are kept as printed.`,
      [
        { name: row.name, raw: row.raw },
        { name: row.raw, raw: row.name },
      ],
    );
  if (isUnreadFigure(row.raw))
    say(
      'D11',
      `“${name}”的指标值“${short(row.raw)}”像数字，但读不出是多少，按文字保留。`,
      `The value "${short(row.raw)}" of "${name}" looks like a figure, but how much it is cannot be read; it is kept as text.`,
    );
  if (row.joined)
    say(
      'D10',
      `指标名称由几个单元格拼成：“${name}”。`,
      `The indicator's name was put together from several cells: "${name}".`,
    );
  if (boundary?.done === 'moved')
    say(
      'D03',
      `“${name}”印在“${boundary.printed}”之下，按措辞归入“${boundary.likely}”（${boundary.confidence === 'high' ? '把握较大' : '把握中等'}），请核对原件。`,
      `"${name}" is printed under ${boundary.printed}; by its wording it was given to ${boundary.likely} (confidence ${boundary.confidence}). Check the original.`,
    );
  if (boundary?.done === 'kept')
    say(
      'D03',
      `“${name}”印在“${boundary.printed}”之下，措辞更像“${boundary.likely}”，按原样保留，请核对原件。`,
      `"${name}" is printed under ${boundary.printed} but worded like ${boundary.likely}; it was kept as printed. Check the original.`,
    );
  return codes;
}

/** A repeated row, not counted. */
export function noteRepeated(row: LevelledRow, earlier: LevelledRow, notes: Notebook): void {
  for (const token of row.tokens) for (const cell of token.cells) cell.fate = 'noted';
  notes.add(
    'D04',
    'form',
    { line: row.line },
    {
      zh: `“${short(row.name)}”与第 ${earlier.line} 行相同且错列，是提取时的重复，未计入。`,
      en: `"${short(row.name)}" repeats line ${earlier.line} in shifted columns: an extraction duplicate, not counted.`,
    },
    printed(row),
  );
}
