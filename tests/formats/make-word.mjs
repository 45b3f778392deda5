/**
 * Makes the documents of tests/formats/word and the pages of tests/formats/html that need an office program:
 * `node tests/formats/make-word.mjs`. Needs LibreOffice (`soffice`); the files are kept, so that tests need none of it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const word = path.join(import.meta.dirname, 'word');
const html = path.join(import.meta.dirname, 'html');
const work = mkdtempSync(path.join(tmpdir(), 'make-word-'));
for (const folder of [word, html]) mkdirSync(folder, { recursive: true });

const table = (rows) =>
  `<table width="100%">${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}</table>`;
const cell = (text) => {
  const [, columns = 1, rows = 1, shown] = /^(?:(\d+)x(\d+) )?(.*)$/su.exec(text);
  return `<td colspan="${columns}" rowspan="${rows}">${shown}</td>`;
};
const form = (name, year, sum) => `<p align="center">财政项目支出绩效目标申报表</p>
<p align="center">（${year}年度）</p>
${table([
  ['项目名称', `2x1 ${name}`, '项目性质', '经常性<br>项目', '项目类别', '部门预算'],
  ['主管部门', '2x1 某区水务局', '实施单位', '3x1 某区河道管理所'],
  ['计划开始日期', `2x1 ${year}/1/1`, '计划完成日期', `3x1 ${year}/12/31`],
  ['1x4 项目资金<br>（元）', '项目资金总额', sum, '2x1 年度资金申请总额', `2x1 ${sum}`],
  ['1x2 其中：财政资金', `1x2 ${sum}`, '2x1 其中：当年财政拨款', `2x1 ${sum}`],
  ['2x1 上年结转资金', '2x1 0.00'],
  ['其他资金', '0.00', '2x1 其他资金', '2x1 0.00'],
  ['1x2 项目绩效目标', '3x1 项目总目标', '3x1 年度总体目标'],
  ['3x1 整治河道，改善水质。', '3x1 <p>目标1：完成清淤；</p><p>目标2：水质达到Ⅳ类。</p>'],
  ['1x7 绩效指标', '一级指标', '二级指标', '2x1 三级指标', '2x1 年度(/项目)指标值'],
  ['成本指标', '经济成本指标', '2x1 成本控制率', '2x1 ≤100.00(%)'],
  ['1x3 产出指标', '数量指标', '2x1 清淤土方量', '2x1 ≥30000(立方米)'],
  ['质量指标', '2x1 验收合格率', '2x1 ＝100.00(%)'],
  ['时效指标', '2x1 完成及时率', '2x1 ≥95.00(%)'],
  ['效益指标', '生态效益指标', '2x1 水质改善情况', '2x1 改善'],
  ['满意度指标', '服务对象满意度指标', '2x1 居民满意度', '2x1 ≥90.00(%)'],
])}`;
const page = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>附表</title></head><body>
${form('河道整治工程', 2026, '1,200,000.00')}<p>&nbsp;</p>${form('泵站运行维护', 2026, '350,000.50')}</body></html>`;

const office = (source, filter, kind) =>
  execFileSync(
    'soffice',
    [
      '--headless',
      `-env:UserInstallation=file://${work}/profile`,
      ...(filter ? [`--infilter=${filter}`] : []),
      '--convert-to',
      kind,
      '--outdir',
      work,
      source,
    ],
    { stdio: 'ignore' },
  );

writeFileSync(path.join(html, 'forms.html'), page);
copyFileSync(path.join(html, 'forms.html'), path.join(work, 'forms.html'));
office(path.join(work, 'forms.html'), 'HTML (StarWriter)', 'docx:MS Word 2007 XML');
copyFileSync(path.join(work, 'forms.docx'), path.join(word, 'forms.docx'));
office(path.join(work, 'forms.docx'), null, 'html:HTML (StarWriter)');
copyFileSync(path.join(work, 'forms.html'), path.join(html, 'forms-from-word.html'));
writeFileSync(path.join(work, 'sheet.html'), page);
office(path.join(work, 'sheet.html'), 'HTML (StarCalc)', 'xlsx');
office(path.join(work, 'sheet.xlsx'), null, 'html:HTML (StarCalc)');
copyFileSync(path.join(work, 'sheet.html'), path.join(html, 'forms-from-sheet.html'));
rmSync(work, { recursive: true });
