import { ReadError } from '../read-error.ts';
import { damaged } from './damage.ts';
import type { Beside } from './docx-beside.ts';
import { DocxBody } from './docx-body.ts';
import { Numbering } from './docx-numbering.ts';
import { stylesOf, type Styles } from './docx-styles.ts';
import { PREFIXES, WORD_ATTRIBUTES } from './docx-tags.ts';
import { besideRemarks, partRemarks, type BesidePart } from './docx-remarks.ts';
import { Flow } from './flow.ts';
import { sectionsOfHtml, sectionsOfMht } from './html.ts';
import { textOfHtml } from './html-encoding.ts';
import { readTags } from './markup.ts';
import { relationsOf, type Relation } from './relations.ts';
import type { FormatReader, PrintedRow, ReadContext, Remark } from './section.ts';
import { guardPackage } from './zip.ts';

declare const TextDecoder: new (label: string) => { decode(bytes: Uint8Array): string };

const WANTED =
  /^_rels\/\.rels$|^(?!docProps|customXml)[^/]*\/(?:_rels\/)?(?!theme|settings|webSettings|fontTable|people)[^/]*\.(?:xml|rels|html?|xhtml|mht|mhtml)$/i;

/**
 * Reads a Word document (.docx, .docm): its printed rows as one section, tracked changes accepted, automatic numbers and boxes of text
 * included. Headers, footers, comments and what is not printed are told in remarks.
 * @throws ReadError damaged, entities, pictures-only, too-slow, too-many-cells, and as guardPackage
 */
export const readDocx: FormatReader = (bytes, context) => {
  const parts = partsOf(bytes, context);
  const main = mainPart(parts);
  const relations = relationsOf(textOf(parts, relationsName(main)) ?? '', main);
  const document = new WordDocument(parts, main, relations, context);
  const { rows, beside, remarks } = document.read();
  if (rows.length === 0 && beside.pictures > 0)
    throw new ReadError('pictures-only', { format: 'Word', pictures: beside.pictures });
  const all = [...remarks, ...besideRemarks(beside), ...partRemarks(document.partsBeside())];
  return [{ sheet: null, rows, ...(all.length > 0 && { remarks: all }) }];
};

class WordDocument {
  private styles: Styles;
  private numbering: Numbering;
  private chunkRemarks: Remark[] = [];
  private parts: Map<string, Uint8Array>;
  private main: string;
  private relations: Map<string, Relation>;
  private context: ReadContext;

  constructor(
    parts: Map<string, Uint8Array>,
    main: string,
    relations: Map<string, Relation>,
    context: ReadContext,
  ) {
    this.parts = parts;
    this.main = main;
    this.relations = relations;
    this.context = context;
    this.styles = stylesOf(textOf(parts, this.related('styles')[0]), context.budget);
    this.numbering = new Numbering(textOf(parts, this.related('numbering')[0]), context.budget);
  }

  read(): { rows: PrintedRow[]; beside: Beside; remarks: Remark[] } {
    const flow = new Flow(this.context.budget);
    const body = this.body(flow, (id) => this.insertChunk(flow, id));
    this.readPart(this.main, body);
    for (const name of [...this.related('footnotes'), ...this.related('endnotes')]) this.readPart(name, body);
    const { rows, remarks } = flow.finish();
    for (const text of flow.covered) {
      body.beside.hidden.begin();
      body.beside.hidden.add(text);
    }
    return { rows, beside: body.beside, remarks: [...remarks, ...this.chunkRemarks] };
  }

  /** Texts of the parts printed around the pages or beside them. */
  partsBeside(): BesidePart[] {
    const found: BesidePart[] = [];
    for (const type of ['header', 'footer', 'comments'] as const)
      for (const name of this.related(type)) {
        const flow = new Flow(this.context.budget);
        this.readPart(
          name,
          this.body(flow, () => {}),
        );
        const { rows } = flow.finish();
        found.push({ type, lines: rows.map(({ cells }) => cells.map(({ text }) => text).join(' ')) });
      }
    return found;
  }

  private body(flow: Flow, chunk: (id: string) => void): DocxBody {
    return new DocxBody(flow, this.styles, this.numbering, chunk);
  }

  private readPart(name: string, body: DocxBody): void {
    const xml = textOf(this.parts, name);
    if (xml === null) return;
    readTags(xml, body, {
      xml: true,
      wanted: WORD_ATTRIBUTES,
      budget: this.context.budget,
      prefixes: PREFIXES,
    });
    if (body.depth !== 0)
      throw damaged('Word', `“${name}”不完整，标签没有收尾`, `"${name}" is cut short: tags are left open`);
  }

  private related(type: string): string[] {
    return [...this.relations.values()]
      .filter((relation) => relation.type === type)
      .map(({ target }) => target);
  }

  /** A file that Word shows in the document's place (`w:altChunk`). */
  private insertChunk(flow: Flow, id: string): void {
    const name = this.relations.get(id)?.target ?? '';
    const bytes = this.parts.get(name);
    const page = /\.x?html?$/.test(name);
    if (!bytes || !(page || /\.mht(?:ml)?$/.test(name))) {
      this.chunkRemarks.push({
        row: null,
        page: null,
        zh: `文档里插入的文件“${name}”没有读。`,
        en: `The file "${name}" inserted in the document was not read.`,
      });
      return;
    }
    const sections = page
      ? sectionsOfHtml(textOfHtml(bytes), this.context)
      : sectionsOfMht(bytes, this.context);
    for (const { rows, remarks } of sections) {
      flow.insert(rows);
      this.chunkRemarks.push(...(remarks ?? []));
    }
  }
}

/** The package's text parts by lower-case name. */
function partsOf(bytes: Uint8Array, context: ReadContext): Map<string, Uint8Array> {
  try {
    const parts = guardPackage(bytes, context, (name) => WANTED.test(name));
    return new Map([...parts].map(([name, part]) => [name.toLowerCase(), part]));
  } catch (error) {
    if (!(error instanceof ReadError) || error.code !== 'damaged') throw error;
    error.message = error.message.replace(' ZIP ', ' Word ');
    error.messageEn = error.messageEn.replace(' ZIP ', ' Word ');
    throw error;
  }
}

function mainPart(parts: Map<string, Uint8Array>): string {
  const relations = relationsOf(textOf(parts, '_rels/.rels') ?? '', '');
  const main =
    [...relations.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml';
  if (!parts.has(main)) throw damaged('Word', `缺少“${main}”`, `"${main}" is missing`);
  return main;
}

const relationsName = (part: string) => part.replace(/([^/]*)$/, '_rels/$1.rels');

function textOf(parts: Map<string, Uint8Array>, name: string | undefined): string | null {
  const bytes = name === undefined ? undefined : parts.get(name);
  if (!bytes) return null;
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
