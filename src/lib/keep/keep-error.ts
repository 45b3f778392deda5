/** What went wrong with what is kept, and what to do. Nothing kept before is lost by any of these. */
const REASONS = {
  quota: {
    zh: () =>
      '浏览器的存储空间不足，这次的内容没有保存，原来保存的没有变。请删除不用的项目库，或清理磁盘后再试。',
    en: () =>
      'The browser has no room left: this was not kept, what was kept before is unchanged. Remove portfolios you no longer need or free disk space, and try again.',
  },
  blocked: {
    zh: () =>
      '另一个标签页正占用旧版本的数据，或数据已被更新的版本接管。请关闭本站的其他标签页，刷新后再试。',
    en: () =>
      'Another tab holds the kept data in another version. Close the other tabs of this site, reload and try again.',
  },
  unavailable: {
    zh: (d: Details) =>
      `这个浏览器不让本站保存数据（${d.reason}），常见于无痕模式。可以照常使用，但关闭后不保留；需要保留时请导出文件，或换普通窗口打开。`,
    en: (d: Details) =>
      `This browser lets this site keep nothing (${d.reason}), as private windows do. Everything works but is gone when closed: export a file, or open an ordinary window.`,
  },
  damaged: {
    zh: (d: Details) =>
      `保存的“${d.what}”读不出来或内容不符（${d.reason}），其余内容不受影响。请从原文件或导出的文件重新导入。`,
    en: (d: Details) =>
      `"${d.what}" as kept cannot be read or is not what was kept (${d.reason}); the rest is sound. Import it again from the original or an exported file.`,
  },
  changed: {
    zh: () => '这个项目库已在另一个标签页中改动或删除，这里的改动没有保存。请重新打开它再改。',
    en: () =>
      'Another tab has changed or removed this portfolio; this change was not kept. Open it again and repeat the change.',
  },
  newer: {
    zh: () => '保存的数据来自更新的版本。请刷新页面以载入新版本。',
    en: () => 'What is kept was written by a newer version. Reload the page to get it.',
  },
  'bundle-unknown': {
    zh: (d: Details) => `这不是从本工具导出的项目库文件（${d.reason}）。请选择 .zhunxing 文件。`,
    en: (d: Details) =>
      `This is not a portfolio file exported from here (${d.reason}). Choose a .zhunxing file.`,
  },
  'bundle-newer': {
    zh: (d: Details) => `这个项目库文件的格式是 ${d.schema}，本版本只读 ${d.known}。请更新后再导入。`,
    en: (d: Details) =>
      `This portfolio file has the format ${d.schema}, this version reads ${d.known}. Update and try again.`,
  },
  'bundle-damaged': {
    zh: (d: Details) =>
      `项目库文件已损坏或被改动（${d.reason}），没有导入任何内容。请重新导出或重新传送后再试。`,
    en: (d: Details) =>
      `The portfolio file is damaged or was altered (${d.reason}); nothing was imported. Export or send it again.`,
  },
  'bundle-limit': {
    zh: (d: Details) => `项目库文件超出上限（${d.reason}），没有继续。请分成几个项目库。`,
    en: (d: Details) =>
      `The portfolio file is beyond the limit (${d.reason}) and was not taken further. Split the portfolio into several.`,
  },
} as const;

type Details = Record<string, string | number>;
export type KeepErrorCode = keyof typeof REASONS;

/** `message` is Chinese, `messageEn` English. A worker must send code and messages itself: a clone of an error drops them. */
export class KeepError extends Error {
  code: KeepErrorCode;
  messageEn: string;
  constructor(code: KeepErrorCode, details: Details = {}, cause?: unknown) {
    super(REASONS[code].zh(details), { cause });
    this.name = 'KeepError';
    this.code = code;
    this.messageEn = REASONS[code].en(details);
  }
}

const said = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');

/** What a failed opening of the database means. */
export function whyNotOpened(error: unknown): KeepError {
  if (error instanceof KeepError) return error;
  if (nameOf(error) === 'QuotaExceededError') return new KeepError('quota', {}, error);
  if (nameOf(error) === 'VersionError') return new KeepError('newer', {}, error);
  return new KeepError('unavailable', { reason: said(error) }, error);
}

/** What a failed transaction means. Errors that are not the browser's storage speaking are given back as they are. */
export function whyNotDone(error: unknown, what: string): unknown {
  switch (nameOf(error)) {
    case 'QuotaExceededError':
      return new KeepError('quota', {}, error);
    case 'InvalidStateError': // the connection was closed: a newer version, or "forget everything" in another tab
      return new KeepError('blocked', {}, error);
    case 'UnknownError':
    case 'NotReadableError':
    case 'NotFoundError':
    case 'DataError':
    case 'EncodingError':
      return new KeepError('damaged', { what, reason: said(error) }, error);
    default:
      return error;
  }
}
