import type { SuggestionRow } from '#core/rules/suggest.ts';
import { csv } from './csv.ts';
import { markdownTable } from './markdown.ts';
import type { Language } from './report.ts';
import { workbook, XLSX_MIME } from './workbook.ts';

/** The list that goes back to the department: what stands there, what is found of it, how it could be written. */
export const SUGGESTION_FORMATS = {
  xlsx: { extension: 'xlsx', mime: XLSX_MIME },
  csv: { extension: 'csv', mime: 'text/csv' },
  md: { extension: 'md', mime: 'text/markdown' },
} as const;

export type SuggestionFormat = keyof typeof SUGGESTION_FORMATS;

const COLUMNS: Record<Language, string[]> = {
  zh: [
    '部门',
    '项目',
    '年度',
    '二级指标',
    '指标名称',
    '原指标值',
    '问题',
    '可改为',
    '写法',
    '其他项目的写法',
    '先核对原件',
    '文件',
    '行',
    '部门回复',
  ],
  en: [
    'Department',
    'Project',
    'Year',
    'Level 2',
    'Indicator',
    'Target as printed',
    'Findings',
    'Could say',
    'Pattern',
    'How others say it',
    'Check the original',
    'File',
    'Line',
    'Reply',
  ],
};
const TITLE = { zh: '绩效目标修改建议', en: 'Suggestions for performance targets' };
const NOTE = {
  zh: '建议供部门参考，示例中的数请按实际填写；没有自动改动任何申报表。',
  en: 'For the department to consider; figures in examples are to be replaced. No form was changed.',
};

/** The list in a format; no cell can run as a formula. */
export async function suggestionList(
  rows: readonly SuggestionRow[],
  format: SuggestionFormat,
  language: Language,
): Promise<string | Uint8Array> {
  const header = COLUMNS[language];
  const cells = rows.map((row) => cellsOf(row, language));
  if (format === 'csv') return csv(header, cells);
  if (format === 'md')
    return `# ${TITLE[language]}\n\n${NOTE[language]}\n\n${markdownTable(header, cells)}\n`;
  return workbook([
    {
      name: TITLE[language],
      header,
      rows: cells,
      widths: [16, 28, 8, 14, 26, 18, 36, 40, 34, 44, 12, 30, 8, 20],
      wrapped: true,
    },
    {
      name: language === 'zh' ? '说明' : 'Note',
      header: [TITLE[language]],
      rows: [[NOTE[language]], [String(rows.length)]],
      widths: [80],
      wrapped: true,
    },
  ]);
}

function cellsOf(row: SuggestionRow, language: Language): (string | number | null)[] {
  const zh = language === 'zh';
  const line = '\n';
  return [
    row.department,
    row.project,
    row.year,
    row.level2,
    row.name,
    row.raw,
    row.problems.map((one) => `${one.code} ${one.title}`).join(line),
    row.changes.join(line),
    row.pattern,
    row.peers
      .map((one) =>
        zh
          ? `${one.name}：${one.raw}（${one.projects} 个项目，如${one.project}）`
          : `${one.name}: ${one.raw} (${one.projects} projects, such as ${one.project})`,
      )
      .join(line),
    row.check_original ? (zh ? '是' : 'yes') : null,
    row.source_file,
    row.source_line,
    null,
  ];
}
