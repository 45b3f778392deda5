import type { Form } from '#core/model/form.ts';
import type { Cell, Row } from './cell.ts';
import { short, type Notebook } from './notes.ts';
import { isOlderLevel, isTitle, labelOf, levelOf, setOf } from './vocabulary.ts';

/** Fewer steps back than this happen in sound forms: a label printed again, a page's heading. */
const TOLERATED = 1;
/** A sign that character recognition puts into Chinese words. */
const MISREAD = /(?<=\p{Script=Han})[lIO|囗¦](?=\p{Script=Han})/u;
const MISREAD_SHARE = 0.08;

/**
 * Says when a form's rows cannot stand as printed by a department, and lowers the share of trust in it: title, name, money or goals,
 * levels follow one another in every layout, and no level 2 comes twice; and words are not full of signs that recognition misread.
 */
export function doubtDisorder(rows: readonly Row[], notes: Notebook): void {
  const { steps, back } = stepsOf(rows);
  if (back > TOLERATED) {
    notes.share *= Math.max(0, 1 - (2 * back) / steps);
    notes.add('D11', 'form', rows[0], {
      zh: `表内各部分次序颠倒 ${back} 处，文字可能被打乱，请核对原件。`,
      en: `Parts of the form stand out of order in ${back} places; the text may be scrambled. Check the original.`,
    });
  }
  const texts = rows.flatMap(({ cells }) => cells.map(({ text }) => text)).filter((text) => text !== '');
  const misread = texts.filter((text) => MISREAD.test(text)).length;
  if (misread > 1 && misread >= texts.length * MISREAD_SHARE) {
    notes.share *= 0.5;
    notes.add('D11', 'form', rows[0], {
      zh: `${misread} 个单元格的汉字间夹有识别错误常见的符号，请核对原件或重新识别。`,
      en: `${misread} cells hold signs among Chinese characters that recognition often misreads. Check the original, or recognise it again.`,
    });
  }
}

/** Steps from one known part to the next, and how many of them lead back. */
function stepsOf(rows: readonly Row[]): { steps: number; back: number } {
  let steps = 0;
  let back = 0;
  let above = 0;
  let level2: string | null = null;
  let closed = new Set<string>();
  for (const { cells } of rows) {
    if (cells.some(({ text }) => setOf(text))) closed = new Set();
    const rank = cells.map(({ text }) => rankOf(text)).find((one) => one !== null) ?? null;
    if (rank === null) continue;
    steps++;
    if (rank < above) back += above - rank;
    above = rank;
    const level = cells.map(({ text }) => levelOf(text)).find((one) => one?.level === 2 && !one.bare);
    if (!level || level.name === level2) continue;
    if (closed.has(level.name)) back++;
    if (level2) closed.add(level2);
    level2 = level.name;
  }
  return { steps, back };
}

function rankOf(text: string): number | null {
  if (isTitle(text)) return 0;
  if (levelOf(text)?.bare === false) return 3;
  const label = labelOf(text);
  if (label?.kind === 'field' && label.field === 'name') return 1;
  return label?.kind === 'money' || (label?.kind === 'goal' && label.field !== 'done') ? 2 : null;
}

const CUT_SHARE = 0.5;
const ENDS = new Set(['效益指标', '满意度指标']);

/**
 * Says of the last form of a file when it stops among its outputs, with no benefit, no satisfaction and nothing below the table: then
 * the file may be cut, and what is missing would be held against the department.
 */
export function doubtEnd(form: Form, rows: readonly Row[], notes: Notebook): void {
  const last = form.indicators.at(-1);
  const end = last?.source.line ?? null;
  if (!last || end === null || rows.some(({ line, cells }) => line > end && cells.some(isClosing))) return;
  if (form.indicators.some(({ level1 }) => level1 === null || ENDS.has(level1) || isOlderLevel(level1)))
    return;
  notes.share *= CUT_SHARE;
  notes.add('D09', 'form', rows.at(-1), {
    zh: `文件到“${short(last.name)}”为止，没有效益和满意度指标，可能被截断；原表如此时，请人工确认。`,
    en: `The file ends at "${short(last.name)}", with no benefit or satisfaction indicator; it may be cut. If the original is so, confirm it by hand.`,
  });
}

/** A label that stands below an indicator table: a sum, who filled it in. */
const isClosing = ({ text }: Cell) => {
  const kind = labelOf(text.split(/[:：]/u)[0] ?? '')?.kind;
  return kind === 'unkept' || kind === 'field';
};
