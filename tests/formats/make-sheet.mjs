// Makes the workbooks in tests/formats/sheet with three programs, so that the reader is not tested against its own library alone:
// LibreOffice (soffice must be on the path), write-excel-file and SheetJS. Run: node tests/formats/make-sheet.mjs
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as XLSX from '@e965/xlsx';
import writeExcel from 'write-excel-file/node';

const out = path.join(import.meta.dirname, 'sheet');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'make-sheet-'));
fs.mkdirSync(out, { recursive: true });

const FORM = `<html><head><meta charset="utf-8"></head><body><table border=1>
<tr><td colspan=6 align=center>财政项目支出绩效目标申报表</td></tr>
<tr><td colspan=6>（2025年度）</td></tr>
<tr><td>项目名称</td><td colspan=2>水渠清淤</td><td>项目性质</td><td colspan=2>一次性项目</td></tr>
<tr><td>主管部门</td><td colspan=2>某县水利局</td><td>实施单位</td><td colspan=2>某县水利站</td></tr>
<tr><td>计划开始日期</td><td colspan=2 sdval="45658" sdnum="2052;1033;M/D/YY">1/1/25</td><td>计划完成日期</td><td colspan=2 sdval="46022" sdnum='2052;2052;YYYY"年"M"月"D"日"'>2025年12月31日</td></tr>
<tr><td rowspan=2>项目资金<br>（万元）</td><td>年度资金申请总额</td><td sdnum="2052;0;#,##0.00" sdval="1234.5">1,234.50</td><td>其中：当年财政拨款</td><td colspan=2 sdval="1234.5" sdnum="2052;0;#,##0.00">1,234.50</td></tr>
<tr><td>零头</td><td sdval="0.30000000000000004" sdnum="2052;">0.3</td><td>编号</td><td colspan=2 sdval="120000000000" sdnum="2052;">1.2E+11</td></tr>
<tr><td rowspan=4>绩效指标</td><td>一级指标</td><td>二级指标</td><td colspan=2>三级指标</td><td>指标值</td></tr>
<tr><td rowspan=2>产出指标</td><td>数量指标</td><td colspan=2>清淤长度</td><td>≥3.00(公里)</td></tr>
<tr><td>质量指标</td><td colspan=2>验收合格率</td><td sdnum="2052;0;0%" sdval="0.95">95%</td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td colspan=2>受益村民投诉率</td><td>≤1(%)</td></tr>
</table></body></html>`;

/** Everything that hides, floats, repeats or shows otherwise than it is stored. */
const FEATURES = fs.readFileSync(path.join(import.meta.dirname, 'features.fods'), 'utf8');

const office = (name, text, filter, kinds) => {
  const source = path.join(work, name);
  fs.writeFileSync(source, text);
  for (const kind of kinds)
    execFileSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=file://${work}/profile`,
        ...(filter ? [`--infilter=${filter}`] : []),
        '--convert-to',
        kind,
        '--outdir',
        out,
        source,
      ],
      { stdio: 'ignore' },
    );
};
office('form.html', FORM, 'HTML (StarCalc)', ['xlsx', 'xls', 'ods']);
office('features.fods', FEATURES, null, ['xlsx', 'xls', 'ods']);

const bold = (value, more = {}) => ({ value, fontWeight: 'bold', ...more });
await writeExcel(
  [
    [bold('财政项目支出绩效目标申报表', { span: 4, align: 'center' }), null, null, null],
    [{ value: '项目名称' }, { value: '水渠清淤', span: 3 }, null, null],
    [
      { value: '计划开始日期' },
      { value: new Date(Date.UTC(2025, 0, 1)), type: Date, format: 'm/d/yy' },
      { value: '计划完成日期' },
      { value: new Date(Date.UTC(2025, 11, 31)), type: Date, format: 'yyyy/m/d' },
    ],
    [
      { value: '绩效指标', rowSpan: 2 },
      { value: '数量指标' },
      { value: 12345.678, type: Number, format: '#,##0.00' },
      null,
    ],
    [
      null,
      { value: '质量指标' },
      { value: 0.955, type: Number, format: '0.0%' },
      { value: '第一行\n第二行', wrap: true },
    ],
  ],
  { sheet: '申报表' },
).toFile(path.join(out, 'writer.xlsx'));

const book = () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['财政项目支出绩效目标申报表'],
    ['项目名称', '水渠清淤'],
    [],
    ['金额', 1234.5, 0.1 + 0.2, 1 / 3, 1.2e11],
    ['日期', 45838],
  ]);
  sheet['!merges'] = [XLSX.utils.decode_range('A1:E1')];
  sheet.B4.z = '#,##0.00';
  sheet.B5.z = 'm/d/yy';
  const made = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(made, sheet, '表一');
  return made;
};
const write = (name, bookType, change = () => {}) => {
  const made = book();
  change(made);
  XLSX.writeFile(made, path.join(out, name), { bookType, compression: true, cellStyles: true });
};
XLSX.set_fs(fs);
write('library.xlsx', 'xlsx');
write('library.xlsb', 'xlsb');
write('library.xls', 'biff8');
write('library.et', 'biff8');
write('library.ods', 'ods');
write('library-2003.xls', 'xlml');
write('library-1904.xlsx', 'xlsx', (made) => {
  made.Workbook = { WBProps: { date1904: true } };
  made.Sheets['表一'].B5.v = 45838 - 1462;
});
fs.rmSync(work, { recursive: true });
