import { ReadError } from '../read-error.ts';
import type { Marks } from './pdf-marks.ts';
import type { Shown } from './pdf-show.ts';
import type { FontCodes } from './pdf-unicode.ts';
import type { Remark } from './section.ts';

/** Part of a page that a picture must cover, and text that may stand beside it, for the page to be a scan. */
const COVERED = 0.4;
const FEW = 40;
/** Curves of a page whose text was turned into outlines. */
const OUTLINED = 200;

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
    if (rubbish > 3 && rubbish * 50 > letters) throw new ReadError('pdf-without-codes', { page });
    if (letters < FEW && (marks.picture > COVERED || marks.curves > OUTLINED)) this.scans.push(page);
    else if (letters > 0) this.texts++;
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

  /** Columns of a page were found without ruling lines. */
  unruled(page: number): void {
    this.remark(
      page,
      `第 ${page} 页的表格没有画框线，各栏是按文字的间隔划分的，一格多行的文字没有合并，请对照原件。`,
      `The table on page ${page} has no ruling lines; its columns were found by the gaps between texts, and lines of one cell were not joined. Check the original.`,
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

  private remark(page: number, zh: string, en: string): void {
    this.remarks.push({ row: null, page, zh, en });
  }
}
