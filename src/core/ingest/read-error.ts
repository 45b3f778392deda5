/** Why a whole file could not be read: what is wrong, where, how to mend it. */
const REASONS = {
  empty: {
    zh: () => '文件是空的。请检查导出步骤，重新保存后再试。',
    en: () => 'The file is empty. Check the export and save it again.',
  },
  'too-large': {
    zh: (d: Details) => `文件有 ${d.megabytes} MB，超出上限 512 MB。请拆成几个文件。`,
    en: (d: Details) => `The file has ${d.megabytes} MB, the limit is 512 MB. Split it into several files.`,
  },
  'unsupported-format': {
    zh: (d: Details) => `这是 ${d.format} 文件，目前还不能读。请在原程序中另存为纯文本（.txt）后再导入。`,
    en: (d: Details) =>
      `This is a ${d.format} file, which is not yet read. Save it as plain text (.txt) in its own program first.`,
  },
  binary: {
    zh: () =>
      '内容不是文字（按 UTF-8、UTF-16、GB18030 都解不出来）。请确认文件没有损坏，并另存为 UTF-8 文本。',
    en: () =>
      'The content is not text (neither UTF-8, UTF-16 nor GB18030). Check that the file is whole and save it as UTF-8 text.',
  },
  'line-too-long': {
    zh: (d: Details) => `第 ${d.line} 行超过 ${d.megabytes} MB，不像是申报表。请确认换行没有在导出时丢失。`,
    en: (d: Details) =>
      `Line ${d.line} is longer than ${d.megabytes} MB, which no form is. Check that line breaks were not lost in the export.`,
  },
  'no-form': {
    zh: () => '没有找到申报表：全文没有“项目名称”等表头文字。请确认选对了文件。',
    en: () =>
      'No form was found: nowhere does a label such as 项目名称 stand. Check that this is the right file.',
  },
  'form-incomplete': {
    zh: (d: Details) =>
      `第 ${d.line} 行起有申报表的文字，但缺少项目名称或其他内容，无法成表。请补全后再导入。`,
    en: (d: Details) =>
      `From line ${d.line} on stands part of a form, but its project name or the rest is missing. Complete it and try again.`,
  },
  'no-delimiters': {
    zh: (d: Details) =>
      `第 ${d.line} 行像是申报表，但各栏之间没有任何分隔（制表符、竖线、空格或换行），无法可靠拆分。请用保留表格结构的方式重新导出。`,
    en: (d: Details) =>
      `Line ${d.line} looks like a form, but nothing (tab, bar, blank or line break) separates its cells. Export it again in a way that keeps the table.`,
  },
  'same-file': {
    zh: (d: Details) => `与 ${d.file} 内容完全相同，没有重复计入。`,
    en: (d: Details) => `It is the same, byte for byte, as ${d.file} and was not counted again.`,
  },
  'bad-json': {
    zh: () => '文件以 JSON 开头，但不是“行的数组”。请导出为由行组成、每行由文字单元格组成的数组。',
    en: () =>
      'The file begins like JSON but is no array of rows. Export an array of rows, each an array of text cells.',
  },
} as const;

type Details = Record<string, string | number>;
export type ReadErrorCode = keyof typeof REASONS;

export class ReadError extends Error {
  code: ReadErrorCode;
  messageEn: string;
  constructor(code: ReadErrorCode, details: Details = {}) {
    super(REASONS[code].zh(details));
    this.name = 'ReadError';
    this.code = code;
    this.messageEn = REASONS[code].en(details);
  }
}
