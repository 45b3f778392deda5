import type { Flow } from './flow.ts';
import type { FlowCell } from './flow-cell.ts';
import { Hidden } from './hidden.ts';
import type { Numbering } from './docx-numbering.ts';
import type { ListPlace, Styles } from './docx-styles.ts';
import { Fields } from './docx-fields.ts';
import { count, isOn, SKIPPED } from './docx-tags.ts';
import type { Attributes, TagReader } from './markup.ts';
import { isSymbolFont, signOf } from './symbol-fonts.ts';

/** What a part of a document holds that is not among its printed rows. */
export interface Beside {
  hidden: Hidden;
  placeholders: Hidden;
  tracked: boolean;
  pictures: number;
  /** Pictures about as large as a page. */
  largePictures: number;
  /** Charts, diagrams and embedded files, by what they are. */
  objects: string[];
  /** Signs of symbol fonts that are not known. */
  unknownSigns: number;
}

interface Paragraph {
  style: string;
  list: Partial<ListPlace>;
  /** The number to print before its first text. */
  label: string;
  /** Its mark was deleted: the next paragraph goes on in its line. */
  joins: boolean;
}
interface Run {
  hidden: boolean;
  font: string;
}
interface TableRow {
  gone: boolean;
  hidden: boolean;
}

type Properties = '' | 'paragraph' | 'mark' | 'run' | 'row' | 'cell' | 'control';
const LARGE = 4_000_000;

/**
 * Reads the body of a Word part (document, header, notes) into a flow: what is printed, after tracked changes are accepted. `chunk` gives
 * the place where a file embedded under a relation's id is printed.
 */
export class DocxBody implements TagReader {
  beside: Beside = {
    hidden: new Hidden(),
    placeholders: new Hidden(),
    tracked: false,
    pictures: 0,
    largePictures: 0,
    objects: [],
    unknownSigns: 0,
  };
  /** Elements open; not 0 at the end of a part that was cut short. */
  depth = 0;
  private skipping = 0;
  private inText = false;
  private properties: Properties = '';
  private paragraphs: Paragraph[] = [];
  private runs: Run[] = [];
  private fields = new Fields();
  private rows: TableRow[] = [];
  private cells: (FlowCell | null)[] = [];
  private controls: { placeholder: boolean; depth: number }[] = [];
  private alternatives: { chosen: boolean; taken: number }[] = [];
  private taken = 0;
  private joinNext = false;
  private wasHidden = false;
  private flow: Flow;
  private styles: Styles;
  private numbering: Numbering;
  private chunk: (id: string) => void;

  constructor(flow: Flow, styles: Styles, numbering: Numbering, chunk: (id: string) => void) {
    this.flow = flow;
    this.styles = styles;
    this.numbering = numbering;
    this.chunk = chunk;
  }

  open(name: string, attributes: Attributes): void {
    this.depth++;
    if (this.skipping > 0 || this.skips(name, attributes)) {
      this.skipping++;
      return;
    }
    if (this.properties !== '' && this.property(name, attributes)) return;
    this.begin(name, attributes);
  }

  close(name: string): void {
    if (this.depth > 0) this.depth--;
    if (this.skipping > 0) {
      this.skipping--;
      return;
    }
    this.end(name);
  }

  text(text: string): void {
    if (this.inText && this.skipping === 0) this.print(this.translated(text));
  }

  private skips(name: string, attributes: Attributes): boolean {
    if (SKIPPED.has(name)) return this.skipped(name);
    if (name === 'w:del' || name === 'w:moveFrom') {
      this.beside.tracked = true;
      if (this.properties === 'row') this.dropRow();
      if (this.properties === 'mark' && this.paragraphs.length > 0) this.paragraphs.at(-1)!.joins = true;
      return true;
    }
    if (name === 'mc:Choice' || name === 'mc:Fallback') {
      const alternative = this.alternatives.at(-1);
      return alternative !== undefined && alternative.chosen && this.taken > alternative.taken;
    }
    if (name === 'w:footnote' || name === 'w:endnote')
      return /separator|notice/i.test(attributes['w:type'] ?? '');
    return false;
  }

  private dropRow(): void {
    if (this.rows.length > 0) this.rows.at(-1)!.gone = true;
    this.flow.dropRow();
  }

  private skipped(name: string): true {
    if (name === 'w:delText' || name.endsWith('Change')) this.beside.tracked = true;
    return true;
  }

  /** @returns whether the tag said how something looks; it prints nothing then */
  private property(name: string, attributes: Attributes): boolean {
    const value = attributes['w:val'];
    const paragraph = this.paragraphs.at(-1);
    const run = this.runs.at(-1);
    switch (`${this.properties} ${name}`) {
      case 'paragraph w:pStyle':
        if (paragraph) paragraph.style = value ?? '';
        break;
      case 'paragraph w:ilvl':
        if (paragraph) paragraph.list.level = Number(value) || 0;
        break;
      case 'paragraph w:numId':
        if (paragraph) paragraph.list.list = value ?? '';
        break;
      case 'paragraph w:rPr':
        this.properties = 'mark';
        break;
      case 'run w:vanish':
        if (run) run.hidden = isOn(value);
        break;
      case 'run w:rStyle':
        if (run && this.styles.hidden.has(value ?? '')) run.hidden = true;
        break;
      case 'run w:rFonts':
        if (run) run.font = attributes['w:ascii'] ?? attributes['w:hAnsi'] ?? '';
        break;
      case 'row w:gridBefore':
        this.flow.skip(count(value));
        break;
      case 'row w:hidden':
        if (this.rows.length > 0) this.rows.at(-1)!.hidden = isOn(value);
        break;
      case 'cell w:gridSpan':
        this.shape((cell) => (cell.columns = Math.max(1, count(value))));
        break;
      case 'cell w:vMerge':
        this.shape((cell) => (cell.merged = value !== 'restart'));
        break;
      case 'cell w:hMerge':
        this.shape((cell) => (cell.joined = value !== 'restart'));
        break;
      case 'control w:showingPlcHdr':
        if (this.controls.length > 0) this.controls.at(-1)!.placeholder = isOn(value);
        break;
    }
    if (name === 'w:ins' || name === 'w:moveTo' || name === 'w:cellIns' || name === 'w:cellDel')
      this.beside.tracked = true;
    return true;
  }

  private begin(name: string, attributes: Attributes): void {
    const { flow, beside } = this;
    switch (name) {
      case 'w:p':
      case 'w:footnote':
      case 'w:endnote':
      case 'w:comment':
        if (!this.joinNext) flow.block();
        this.joinNext = false;
        this.wasHidden = false;
        if (name === 'w:p') this.paragraphs.push({ style: '', list: {}, label: '', joins: false });
        break;
      case 'w:pPr':
        this.properties = 'paragraph';
        break;
      case 'w:r':
        this.runs.push({ hidden: this.styles.hidden.has(this.paragraphs.at(-1)?.style ?? ''), font: '' });
        break;
      case 'w:rPr':
        this.properties = 'run';
        break;
      case 'w:t':
      case 'm:t':
        this.inText = true;
        break;
      case 'w:tab':
      case 'w:ptab':
        this.print('\t');
        break;
      case 'w:br':
      case 'w:cr':
        if (!this.fields.inCode) flow.lineEnd();
        break;
      case 'w:noBreakHyphen':
        this.print('-');
        break;
      case 'w:sym':
        this.print(this.sign(attributes['w:font'] ?? '', parseInt(attributes['w:char'] ?? '', 16)));
        break;
      case 'w:fldChar':
        this.print(this.fields.mark(attributes['w:fldCharType'] ?? ''));
        break;
      case 'w:checkBox':
      case 'w:checked':
      case 'w:default':
      case 'w:result':
      case 'w:listEntry':
        this.fields.describe(name, attributes['w:val']);
        break;
      case 'w:tbl':
        flow.openTable();
        break;
      case 'w:tr':
        this.rows.push({ gone: false, hidden: false });
        flow.openRow();
        break;
      case 'w:trPr':
        this.properties = 'row';
        break;
      case 'w:tc':
        this.cells.push(flow.openCell());
        break;
      case 'w:tcPr':
        this.properties = 'cell';
        break;
      case 'w:sdt':
        this.controls.push({ placeholder: false, depth: this.depth });
        break;
      case 'w:sdtPr':
        this.properties = 'control';
        break;
      case 'w:txbxContent':
        flow.openBox();
        break;
      case 'v:textpath':
        flow.openBox();
        this.print(attributes.string ?? '');
        flow.closeBox();
        break;
      case 'mc:AlternateContent':
        this.alternatives.push({ chosen: false, taken: this.taken });
        break;
      case 'mc:Choice':
        if (this.alternatives.length > 0) this.alternatives.at(-1)!.chosen = true;
        break;
      case 'w:ins':
      case 'w:moveTo':
        beside.tracked = true;
        break;
      case 'wp:extent':
        if (Number(attributes.cx) > LARGE && Number(attributes.cy) > LARGE) beside.largePictures++;
        break;
      case 'a:blip':
      case 'v:imagedata':
        beside.pictures++;
        this.taken++;
        break;
      case 'c:chart':
        beside.objects.push('图表');
        break;
      case 'dgm:relIds':
        beside.objects.push('SmartArt');
        break;
      case 'o:OLEObject':
        beside.objects.push(attributes.ProgID ?? 'OLE');
        break;
      case 'w:altChunk':
        flow.block();
        this.chunk(attributes['r:id'] ?? '');
        break;
    }
  }

  private end(name: string): void {
    const { flow } = this;
    switch (name) {
      case 'w:p':
        this.endParagraph();
        break;
      case 'w:pPr':
        this.properties = '';
        this.number();
        break;
      case 'w:rPr':
        if (this.properties === 'mark') this.properties = 'paragraph';
        else if (this.properties === 'run') this.properties = '';
        break;
      case 'w:trPr':
      case 'w:tcPr':
      case 'w:sdtPr':
        this.properties = '';
        break;
      case 'w:r':
        this.runs.pop();
        break;
      case 'w:t':
      case 'm:t':
        this.inText = false;
        break;
      case 'w:tbl':
        flow.closeTable();
        break;
      case 'w:tr':
        this.rows.pop();
        flow.closeRow();
        break;
      case 'w:tc':
        flow.closeCell();
        this.cells.pop();
        break;
      case 'w:sdt':
        this.controls.pop();
        break;
      case 'w:txbxContent':
        flow.closeBox();
        break;
      case 'mc:AlternateContent':
        this.alternatives.pop();
        break;
    }
  }

  private endParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph) return;
    if (/[\p{L}\p{N}]/u.test(paragraph.label) && !this.isHidden()) this.flow.text(paragraph.label);
    if (paragraph.joins) this.joinNext = true;
    else this.flow.block();
  }

  private number(): void {
    const paragraph = this.paragraphs.at(-1);
    if (!paragraph || this.rows.at(-1)?.gone) return;
    const byStyle = this.styles.lists.get(paragraph.style);
    const list = paragraph.list.list ?? byStyle?.list;
    if (list !== undefined && list !== '0')
      paragraph.label = this.numbering.next({ list, level: paragraph.list.level ?? byStyle?.level ?? 0 });
  }

  private print(text: string): void {
    if (text === '' || this.fields.inCode) return;
    this.taken++;
    if (this.controls.some(({ placeholder }) => placeholder)) return this.beside.placeholders.add(text);
    const hidden = this.isHidden();
    if (hidden) {
      if (!this.wasHidden) this.beside.hidden.begin();
      this.beside.hidden.add(text);
    } else {
      const paragraph = this.paragraphs.at(-1);
      if (paragraph && paragraph.label !== '') {
        this.flow.text(paragraph.label);
        paragraph.label = '';
      }
      this.flow.text(text);
    }
    this.wasHidden = hidden;
  }

  private isHidden = (): boolean =>
    this.runs.at(-1)?.hidden === true || this.rows.some(({ hidden }) => hidden);

  private translated(text: string): string {
    const font = this.runs.at(-1)?.font ?? '';
    const plain = /[\n\r]/.test(text) ? text.replace(/[\n\r]+/g, ' ') : text;
    if (!isSymbolFont(font) && !/[\uf020-\uf0ff]/.test(plain)) return plain;
    return [...plain].map((char) => this.sign(font, char.codePointAt(0)!)).join('');
  }

  private sign(font: string, code: number): string {
    if (Number.isNaN(code)) return '';
    const sign = signOf(font, code);
    if (sign !== null) return sign;
    this.beside.unknownSigns++;
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }

  private shape(change: (cell: FlowCell) => void): void {
    const cell = this.cells.at(-1);
    if (cell) change(cell);
  }
}
