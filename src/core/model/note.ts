import type { Source } from './source.ts';

/**
 * What the reader found hard: codes D01…D07 are the catalogue's data-quality class, later ones are ours.
 * A note never accuses: it says what to look at in the original.
 */
export const NOTE_CODES = {
  D01: { id: 'value-lost', zh: '指标值在提取中丢失', en: 'the value was lost in extraction' },
  D02: {
    id: 'column-shifted',
    zh: '单元格错列，已按词表复位',
    en: 'cells stood in the wrong column and were put back',
  },
  D03: {
    id: 'label-boundary',
    zh: '二级指标标签的起止行存疑',
    en: 'where the level-2 label begins or ends is doubtful',
  },
  D04: {
    id: 'duplicate-dropped',
    zh: '提取时重复的一行，未计入',
    en: 'a row repeated by extraction was not counted',
  },
  D05: {
    id: 'page-continued',
    zh: '表格跨页，已接上',
    en: 'the form continues over a page break and was joined',
  },
  D06: {
    id: 'goal-maybe-filled',
    zh: '多张表的目标文字完全相同，可能是提取时填充所致',
    en: 'the same goal text in many forms may come from extraction',
  },
  D07: {
    id: 'row-not-understood',
    zh: '此行未能读懂，原样保留',
    en: 'the row was not understood and is kept as printed',
  },
  D08: { id: 'outside-form', zh: '不属于任何申报表的文字', en: 'text that belongs to no form' },
  D09: { id: 'form-incomplete', zh: '申报表不完整', en: 'the form is incomplete' },
  D10: { id: 'cell-joined', zh: '被换行拆开的单元格已拼合', en: 'a cell broken over lines was joined' },
  D11: { id: 'ambiguous', zh: '有多种读法，未采用', en: 'more than one reading is possible; none was taken' },
  D12: {
    id: 'not-kept',
    zh: '已读懂，但不属于绩效目标的内容，未入库',
    en: 'read and understood, but no part of the targets; not kept',
  },
  D13: {
    id: 'mended',
    zh: '已由人工更正',
    en: 'mended by hand',
  },
  D14: { id: 'blank-template', zh: '空白模板，不是填好的表', en: 'a blank template, not a filled-in form' },
  D15: { id: 'remark', zh: '文件中应当知道的情况', en: 'something to know about the file' },
} as const;

export type NoteCode = keyof typeof NOTE_CODES;

/** The part of a form a note is about; findings that rest on that part carry the doubt. `table`: rows of indicators not read. */
export type NotePart = 'row' | 'table' | 'goal' | 'funding' | 'head' | 'form' | 'file';

export interface ReadingNote {
  code: NoteCode;
  part: NotePart;
  /** One Chinese sentence that names the place and the text. */
  message: string;
  /** The same in English. */
  messageEn: string;
  /** The printed text the note is about, when there is one. */
  text: string | null;
  source: Source;
  /** For a row with more than one reading: each of them, for a person to choose from. */
  readings?: Reading[];
}

/** One way to read a row: its indicator's name and value. */
export interface Reading {
  name: string;
  raw: string;
}
