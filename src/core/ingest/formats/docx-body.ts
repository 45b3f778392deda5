import type { Flow } from './flow.ts';
import type { Numbering } from './docx-numbering.ts';
import type { Styles } from './docx-styles.ts';
import { Beside } from './docx-beside.ts';
import { Fields } from './docx-fields.ts';
import { OpenElements } from './docx-open.ts';
import { DocxPrinter } from './docx-printer.ts';
import { PROPERTIES, takeProperty, type Subject } from './docx-properties.ts';
import { SKIPPED } from './docx-tags.ts';
import type { Attributes, TagReader } from './markup.ts';

const LARGE = 4_000_000;

/**
 * Reads the body of a Word part (document, header, notes) into a flow: what is printed, after tracked changes are accepted. `chunk` gives
 * the place where a file embedded under a relation's id is printed.
 */
export class DocxBody implements TagReader {
  beside = new Beside();
  /** Elements open; not 0 at the end of a part that was cut short. */
  depth = 0;
  private skipping = 0;
  private inText = false;
  private subject: Subject | null = null;
  private elements = new OpenElements();
  private fields = new Fields();
  private alternatives: { chosen: boolean; met: number }[] = [];
  private joinNext = false;
  private printer: DocxPrinter;
  private flow: Flow;
  private styles: Styles;
  private numbering: Numbering;
  private chunk: (id: string) => void;

  constructor(flow: Flow, styles: Styles, numbering: Numbering, chunk: (id: string) => void) {
    this.flow = flow;
    this.styles = styles;
    this.numbering = numbering;
    this.chunk = chunk;
    this.printer = new DocxPrinter(this.elements, flow, this.beside);
  }

  open(name: string, attributes: Attributes): void {
    this.depth++;
    if (this.skipping > 0 || this.skips(name, attributes)) this.skipping++;
    else if (this.subject !== null) this.property(this.subject, name, attributes);
    else if (PROPERTIES.has(name)) this.subject = PROPERTIES.get(name)!;
    else this.begin(name, attributes);
  }

  close(name: string): void {
    if (this.depth > 0) this.depth--;
    if (this.skipping > 0) this.skipping--;
    else if (PROPERTIES.has(name)) this.endProperties(name);
    else this.end(name);
  }

  text(text: string): void {
    if (this.inText && this.skipping === 0 && !this.fields.inCode) this.printer.text(text);
  }

  private skips(name: string, attributes: Attributes): boolean {
    if (SKIPPED.has(name)) {
      if (name === 'w:delText' || name.endsWith('Change')) this.beside.tracked = true;
      return true;
    }
    if (name === 'w:del' || name === 'w:moveFrom') {
      this.beside.tracked = true;
      if (this.subject === 'row') this.dropRow();
      if (this.subject === 'mark' && this.elements.paragraph) this.elements.paragraph.joins = true;
      return true;
    }
    if (name === 'mc:Choice' || name === 'mc:Fallback') {
      const alternative = this.alternatives.at(-1);
      return alternative !== undefined && alternative.chosen && this.printer.met > alternative.met;
    }
    if (name === 'w:footnote' || name === 'w:endnote')
      return /separator|notice/i.test(attributes['w:type'] ?? '');
    return false;
  }

  private dropRow(): void {
    if (this.elements.row) this.elements.row.gone = true;
    this.flow.dropRow();
  }

  private property(subject: Subject, name: string, attributes: Attributes): void {
    if (subject === 'paragraph' && name === 'w:rPr') this.subject = 'mark';
    else if (name === 'w:ins' || name === 'w:moveTo' || name === 'w:cellIns' || name === 'w:cellDel')
      this.beside.tracked = true;
    else
      takeProperty(subject, name, attributes, { open: this.elements, flow: this.flow, styles: this.styles });
  }

  private endProperties(name: string): void {
    if (name === 'w:rPr' && this.subject === 'mark') this.subject = 'paragraph';
    else if (name !== 'w:rPr' || this.subject === 'run') this.subject = null;
    if (name === 'w:pPr') this.number();
  }

  private begin(name: string, attributes: Attributes): void {
    const { flow, beside, elements } = this;
    switch (name) {
      case 'w:p':
      case 'w:footnote':
      case 'w:endnote':
      case 'w:comment':
        if (!this.joinNext) flow.block();
        this.joinNext = false;
        this.printer.begin();
        if (name === 'w:p') elements.paragraphs.push({ style: '', list: {}, label: '', joins: false });
        break;
      case 'w:r':
        elements.runs.push({ hidden: this.styles.hidden.has(elements.paragraph?.style ?? ''), font: '' });
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
        if (!this.fields.inCode) this.printer.sign(attributes['w:font'] ?? '', attributes['w:char'] ?? '');
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
        elements.rows.push({ gone: false, hidden: false });
        flow.openRow();
        break;
      case 'w:tc':
        elements.cells.push(flow.openCell());
        break;
      case 'w:sdt':
        elements.controls.push({ placeholder: false });
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
        this.alternatives.push({ chosen: false, met: this.printer.met });
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
        this.printer.met++;
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
    const { flow, elements } = this;
    switch (name) {
      case 'w:p':
        this.endParagraph();
        break;
      case 'w:r':
        elements.runs.pop();
        break;
      case 'w:t':
      case 'm:t':
        this.inText = false;
        break;
      case 'w:tbl':
        flow.closeTable();
        break;
      case 'w:tr':
        elements.rows.pop();
        flow.closeRow();
        break;
      case 'w:tc':
        flow.closeCell();
        elements.cells.pop();
        break;
      case 'w:sdt':
        elements.controls.pop();
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
    const { paragraphs, hidden } = this.elements;
    const paragraph = paragraphs.pop();
    if (!paragraph) return;
    if (/[\p{L}\p{N}]/u.test(paragraph.label) && !hidden) this.flow.text(paragraph.label);
    if (paragraph.joins) this.joinNext = true;
    else this.flow.block();
  }

  private number(): void {
    const { paragraph, row } = this.elements;
    if (!paragraph || row?.gone) return;
    const byStyle = this.styles.lists.get(paragraph.style);
    const list = paragraph.list.list ?? byStyle?.list;
    if (list !== undefined && list !== '0')
      paragraph.label = this.numbering.next({ list, level: paragraph.list.level ?? byStyle?.level ?? 0 });
  }

  private print(text: string): void {
    if (!this.fields.inCode) this.printer.print(text);
  }
}
