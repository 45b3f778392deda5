import type { NoteCode, NotePart, Reading, ReadingNote } from '#core/model/note.ts';
import { sourceOf, type Cell, type Site } from './cell.ts';
import type { Token } from './token.ts';

const NOT_UNDERSTOOD = new Set<NoteCode>(['D07', 'D11']);

/** Collects the notes of one form; noting a token settles the fate of its cells. */
export class Notebook {
  site: Site;
  notes: ReadingNote[] = [];
  /** Cells that were not understood: what the form's confidence is lost on. */
  unread: Cell[] = [];
  /** What the confidence is multiplied by when the form as a whole is in doubt. */
  share = 1;

  constructor(site: Site) {
    this.site = site;
  }

  add(
    code: NoteCode,
    part: NotePart,
    at: { line: number; column?: number } | undefined,
    message: { zh: string; en: string },
    text: string | null = null,
    readings?: Reading[],
  ): void {
    const where = at ? whereOf(this.site, at.line) : { zh: '', en: '' };
    this.notes.push({
      code,
      part,
      message: where.zh + message.zh,
      messageEn: where.en + message.en,
      text,
      source: sourceOf(this.site, at),
      ...(readings && { readings }),
    });
  }

  /** A note about tokens that are in no field; `readings` are the ways a row could be read. */
  about(
    code: NoteCode,
    part: NotePart,
    tokens: readonly Token[],
    message: (text: string) => { zh: string; en: string },
    readings?: Reading[],
  ): void {
    const open = tokens.filter((token) => token.text !== '');
    const first = open[0];
    if (!first) return;
    const text = open.map((token) => token.text).join(' ');
    for (const token of open)
      for (const cell of token.cells) {
        if (cell.fate === 'open') cell.fate = 'noted';
        if (NOT_UNDERSTOOD.has(code)) this.unread.push(cell);
      }
    this.add(code, part, first, message(short(text)), text, readings);
  }

  /** A note about tokens that were placed and then given up. */
  drop(
    code: NoteCode,
    part: NotePart,
    tokens: readonly Token[],
    message: (text: string) => { zh: string; en: string },
  ): void {
    for (const token of tokens) for (const cell of token.cells) cell.fate = 'noted';
    this.about(code, part, tokens, message);
  }
}

function whereOf(site: Site, line: number): { zh: string; en: string } {
  const page = site.pageOf(line);
  if (page !== null) return { zh: `第 ${page} 页第 ${line} 行：`, en: `Page ${page}, row ${line}: ` };
  return { zh: `第 ${line} 行：`, en: site.table ? `Row ${line}: ` : `Line ${line}: ` };
}

/** Text for a sentence: at most 40 characters. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
