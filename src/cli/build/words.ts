import { grouped } from '#core/model/amount.ts';
import type { FileMeta, FileProblem } from '#core/store/portfolio-file.ts';
import type { Stage } from './pack.ts';

interface Reading {
  file: string;
  inputs: number;
  of: number;
  indicators: number;
}
interface Built {
  read: number;
  unchanged: number;
  bytes: number;
}

interface Words {
  hashing(files: number, of: number): string;
  reading(done: Reading): string;
  stage: Record<Stage, string>;
  nothing(errors: number): string;
  noFolder(out: string): string;
  notOurs(out: string): string;
  locked(out: string): string;
  resumed(inputs: number): string;
  upToDate(out: string, meta: FileMeta): string;
  built(out: string, meta: FileMeta, how: Built): string;
  problem: Record<FileProblem, string>;
}

const size = (bytes: number) =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${grouped(Math.round(bytes / 1e5) / 10)} MB`;

/** What `build` says. */
export const WORDS: Record<'zh' | 'en', Words> = {
  zh: {
    hashing: (files, of) => `核对文件 ${grouped(files)}/${grouped(of)}`,
    reading: ({ file, inputs, of, indicators }) =>
      `读取 ${grouped(inputs)}/${grouped(of)}，${grouped(indicators)} 项指标，${file}`,
    stage: { compare: '比对各表', sort: '排序写入', facts: '计算各项事实' },
    nothing: (errors) => `没有读到任何申报表${errors === 0 ? '（没有文件）' : ''}`,
    noFolder: (out) => `${out}：所在的文件夹不存在`,
    notOurs: (out) => `${out}：已有这个文件，但它不是项目库，不会被覆盖。请换一个名字。`,
    locked: (out) => `${out}：另一个程序正在使用它或它的 .part 文件，请等它结束。`,
    resumed: (inputs) => `接着上次没做完的：${grouped(inputs)} 个文件已经读过。`,
    upToDate: (out, meta) =>
      `${out} 已是最新：${grouped(meta.forms)} 份申报表，${grouped(meta.indicators)} 项指标，所有文件都没有变化。\n`,
    built: (out, meta, { read, unchanged, bytes }) =>
      `${out}：${grouped(meta.forms)} 份申报表，${grouped(meta.indicators)} 项指标，${size(bytes)}。本次读取 ${grouped(read)} 个文件，${grouped(unchanged)} 个没有变化、未再读取。\n`,
    problem: {
      damaged: '这个 DuckDB 文件打不开：已损坏，或由更新版本的 DuckDB 写成。',
      'no-portfolio': '这是 DuckDB 文件，但不是 zhunxing build 写成的项目库。',
      'built-by-other': '这个项目库由另一版本的准星写成，表的结构不同。请用现在的版本从原始文件重新 build。',
    },
  },
  en: {
    hashing: (files, of) => `checking files ${grouped(files)}/${grouped(of)}`,
    reading: ({ file, inputs, of, indicators }) =>
      `reading ${grouped(inputs)}/${grouped(of)}, ${grouped(indicators)} indicators, ${file}`,
    stage: { compare: 'comparing forms', sort: 'sorting and writing', facts: 'working out facts' },
    nothing: (errors) => `no form could be read${errors === 0 ? ' (there is no file)' : ''}`,
    noFolder: (out) => `${out}: its folder does not exist`,
    notOurs: (out) =>
      `${out}: this file is there and is no portfolio, so it is not overwritten. Choose another name.`,
    locked: (out) => `${out}: another program is using it or its .part file; wait for it to end.`,
    resumed: (inputs) => `Going on where the last build stopped: ${grouped(inputs)} files have been read.`,
    upToDate: (out, meta) =>
      `${out} is up to date: ${grouped(meta.forms)} forms, ${grouped(meta.indicators)} indicators, no file has changed.\n`,
    built: (out, meta, { read, unchanged, bytes }) =>
      `${out}: ${grouped(meta.forms)} forms, ${grouped(meta.indicators)} indicators, ${size(bytes)}. ${grouped(read)} files read now, ${grouped(unchanged)} unchanged and not read again.\n`,
    problem: {
      damaged: 'this DuckDB file cannot be opened: it is damaged, or a newer DuckDB wrote it.',
      'no-portfolio': 'this is a DuckDB file, but no portfolio that zhunxing build wrote.',
      'built-by-other':
        'another version of zhunxing built this portfolio, with other tables. Build it anew from the original files.',
    },
  },
};
