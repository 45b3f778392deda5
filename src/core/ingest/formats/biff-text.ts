import type { CellObject } from '@e965/xlsx';
import type { Page } from './sheet-page.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const LABELS: Record<number, string> = { 932: 'shift_jis', 936: 'gb18030', 949: 'euc-kr', 950: 'big5' };

/** Decodes the texts of an old .xls, which the library gives as one character a byte, by their codepage. */
export function oldText(page: Page, codepage: number): void {
  const label = LABELS[codepage];
  if (!label) return;
  const decoder = new TextDecoder(label);
  const decoded = (text: string) => {
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return text;
    return decoder.decode(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  };
  page.name = decoded(page.name);
  for (const box of page.boxes) box.text = decoded(box.text);
  for (const row of Object.values(page.sheet?.['!data'] ?? []))
    for (const cell of Object.values(row ?? []) as CellObject[]) {
      if (typeof cell.v === 'string') cell.v = decoded(cell.v);
      if (cell.w) cell.w = decoded(cell.w);
      for (const comment of cell.c ?? []) comment.t = decoded(comment.t);
    }
}
