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
    zh: (d: Details) =>
      `这是${d.format === 'ole' ? '旧版 Office 文件，但不是 Word 或 Excel，或者内容不全' : ` ${d.format} 文件，目前还不能读`}。请在原程序中另存为 .xlsx、.docx、.pdf 或纯文本后再导入。`,
    en: (d: Details) =>
      `This is ${d.format === 'ole' ? 'an old Office file, but neither Word nor Excel, or not whole' : `a ${d.format} file, which is not yet read`}. Save it as .xlsx, .docx, .pdf or plain text in its own program first.`,
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
  encrypted: {
    zh: (d: Details) => `这个 ${d.format} 文件设有密码，无法读取。请在原程序中去掉密码，另存后再导入。`,
    en: (d: Details) =>
      `This ${d.format} file is protected by a password. Remove the password in its own program and save it again.`,
  },
  damaged: {
    zh: (d: Details) =>
      `这个 ${d.format} 文件已损坏或不完整（${d.reason}）。请在原程序中打开、另存后再导入。`,
    en: (d: Details) =>
      `This ${d.format} file is damaged or cut short (${d.reason}). Open it in its own program and save it again.`,
  },
  'scanned-pdf': {
    zh: (d: Details) =>
      `这个 PDF 的 ${d.pages} 页都是图片，没有文字，属于扫描件。请向报送单位索取可复制文字的电子版，或先做文字识别（OCR）再导入。`,
    en: (d: Details) =>
      `All ${d.pages} pages of this PDF are pictures without text: a scan. Ask for the file with text in it, or run text recognition (OCR) first.`,
  },
  'pdf-without-codes': {
    zh: (d: Details) =>
      `这个 PDF 第 ${d.page} 页的文字没有可用的编码，复制出来是乱码，不能读取。请索取原来的 Word 或 Excel 文件，或重新导出 PDF。`,
    en: (d: Details) =>
      `The text on page ${d.page} of this PDF has no usable character codes; copied, it is rubbish. Ask for the Word or Excel file, or export the PDF again.`,
  },
  'old-word': {
    zh: () => '这是旧版 Word 文件（.doc），读不准表格。请用 Word 或 WPS 打开，另存为 .docx 后再导入。',
    en: () =>
      'This is an old Word file (.doc), whose tables cannot be read safely. Open it in Word or WPS, save it as .docx and try again.',
  },
  picture: {
    zh: (d: Details) => `这是 ${d.format} 图片，没有文字可读。请索取电子版，或先做文字识别（OCR）。`,
    en: (d: Details) =>
      `This is a ${d.format} picture without text. Ask for the electronic file, or run text recognition (OCR) first.`,
  },
  'too-many-entries': {
    zh: (d: Details) => `压缩包里有 ${d.entries} 个文件，超出上限 ${d.limit} 个。请分几个压缩包导入。`,
    en: (d: Details) =>
      `The archive holds ${d.entries} files, the limit is ${d.limit}. Split it into several.`,
  },
  'unpacks-too-large': {
    zh: (d: Details) => `解压后超过上限 ${d.megabytes} MB，可能是压缩炸弹，没有继续解压。请确认文件来源。`,
    en: (d: Details) =>
      `It unpacks to more than the limit of ${d.megabytes} MB and may be a zip bomb; unpacking was stopped. Check where it comes from.`,
  },
  'packed-too-tight': {
    zh: (d: Details) =>
      `“${d.part}”解压后膨胀超过 ${d.ratio} 倍，可能是压缩炸弹，没有继续解压。请确认文件来源。`,
    en: (d: Details) =>
      `"${d.part}" unpacks to more than ${d.ratio} times its size and may be a zip bomb; unpacking was stopped. Check where it comes from.`,
  },
  'nested-too-deep': {
    zh: (d: Details) => `压缩包套压缩包超过 ${d.depth} 层，没有再往里读。请先解压后再导入。`,
    en: (d: Details) => `Archives stand in archives more than ${d.depth} deep. Unpack it first.`,
  },
  'too-many-cells': {
    zh: (d: Details) => `有文字的单元格超过上限 ${d.limit} 个，不像是申报表。请拆成几个文件。`,
    en: (d: Details) =>
      `More than ${d.limit} cells hold text, which no form has. Split it into several files.`,
  },
  'too-many-pages': {
    zh: (d: Details) => `有 ${d.pages} 页，超出上限 ${d.limit} 页。请拆成几个文件。`,
    en: (d: Details) => `It has ${d.pages} pages, the limit is ${d.limit}. Split it into several files.`,
  },
  'too-slow': {
    zh: (d: Details) => `读了 ${d.seconds} 秒还没有读完，已停止。请拆成几个文件，或在原程序中另存后再试。`,
    en: (d: Details) =>
      `Reading was stopped after ${d.seconds} seconds. Split the file, or save it again in its own program.`,
  },
  entities: {
    zh: (d: Details) =>
      `“${d.part}”含有 XML 实体声明，正常的办公文件不会有，为安全起见没有读取。请确认文件来源。`,
    en: (d: Details) =>
      `"${d.part}" declares XML entities, which no office program writes; for safety it was not read. Check where it comes from.`,
  },
  'needs-a-look': {
    zh: (d: Details) =>
      `读到 ${d.forms} 张表，但把握不足，暂不计入任何数字。请在“数据”页对照原文逐格指认后采用。`,
    en: (d: Details) =>
      `${d.forms} forms were read with too little confidence and are in no figure yet. Compare them with the original on the Data page and say what is what.`,
  },
  'blank-template': {
    zh: (d: Details) => `第 ${d.line} 行起是空白模板，只有表头和占位符（**、XX），没有填写内容。`,
    en: (d: Details) =>
      `From line ${d.line} on stands a blank template: labels and fillers (**, XX), nothing filled in.`,
  },
  frames: {
    zh: (d: Details) =>
      `这个网页只是框架，表格在同名文件夹的其他文件里（${d.files}）。请把那个文件夹里的网页文件一并导入，或在原程序中另存为 .xlsx。`,
    en: (d: Details) =>
      `This page is only a frame: its tables are in other files (${d.files}) in the folder beside it. Give those files too, or save it as .xlsx in its own program.`,
  },
  'pictures-only': {
    zh: (d: Details) =>
      `这个 ${d.format} 文件里只有 ${d.pictures} 张图片，没有文字。请索取电子版，或先做文字识别（OCR）再导入。`,
    en: (d: Details) =>
      `This ${d.format} file holds only ${d.pictures} pictures and no text. Ask for the electronic file, or run text recognition (OCR) first.`,
  },
  'newer-portfolio': {
    zh: (d: Details) => `这个项目库文件（${d.schema}）由更新的版本导出。请更新准星后再读。`,
    en: (d: Details) =>
      `This portfolio file (${d.schema}) was exported by a newer version. Update Zhunxing first.`,
  },
  unreadable: {
    zh: (d: Details) => `读取程序出错（${d.reason}）。文件没有问题时，请把它发给维护者；其余文件照常读取。`,
    en: (d: Details) =>
      `The reader failed (${d.reason}). If the file is sound, send it to the maintainers; the other files are read on.`,
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

/** Why a file could not be read, as its report says it; a failure of a library is told as such. */
export function reportOf(error: unknown): { code: string; message: string; messageEn: string } {
  const told =
    error instanceof ReadError
      ? error
      : new ReadError('unreadable', { reason: error instanceof Error ? error.message : String(error) });
  return { code: told.code, message: told.message, messageEn: told.messageEn };
}
