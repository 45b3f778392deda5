import type { Row } from './cell.ts';
import { isTitle, labelsOf, type LabelKind } from './vocabulary.ts';

/** Rows that belong together: one form, or (`named` false) text that has no project name. */
export interface Block {
  rows: Row[];
  named: boolean;
}

/**
 * Cuts rows into forms. A form begins at its title, or at 项目名称 when the form before already has one (the next form of a page may
 * come without a title). Page breaks and repeated headers do not cut.
 */
export function* segment(rows: Iterable<Row>): Generator<Block> {
  let block: Block = { rows: [], named: false };
  for (const row of rows) {
    const title = row.cells.some((cell) => isTitle(cell.text));
    const name = row.cells.some((cell) =>
      labelsOf(cell.text).some((l) => l.kind === 'field' && l.field === 'name'),
    );
    if (block.rows.length > 0 && ((title && hasContent(block)) || (name && block.named))) {
      yield block;
      block = { rows: [], named: false };
    }
    block.rows.push(row);
    if (name) block.named = true;
  }
  if (block.rows.length > 0) yield block;
}

const TELLING = new Set<LabelKind>(['field', 'money', 'goal']);

/** Anything beyond titles: a title line after another title (a page's heading) starts no new form. */
function hasContent(block: Block): boolean {
  if (block.named) return true;
  return block.rows.some((row) =>
    row.cells.some((cell) => labelsOf(cell.text).some((l) => TELLING.has(l.kind))),
  );
}
