import { ReadError } from '../read-error.ts';
import type { Layout } from './pdf-layout.ts';
import type { Marks } from './pdf-marks.ts';
import type { Shown } from './pdf-show.ts';
import type { FontCodes } from './pdf-unicode.ts';
import type { Remark } from './section.ts';

/** Part of a page that a picture must cover, and text that may stand beside it, for the page to be a scan. */
const COVERED = 0.4;
const FEW = 40;
/** Curves of a page whose text was turned into outlines. */
const OUTLINED = 200;

const listed = (texts: readonly string[], between: string) =>
  texts
    .slice(0, 5)
    .map((text) => `“${text.slice(0, 20)}”`)
    .join(between) + (texts.length > 5 ? ' …' : '');

/** What there is to say of the pages of a document. */
export class Pages {
  remarks: Remark[] = [];
  private texts = 0;
  private scans: number[] = [];

  /** @throws ReadError when a page's text has no usable codes */
  add(page: number, marks: Marks, shown: readonly Shown[], fonts: FontCodes): void {
    const letters = marks.glyphs.reduce((n, { text }) => n + Number(text.trim() !== ''), 0);
    const rubbish = shown.reduce(
      (n, { text, font }) => n + Number(text.trim() !== '' && fonts.isRubbish(font)),
      0,
    );
    if (rubbish > 20 && rubbish * 10 > letters) throw new ReadError('pdf-without-codes', { page });
    if (letters < FEW && (marks.picture > COVERED || marks.curves > OUTLINED)) this.scans.push(page);
    else if (letters > 0) this.texts++;
    if (rubbish > marks.unmapped)
      this.remark(
        page,
        `第 ${page} 页有 ${rubbish} 个字所用的字体没有可用的编码，读出来可能是别的字，请对照原件。`,
        `${rubbish} characters on page ${page} are of a font without usable codes and may be read as others. Check the original.`,
      );
    if (marks.unmapped > 0)
      this.remark(
        page,
        `第 ${page} 页有 ${marks.unmapped} 个符号没有文字编码，读作“�”，请对照原件。`,
        `${marks.unmapped} signs on page ${page} have no character code and are read as "�". Check the original.`,
      );
    if (marks.beyond > 0)
      this.remark(
        page,
        `第 ${page} 页有 ${marks.beyond} 个字在页面边缘以外，没有读入。`,
        `${marks.beyond} characters of page ${page} stand beyond the page's edge and were not read.`,
      );
    if (marks.glyphs.some((glyph) => glyph.hidden))
      this.remark(
        page,
        `第 ${page} 页是扫描图片，文字来自它的识别层，可能有错字，请对照原件。`,
        `Page ${page} is a scan; its text comes from text recognition and may have errors. Check the original.`,
      );
  }

  /** Tells what of a page's layout is not sure. */
  doubt({ page, loose, doubts: { astride, cut } }: Layout): void {
    if (loose)
      this.remark(
        page,
        `第 ${page} 页的表格没有画框线，各栏是按文字的间隔划分的，一格多行的文字没有合并，跨行合并的格（如一级指标）归到哪一行不能确定，请对照原件。`,
        `The table on page ${page} has no ruling lines; its columns were found by the gaps between texts, lines of one cell were not joined, and on which row a merged cell begins is not certain. Check the original.`,
        true,
      );
    if (astride.length > 0)
      this.remark(
        page,
        `第 ${page} 页有文字压在框线上（${listed(astride, '、')}），可能归错了单元格，请对照原件。`,
        `On page ${page} text is printed over ruling lines (${listed(astride, ', ')}) and may stand in the wrong cell. Check the original.`,
      );
    if (cut.length > 0)
      this.remark(
        page,
        `第 ${page} 页有文字被单元格截断（${listed(cut, '、')}），后面的字可能没有印出来，请对照原件。`,
        `On page ${page} text is cut off by its cell (${listed(cut, ', ')}); what follows may not have been printed. Check the original.`,
      );
  }

  /** @throws ReadError scanned-pdf, empty */
  refuse(pages: number): void {
    if (this.texts === 0) {
      if (this.scans.length > 0) throw new ReadError('scanned-pdf', { pages });
      throw new ReadError('empty');
    }
    for (const page of this.scans)
      this.remark(
        page,
        `第 ${page} 页是图片，几乎没有文字可读。请索取电子版，或先做文字识别（OCR）。`,
        `Page ${page} is a picture with hardly any text. Ask for the electronic file, or run text recognition (OCR) first.`,
      );
    this.remarks.sort((a, b) => (a.page ?? 0) - (b.page ?? 0));
  }

  private remark(page: number, zh: string, en: string, unsure = false): void {
    this.remarks.push({ row: null, page, zh, en, ...(unsure && { unsure }) });
  }
}
