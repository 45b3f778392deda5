import type { Remark } from './section.ts';

/** Gathers texts that a file holds but does not print, to tell of them in one remark. */
export class Hidden {
  private count = 0;
  private shown = '';

  /** Pieces of one text come one after the other; `begin` starts another. */
  begin(): void {
    this.count++;
    if (this.shown.length < SHOWN && this.shown !== '') this.shown += '；';
  }

  add(text: string): void {
    if (this.shown.length < SHOWN) this.shown += text;
  }

  /** Nothing when no text was hidden. `zh` and `en` name what hides it. */
  remarks(zh: string, en: string): Remark[] {
    const text = excerpt(this.shown.replace(/^；+|；+$/g, ''));
    if (!/[\p{L}\p{N}]/u.test(text)) return [];
    return [
      {
        row: null,
        page: null,
        zh: `${zh}，不打印，没有读：“${text}”。`,
        en: `${en}; it is not printed and was not read: "${text}".`,
      },
    ];
  }
}

const SHOWN = 200;

/** A text short enough for a remark. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
