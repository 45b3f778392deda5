import { STRENGTHS } from '#core/model/indicator.ts';
import type { Portfolio } from '#core/model/form.ts';
import { strengthOf } from '#core/model/strength.ts';
import { textTable } from '#core/report/text-table.ts';
import type { Effects } from './effects.ts';
import { output } from './output.ts';
import { readPaths, type CommonOptions } from './portfolio.ts';

export interface ParseOptions extends CommonOptions {
  format: 'json' | 'ndjson' | 'table';
  out?: string;
}

/** `zhunxing parse`: the forms as read. */
export async function parse(
  paths: readonly string[],
  options: ParseOptions,
  effects: Effects,
): Promise<number> {
  const { portfolio } = await readPaths(paths, options, effects);
  await output(FORMATS[options.format](portfolio, options.lang), options.out, effects);
  return 0;
}

const FORMATS: Record<ParseOptions['format'], (portfolio: Portfolio, language: 'zh' | 'en') => string> = {
  json: (portfolio) => JSON.stringify(portfolio, null, 2) + '\n',
  ndjson: (portfolio) => portfolio.forms.map((form) => JSON.stringify(form) + '\n').join(''),
  table,
};

function table(portfolio: Portfolio, language: 'zh' | 'en'): string {
  const header =
    language === 'zh'
      ? [
          '申报表',
          '年度',
          '项目名称',
          '年度资金（元）',
          '指标',
          '数值',
          '100%',
          '方向',
          '状态',
          '缺失',
          '说明',
        ]
      : ['form', 'year', 'project', 'annual (yuan)', 'indicators', ...STRENGTHS, 'notes'];
  const rows = portfolio.forms.map((form) => {
    const strengths = form.indicators.map((indicator) => strengthOf(indicator.target));
    return [
      form.id,
      form.year,
      form.project.name,
      form.funding.annual,
      form.indicators.length,
      ...STRENGTHS.map((strength) => strengths.filter((one) => one === strength).length),
      form.notes.length + form.indicators.filter((indicator) => indicator.notes.length > 0).length,
    ];
  });
  for (const form of portfolio.held)
    rows.push([
      form.id,
      form.year,
      `${language === 'zh' ? '【待确认】' : '[to look at] '}${form.project.name}`,
      null,
      form.indicators.length,
      ...STRENGTHS.map(() => null),
      form.notes.length,
    ]);
  const { cells, placed, noted } = portfolio.coverage;
  const notes = portfolio.notes.map(
    (note) =>
      `${note.code}  ${note.source.file}:${note.source.line ?? note.source.row ?? ''}  ${language === 'zh' ? note.message : note.messageEn}`,
  );
  const indicators = portfolio.forms.reduce((sum, form) => sum + form.indicators.length, 0);
  const foot =
    language === 'zh'
      ? `${portfolio.forms.length} 份申报表${portfolio.held.length ? `（另有 ${portfolio.held.length} 份待确认，未计入）` : ''}，${indicators} 项指标；非空单元格 ${cells} 个：已归位 ${placed}，已说明 ${noted}`
      : `${portfolio.forms.length} forms${portfolio.held.length ? ` (and ${portfolio.held.length} to look at, not counted)` : ''}, ${indicators} indicators; ${cells} cells that are not blank: ${placed} placed, ${noted} noted`;
  return `${textTable(header, rows, 44)}${notes.length ? `\n${notes.join('\n')}\n` : ''}\n${foot}\n`;
}
