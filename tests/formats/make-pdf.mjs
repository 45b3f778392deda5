/**
 * Makes the PDF files of tests/formats/pdf that need an office program: `node tests/formats/make-pdf.mjs`.
 * Needs LibreOffice (`soffice`), `qpdf` and a Chinese font; the files are kept, so that tests need none of them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const here = path.join(import.meta.dirname, 'pdf');
const work = mkdtempSync(path.join(tmpdir(), 'make-pdf-'));
mkdirSync(here, { recursive: true });

const page = (body) => `<html><head><meta charset="utf-8"><style>
@page { size: 21cm 29.7cm; margin: 2cm } body { font-family: "Noto Sans CJK SC"; font-size: 10pt }
</style></head><body>${body}</body></html>`;
const table = (rows) =>
  `<table border="1" cellspacing="0" cellpadding="2" width="100%">${rows
    .map((row) => `<tr>${row.map(cell).join('')}</tr>`)
    .join('')}</table>`;
const cell = (text) => {
  const [, columns = 1, rows = 1, shown] = /^(?:(\d+)x(\d+) )?(.*)$/su.exec(text);
  return `<td colspan="${columns}" rowspan="${rows}">${shown}</td>`;
};

const head = [
  ['项目名称', '2x1 河道整治工程（二期）', '项目性质', '阶段性项目', '项目类别', '特定目标类'],
  ['主管部门', '2x1 某区水务局', '实施单位', '3x1 某区河道管理所'],
  ['计划开始日期', '2x1 2026/1/1', '计划完成日期', '3x1 2027/12/31'],
  ['1x4 项目资金（元）', '项目资金总额', '1,200,000.00', '2x1 年度资金申请总额', '2x1 700,000.00'],
  ['1x2 其中：财政资金', '1x2 1,200,000.00', '2x1 其中：当年财政拨款', '2x1 700,000.00'],
  ['2x1 上年结转资金', '2x1 0.00'],
  ['其他资金', '0.00', '2x1 其他资金', '2x1 0.00'],
  ['1x2 项目绩效目标', '3x1 项目总目标', '3x1 年度总体目标'],
  ['3x1 整治河道，改善水质，让两岸居民受益，河道两岸整洁有序。', '3x1 完成河道清淤，水质达到Ⅳ类及以上。'],
];
const targets = (name = '成本控制率') => [
  ['1x8 绩效指标', '一级指标', '二级指标', '2x1 三级指标', '2x1 年度(/项目)指标值'],
  ['成本指标', '经济成本指标', `2x1 ${name}`, '2x1 ≤100.00(%)'],
  ['1x3 产出指标', '数量指标', '2x1 清淤土方量', '2x1 ≥30000(立方米)'],
  ['质量指标', '2x1 验收合格率', '2x1 =100.00(%)'],
  ['时效指标', '2x1 完工及时性', '2x1 及时'],
  ['1x2 效益指标', '生态效益指标', '2x1 水质达标率', '2x1 ≥95.00(%)'],
  ['可持续影响指标', '2x1 长效管理机制健全性', '2x1 健全'],
  ['满意度指标', '服务对象满意度指标', '2x1 居民满意度', '2x1 ≥90.00(%)'],
];
const title = '<p align="center">财政项目支出绩效目标申报表</p><p align="center">（2026年度）</p>';
const filler = (lines) => '<p>编制说明</p>'.repeat(lines);

const files = {
  form: page(title + table([...head, ...targets()])),
  'break-between-rows': page(filler(18) + title + table([...head, ...targets()])),
  'break-in-row': page(
    filler(15) +
      title +
      table([...head, ...targets('成本控制率以监理单位和测绘单位共同确认的竣工断面为准，'.repeat(14))]),
  ),
  small: page('<p>项目名称</p>'),
};

for (const [name, html] of Object.entries(files)) {
  writeFileSync(path.join(work, `${name}.html`), html);
  execFileSync('soffice', [
    `-env:UserInstallation=file://${work}/profile`,
    '--headless',
    '--infilter=HTML (StarWriter)',
    '--convert-to',
    'pdf:writer_pdf_Export',
    '--outdir',
    name === 'small' ? work : here,
    path.join(work, `${name}.html`),
  ]);
}
const small = path.join(work, 'small.pdf');
const locked = (user, name) =>
  execFileSync('qpdf', ['--encrypt', user, 'owner', '256', '--', small, path.join(here, name)]);
locked('secret', 'password.pdf');
locked('', 'owner-password.pdf');
rmSync(work, { recursive: true });
