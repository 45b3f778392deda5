import type { Flow } from './flow.ts';
import type { Beside } from './docx-beside.ts';
import type { OpenElements } from './docx-open.ts';
import { isSymbolFont, signOf } from './symbol-fonts.ts';

/** Puts a Word part's text into the flow, or beside it where it is hidden or only holds a place. */
export class DocxPrinter {
  /** How often text, or a picture, was met. */
  met = 0;
  private wasHidden = false;
  private open: OpenElements;
  private flow: Flow;
  private beside: Beside;

  constructor(open: OpenElements, flow: Flow, beside: Beside) {
    this.open = open;
    this.flow = flow;
    this.beside = beside;
  }

  /** Text from here on is hidden apart from what was hidden before. */
  begin(): void {
    this.wasHidden = false;
  }

  /** Text of a run, whose font may be one of symbols. */
  text(text: string): void {
    const font = this.open.run?.font ?? '';
    const plain = /[\n\r]/.test(text) ? text.replace(/[\n\r]+/g, ' ') : text;
    if (!isSymbolFont(font) && !/[\uf020-\uf0ff]/.test(plain)) this.print(plain);
    else this.print([...plain].map((char) => this.translated(font, char.codePointAt(0)!)).join(''));
  }

  /** One sign by its font and hexadecimal code. */
  sign(font: string, code: string): void {
    this.print(this.translated(font, parseInt(code, 16)));
  }

  print(text: string): void {
    if (text === '') return;
    this.met++;
    if (this.open.controls.some(({ placeholder }) => placeholder)) return this.beside.placeholders.add(text);
    const { hidden, paragraph } = this.open;
    if (hidden) {
      if (!this.wasHidden) this.beside.hidden.begin();
      this.beside.hidden.add(text);
    } else {
      if (paragraph && paragraph.label !== '') {
        this.flow.text(paragraph.label);
        paragraph.label = '';
      }
      this.flow.text(text);
    }
    this.wasHidden = hidden;
  }

  private translated(font: string, code: number): string {
    if (Number.isNaN(code)) return '';
    const sign = signOf(font, code);
    if (sign !== null) return sign;
    this.beside.unknownSigns++;
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
}
