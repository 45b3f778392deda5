/**
 * Makes the files of tests/golden/formats: the sample and one more form as documents with merged cells, as offices send them.
 * `npm run build:cli && node tests/formats/make-truth.mjs`. Needs LibreOffice (`soffice`, Debian's libreoffice) and a Chinese font
 * (fonts-noto-cjk); the files are kept, so that tests need neither.
 *
 * `--layouts` makes only the Word and Excel files beside tests/golden/<case>/input.html.
 *
 * What is written are the records that the command line reads from the texts, so the damage of the texts is not copied.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const golden = path.join(root, 'tests/golden');
const out = path.join(golden, 'formats');
const work = mkdtempSync(path.join(tmpdir(), 'make-truth-'));

const formsOf = (file) =>
  JSON.parse(
    execFileSync('node', ['dist/cli/zhunxing.js', 'parse', file, '--format', 'json'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    }),
  ).forms;

/** A cell: its text, the columns and rows it spans, and its number where a sheet holds one (`money` or `day`). */
const cell = (text, columns = 1, rows = 1, number = null) => ({ text: text ?? '', columns, rows, number });
const money = (yuan, columns = 1, rows = 1) =>
  yuan === null
    ? cell('', columns, rows)
    : cell(yuan.toLocaleString('en', { minimumFractionDigits: 2 }), columns, rows, {
        as: 'money',
        value: yuan,
      });
const day = (iso, columns) =>
  cell(iso, columns, 1, iso ? { as: 'day', value: Date.parse(iso) / 86_400_000 + 25_569 } : null);

/** Runs of rows with the same key, each with where it begins and how long it is. */
function runs(rows, key) {
  const found = new Map();
  let start = 0;
  rows.forEach((row, i) => {
    if (i > 0 && key(row) !== key(rows[i - 1])) start = i;
    found.set(start, i - start + 1);
  });
  return found;
}

/** The printed form of Shanghai: seven columns. `null` = the row of the title and of the year. */
function tableOf({ project, funding, goals, indicators }) {
  const first = runs(indicators, (row) => row.level1);
  const second = runs(indicators, (row) => `${row.level1} ${row.level2}`);
  return [
    [
      cell('项目名称'),
      cell(project.name, 2),
      cell('项目性质'),
      cell(project.nature),
      cell('项目类别'),
      cell(project.category),
    ],
    [cell('主管部门'), cell(project.department, 2), cell('实施单位'), cell(project.unit, 3)],
    [cell('计划开始日期'), day(project.start, 2), cell('计划完成日期'), day(project.end, 3)],
    [
      cell(`项目资金（${funding.unit}）`, 1, 4),
      cell('项目资金总额'),
      money(funding.total),
      cell('年度资金申请总额', 2),
      money(funding.annual, 2),
    ],
    [
      cell('其中：财政资金', 1, 2),
      money(funding.totalFiscal, 1, 2),
      cell('其中：当年财政拨款', 2),
      money(funding.fiscal, 2),
    ],
    [cell('上年结转资金', 2), money(funding.carriedOver, 2)],
    [cell('其他资金'), money(funding.totalOther), cell('其他资金', 2), money(funding.other, 2)],
    [cell('项目绩效目标', 1, 2), cell('项目总目标', 2), cell('年度总体目标', 4)],
    [cell(goals.overall, 2), cell(goals.annual, 4)],
    [
      cell('绩效指标', 1, indicators.length + 1),
      cell('一级指标'),
      cell('二级指标'),
      cell('三级指标', 2),
      cell('年度(/项目)指标值', 2),
    ],
    ...indicators.map((row, i) => [
      ...(first.has(i) ? [cell(row.level1, 1, first.get(i))] : []),
      ...(second.has(i) ? [cell(row.level2, 1, second.get(i))] : []),
      cell(row.name, 2),
      cell(row.raw, 2),
    ]),
  ];
}

const TITLE = '财政项目支出绩效目标申报表';
const COLUMNS = [12, 16, 18, 16, 14, 14, 14];
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');
const SHEET_FORMATS = { money: '#,##0.00', day: 'YYYY-MM-DD' };

/** `forSheet` says of each cell whether it is text or a number, as a sheet's page does. */
function pageOf(forms, forSheet) {
  const typed = ({ number }) =>
    forSheet
      ? number
        ? ` sdval="${number.value}" sdnum="1033;0;${SHEET_FORMATS[number.as]}"`
        : ' sdnum="1033;0;@"'
      : '';
  const td = (c) =>
    `<td${c.columns > 1 ? ` colspan="${c.columns}"` : ''}${c.rows > 1 ? ` rowspan="${c.rows}"` : ''}${typed(c)}>${escaped(c.text)}</td>`;
  const one = (form) => {
    const rows = tableOf(form).map((row) => `<tr>${row.map(td).join('')}</tr>`);
    const heading = forSheet
      ? {
          above: '',
          inside: [TITLE, `（${form.year}年度）`].map((text) => `<tr>${td({ ...cell(text, 7) })}</tr>`),
        }
      : {
          above: `<h2 align="center">${TITLE}</h2>\n<p align="center">（${form.year}年度）</p>\n`,
          inside: [],
        };
    const columns = COLUMNS.map((share) => `<col width="${share}%">`).join('');
    return `${heading.above}<table border="1" cellspacing="0" cellpadding="3" width="100%">${columns}\n${[...heading.inside, ...rows].join('\n')}\n</table>\n<p>&nbsp;</p>`;
  };
  return `<!DOCTYPE html>
<html lang="zh"><head><meta charset="utf-8"><title>${TITLE}</title><style>
@page { size: 21cm 29.7cm; margin: 2cm } body { font-family: "Noto Sans CJK SC"; font-size: 9pt }
</style></head><body>
${forms.map(one).join('\n')}
</body></html>
`;
}

/** A workbook with one sheet a form, as a flat OpenDocument file. */
function bookOf(forms) {
  const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const styles = { money: 'money', day: 'day' };
  const printed = ({ text, columns, rows, number }) => {
    const span =
      columns * rows > 1
        ? ` table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}"`
        : '';
    if (text === '') return `<table:table-cell${span}/>`;
    const value = !number
      ? ' office:value-type="string"'
      : number.as === 'day'
        ? ` table:style-name="${styles.day}" office:value-type="date" office:date-value="${text}"`
        : ` table:style-name="${styles.money}" office:value-type="float" office:value="${number.value}"`;
    const lines = text.split('\n').map((line) => `<text:p>${xml(line)}</text:p>`);
    return `<table:table-cell${span}${value}>${lines.join('')}</table:table-cell>`;
  };
  const sheet = (form, n) => {
    const rows = [[cell(TITLE, 7)], [cell(`（${form.year}年度）`, 7)], ...tableOf(form)];
    const covered = [];
    const printedRows = rows.map((row, r) => {
      let cells = '';
      const waiting = [...row];
      for (let c = 0; c < 7;) {
        const next = covered[r]?.has(c) ? null : waiting.shift();
        if (!next) {
          cells += '<table:covered-table-cell/>';
          c++;
          continue;
        }
        cells += printed(next) + '<table:covered-table-cell/>'.repeat(next.columns - 1);
        for (let down = 1; down < next.rows; down++)
          for (let right = 0; right < next.columns; right++) (covered[r + down] ??= new Set()).add(c + right);
        c += next.columns;
      }
      return `<table:table-row>${cells}</table:table-row>`;
    });
    return `<table:table table:name="${n + 1} ${xml(form.project.name).slice(0, 12)}"><table:table-column table:number-columns-repeated="7"/>${printedRows.join('')}</table:table>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="D"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="D"/>
<style:style style:name="money" style:family="table-cell" style:data-style-name="N"/>
</office:automatic-styles>
<office:body><office:spreadsheet>${forms.map(sheet).join('\n')}</office:spreadsheet></office:body></office:document>`;
}

function convert(source, to, infilter) {
  const filter = infilter ? [`--infilter=${infilter}`] : [];
  const profile = `-env:UserInstallation=file://${work}/profile`;
  const options = ['--headless', profile, ...filter, '--convert-to', to, '--outdir', work, source];
  execFileSync('soffice', options, { stdio: 'ignore', cwd: work });
}

const XLSX = 'xlsx:Calc MS Excel 2007 XML';
function make(name, file) {
  const forms = formsOf(file);
  const folder = path.join(out, name);
  const keep = (made, extension) =>
    copyFileSync(path.join(work, made), path.join(folder, `input.${extension}`));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'input.html'), pageOf(forms, false));

  writeFileSync(path.join(work, 'page.html'), pageOf(forms, false));
  convert('page.html', 'docx:MS Word 2007 XML', 'HTML (StarWriter)');
  keep('page.docx', 'docx');
  convert('page.docx', 'pdf:writer_pdf_Export');
  keep('page.pdf', 'pdf');

  writeFileSync(path.join(work, 'sheet.html'), pageOf(forms, true));
  convert('sheet.html', XLSX, 'HTML (StarCalc)');
  keep('sheet.xlsx', 'xlsx');
  convert('sheet.xlsx', 'xls:MS Excel 97');
  keep('sheet.xls', 'xls');

  if (forms.length === 1) return;
  const sheets = path.join(out, `${name}-sheets`);
  mkdirSync(sheets, { recursive: true });
  writeFileSync(path.join(work, 'sheets.fods'), bookOf(forms));
  convert('sheets.fods', XLSX);
  copyFileSync(path.join(work, 'sheets.xlsx'), path.join(sheets, 'input.xlsx'));
}

if (!process.argv.includes('--layouts')) {
  make('shanghai-justice-2024', 'data/samples/shanghai-justice-bureau-2024.txt');
  make('putuo-2026', 'tests/golden/putuo-2026-json-table/input.txt');
}
/** The layouts written by hand as pages, as Word and Excel save them: beside the page, under the same expectation. */
for (const entry of readdirSync(golden)) {
  const page = path.join(golden, entry, 'input.html');
  if (!existsSync(page)) continue;
  const text = readFileSync(page, 'utf8');
  writeFileSync(path.join(work, 'layout.html'), text);
  convert('layout.html', 'docx:MS Word 2007 XML', 'HTML (StarWriter)');
  writeFileSync(path.join(work, 'layout.html'), text.replaceAll('<td', '<td sdnum="1033;0;@"'));
  convert('layout.html', XLSX, 'HTML (StarCalc)');
  for (const extension of ['docx', 'xlsx'])
    copyFileSync(path.join(work, `layout.${extension}`), path.join(golden, entry, `input.${extension}`));
}
rmSync(work, { recursive: true });
