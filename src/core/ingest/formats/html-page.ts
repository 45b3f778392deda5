import { Flow } from './flow.ts';
import { Hidden } from './hidden.ts';
import { BLOCKS, endsHidden, UNPRINTED, VOIDS, WANTED } from './html-tags.ts';
import { Select } from './html-select.ts';
import { readTags, type Attributes, type TagReader } from './markup.ts';
import type { PrintedRow, ReadContext, Remark } from './section.ts';

/** What a page prints, and where the rest of it stands when it is only a frame around other files. */
export interface HtmlPage {
  rows: PrintedRow[];
  remarks: Remark[];
  pictures: number;
  /** Whether it shows other pages in frames. */
  frames: boolean;
  /** Sheets of a workbook saved as a page: name, and the file of the sheet when it is another one. */
  sheets: { name: string; file: string | null }[];
}

/** Reads a page's rows. Only text is taken; what looks like markup in it stays text. @throws ReadError too-slow, too-many-cells */
export function readPage(html: string, { budget }: ReadContext): HtmlPage {
  const reader = new HtmlReader(new Flow(budget));
  readTags(html, reader, { xml: false, wanted: WANTED, budget });
  return reader.finish();
}

class HtmlReader implements TagReader {
  private blank = true;
  private hiddenBy: { name: string; depth: number; nested: number; told: boolean; laid: boolean } | null =
    null;
  private hidden = new Hidden();
  private preformatted = 0;
  private lists: (number | null)[] = [];
  private select: Select | null = null;
  private pictures = 0;
  private frames = false;
  private sheets: HtmlPage['sheets'] = [];
  private flow: Flow;

  constructor(flow: Flow) {
    this.flow = flow;
  }

  open(name: string, attributes: Attributes): void {
    this.endHidden(name, false);
    const { flow } = this;
    if (this.hiddenBy) {
      if (this.hiddenBy.name === name && name !== 'tr' && name !== 'td' && name !== 'th')
        this.hiddenBy.nested++;
    } else if (!VOIDS.has(name)) {
      const told = isHidden(attributes);
      if (told || UNPRINTED.has(name)) {
        this.hiddenBy = { name, depth: flow.depth, nested: 0, told, laid: isLaid(attributes) };
        if (told) this.hidden.begin();
      }
    }
    if (BLOCKS.has(name)) this.block();
    switch (name) {
      case 'table':
        flow.openTable();
        break;
      case 'col':
      case 'colgroup':
        if (attributes.span !== undefined || name === 'col')
          flow.describe(spanOf(attributes.span, 1), !isHidden(attributes));
        return;
      case 'tr':
        flow.openRow();
        if (this.isGone()) flow.dropRow();
        break;
      case 'td':
      case 'th':
        this.cell(spanOf(attributes.colspan, 1), spanOf(attributes.rowspan, 0));
        break;
      case 'thead':
      case 'tbody':
      case 'tfoot':
        flow.endGroup();
        break;
      case 'br':
        if (this.hiddenBy) return;
        flow.lineEnd();
        break;
      case 'img':
        this.pictures++;
        return;
      case 'frameset':
        this.frames = true;
        return;
      case 'pre':
      case 'textarea':
      case 'xmp':
        this.preformatted++;
        return;
      case 'ul':
      case 'ol':
        if (this.lists.length < 1000) this.lists.push(name === 'ol' ? Number(attributes.start) || 1 : null);
        return;
      case 'li':
        this.number();
        return;
      case 'input':
        this.input(attributes);
        return;
      case 'select':
        this.select = new Select();
        return;
      case 'option':
        this.select?.option(attributes.selected !== undefined);
        return;
      default:
        return;
    }
    this.blank = true;
  }

  close(name: string): void {
    this.endHidden(name, true);
    const { flow } = this;
    if (BLOCKS.has(name)) this.block();
    switch (name) {
      case 'table':
        flow.closeTable();
        break;
      case 'tr':
        flow.closeRow();
        break;
      case 'td':
      case 'th':
        flow.closeCell();
        break;
      case 'thead':
      case 'tbody':
      case 'tfoot':
        flow.endGroup();
        break;
      case 'pre':
      case 'textarea':
      case 'xmp':
        if (this.preformatted > 0) this.preformatted--;
        return;
      case 'ul':
      case 'ol':
        this.lists.pop();
        return;
      case 'option':
        this.select?.option(false);
        return;
      case 'select':
        this.endSelect();
        return;
      case 'br':
        flow.lineEnd();
        break;
      default:
        return;
    }
    this.blank = true;
  }

  text(text: string): void {
    if (this.hiddenBy) {
      if (this.hiddenBy.told) this.hidden.add(text);
    } else if (this.select) this.select.text += text;
    else if (this.preformatted > 0) this.printLines(text);
    else this.print(text);
  }

  comment(text: string): void {
    if (!text.includes('ExcelWorksheet>')) return;
    for (const [, sheet] of text.matchAll(/<x:ExcelWorksheet>([^]{0,4000}?)<\/x:ExcelWorksheet>/g)) {
      const name = /<x:Name>([^<]*)<\/x:Name>/.exec(sheet!)?.[1] ?? '';
      const file = /<x:WorksheetSource HRef="([^"]*)"/i.exec(sheet!)?.[1] ?? null;
      if (this.sheets.length < 1000) this.sheets.push({ name: unescape(name), file });
    }
  }

  finish(): HtmlPage {
    this.endSelect();
    const { rows, remarks } = this.flow.finish();
    for (const text of this.flow.covered) {
      this.hidden.begin();
      this.hidden.add(text);
    }
    remarks.push(...this.hidden.remarks('网页中有隐藏的文字', 'The page holds hidden text'));
    return { rows, remarks, pictures: this.pictures, frames: this.frames, sheets: this.sheets };
  }

  private isGone = (): boolean => this.hiddenBy !== null && !this.hiddenBy.laid;

  private cell(columns: number, rows: number): void {
    const cell = this.flow.openCell(columns, rows);
    if (cell) cell.gone = this.isGone();
  }

  private block(): void {
    this.flow.block();
    this.blank = true;
  }

  /** Prints text as browsers do: a run of blanks as one, none at the line's begin, none where a line of Chinese was broken. */
  private print(text: string): void {
    let line = text;
    if (/[\t\n\f\r]| {2}/.test(line)) {
      if (line.includes('\n')) line = line.replace(BROKEN_CHINESE, '');
      line = line.replace(/[ \t\n\f\r]+/g, ' ');
    }
    if (this.blank && line.startsWith(' ')) line = line.slice(1);
    if (line === '') return;
    this.flow.text(line);
    this.blank = line.endsWith(' ');
  }

  private printLines(text: string): void {
    text.split(/\r\n|\r|\n/).forEach((line, i) => {
      if (i > 0) this.flow.lineEnd();
      this.flow.text(line);
    });
    this.blank = false;
  }

  private number(): void {
    const next = this.lists.at(-1);
    if (typeof next !== 'number' || this.hiddenBy) return;
    this.flow.text(`${next}. `);
    this.lists[this.lists.length - 1] = next + 1;
  }

  private input({ type, value, checked, style, hidden }: Attributes): void {
    if (this.hiddenBy || isHidden({ style, hidden })) return;
    switch (type?.toLowerCase() ?? 'text') {
      case 'checkbox':
      case 'radio':
        this.flow.text(checked === undefined ? '□' : '☑');
        break;
      case 'hidden':
      case 'submit':
      case 'button':
      case 'reset':
      case 'image':
      case 'file':
      case 'password':
        return;
      default:
        this.flow.text(value ?? '');
    }
    this.blank = false;
  }

  private endSelect(): void {
    const { select } = this;
    this.select = null;
    if (select) this.print(select.chosen());
  }

  private endHidden(tag: string, isClose: boolean): void {
    const by = this.hiddenBy;
    if (!by) return;
    if (isClose && tag === by.name && by.nested-- === 0) this.hiddenBy = null;
    else if (this.flow.depth - (by.name === 'table' ? 1 : 0) <= by.depth && endsHidden(by.name, tag, isClose))
      this.hiddenBy = null;
  }
}

const BROKEN_CHINESE =
  /(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t\r]*\n[ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef])/g;

const isHidden = ({ style, hidden }: Attributes) =>
  hidden !== undefined ||
  (style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all/i.test(style));

/** Whether what is hidden still takes its place. */
const isLaid = ({ style, hidden }: Attributes) =>
  hidden === undefined && style !== undefined && !/display\s*:\s*none/i.test(style);

/** A span as HTML reads it: a whole number, `least` where it is less, 1 where it is none; at most 65534. */
function spanOf(value: string | undefined, least: number): number {
  const span = /^\s*\+?(\d+)/.exec(value ?? '')?.[1];
  if (span === undefined) return 1;
  const number = Math.min(Number(span), 65_534);
  return number < least ? 1 : number;
}

const unescape = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
