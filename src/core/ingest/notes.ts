import type { NoteCode, NotePart, ReadingNote } from '#core/model/note.ts';
import { sourceOf } from './cell.ts';
import type { Token } from './token.ts';

/** Collects the notes of one form; noting a token settles the fate of its cells. */
export class Notebook {
  file: string;
  notes: ReadingNote[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(
    code: NoteCode,
    part: NotePart,
    at: { line: number; column?: number } | undefined,
    message: { zh: string; en: string },
    text: string | null = null,
  ): void {
    const where = at ? { zh: `第 ${at.line} 行：`, en: `Line ${at.line}: ` } : { zh: '', en: '' };
    this.notes.push({
      code,
      part,
      message: where.zh + message.zh,
      messageEn: where.en + message.en,
      text,
      source: sourceOf(this.file, at),
    });
  }

  /** A note about tokens that are in no field. */
  about(
    code: NoteCode,
    part: NotePart,
    tokens: readonly Token[],
    message: (text: string) => { zh: string; en: string },
  ): void {
    const open = tokens.filter((token) => token.text !== '');
    const first = open[0];
    if (!first) return;
    const text = open.map((token) => token.text).join(' ');
    for (const token of open) for (const cell of token.cells) if (cell.fate === 'open') cell.fate = 'noted';
    this.add(code, part, first, message(short(text)), text);
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

/** Text for a sentence: at most 40 characters. */
export function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
