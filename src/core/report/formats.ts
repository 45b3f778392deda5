import { findingCsv } from './csv.ts';
import { findingHtml } from './html.ts';
import { findingJunit } from './junit.ts';
import { findingMarkdown } from './markdown.ts';
import type { Report } from './report.ts';
import { runJson } from './run-json.ts';
import { findingSarif } from './sarif.ts';
import { findingTable } from './table.ts';
import { XLSX_MIME } from './workbook.ts';
import { findingXlsx } from './xlsx.ts';

/** Every format that findings can be given in. */
export const REPORTS = {
  table: { extension: 'txt', mime: 'text/plain', render: (input) => findingTable(input) },
  json: { extension: 'json', mime: 'application/json', render: runJson },
  csv: { extension: 'csv', mime: 'text/csv', render: findingCsv },
  xlsx: {
    extension: 'xlsx',
    mime: XLSX_MIME,
    render: findingXlsx,
  },
  md: { extension: 'md', mime: 'text/markdown', render: findingMarkdown },
  html: { extension: 'html', mime: 'text/html', render: findingHtml },
  sarif: { extension: 'sarif', mime: 'application/sarif+json', render: findingSarif },
  junit: { extension: 'xml', mime: 'application/xml', render: findingJunit },
} as const satisfies Record<string, Report>;

export type Format = keyof typeof REPORTS;
