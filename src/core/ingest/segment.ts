import type { Row } from './cell.ts';
import { isTitle, labelsOf, levelOf, type LabelKind } from './vocabulary.ts';

/** Rows that belong together: one form, or (`named` false) text that has no project name. */
export interface Block {
  rows: Row[];
  named: boolean;
  /** Anything of a form beyond titles: a title after another title (a page's heading) starts no new form. */
  telling: boolean;
  /** The row of the project's name, until money, goals or levels follow it. */
  opening: string | null;
  /** A person said what the project's name is, where none was printed before. */
  byHand: boolean;
}

const TELLING = new Set<LabelKind>(['field', 'money', 'goal']);
const empty = (): Block => ({ rows: [], named: false, telling: false, opening: null, byHand: false });

/**
 * Cuts rows into forms. A form begins at its title, or at 项目名称 when the form before already has one (the next form of a page may
 * come without a title). A name that a person pointed out begins one only after another such name. Page breaks, repeated headers and a first row printed twice do not cut.
 */
export function* segment(rows: Iterable<Row>): Generator<Block> {
  let block = empty();
  for (const row of rows) {
    const title = row.cells.some((cell) => isTitle(cell.text));
    const labels = row.cells.flatMap((cell) => labelsOf(cell.text));
    const name = labels.some((label) => label.kind === 'field' && label.field === 'name');
    const byHand = row.cells.some((cell) => cell.added);
    const again = byHand
      ? block.byHand && block.opening === null
      : block.named && textOf(row) !== block.opening && !(block.byHand && block.opening !== null);
    if (block.rows.length > 0 && ((title && block.telling) || (name && again))) {
      yield block;
      block = empty();
    }
    if (name && !block.named) {
      block.opening = textOf(row);
      block.byHand = byHand;
    } else if (
      labels.some(({ kind }) => kind === 'money' || kind === 'goal') ||
      row.cells.some((c) => levelOf(c.text))
    )
      block.opening = null;
    block.rows.push(row);
    block.named ||= name;
    block.telling ||= labels.some((label) => TELLING.has(label.kind));
  }
  if (block.rows.length > 0) yield block;
}

const textOf = (row: Row) => row.cells.map((cell) => cell.text).join('\t');
