import { describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';
import { sectionsOfHtml } from './html.ts';
import type { Limits, ReadContext } from './section.ts';

const context = (limits: Partial<Limits> = {}): ReadContext => ({
  budget: new Budget(limits),
  asset: () => Promise.reject(new Error('no asset is needed')),
});

/** Each row as `row: text@column+columns×rows | …`, spans of 1 left out. */
function shown(html: string, limits?: Partial<Limits>): string[] {
  const [section] = sectionsOfHtml(html, context(limits));
  return section!.rows.map(
    ({ row, cells }) =>
      `${row}: ${cells
        .map(
          ({ text, column, columns, rows }) =>
            `${text}@${column}${columns > 1 ? `+${columns}` : ''}${rows > 1 ? `×${rows}` : ''}`,
        )
        .join(' | ')}`,
  );
}
const remarks = (html: string, limits?: Partial<Limits>) =>
  sectionsOfHtml(html, context(limits))[0]!.remarks?.map(({ zh }) => zh) ?? [];

describe('tables', () => {
  it('gives true columns under cells that span', () => {
    expect(
      shown(
        '<table><tr><td rowspan=3>绩效指标<td colspan=2>一级<td>二级<tr><td>a<td rowspan=2>b<td>c<tr><td>d<td>e</table>',
      ),
    ).toEqual(['1: 绩效指标@0×3 | 一级@1+2 | 二级@3', '2: a@1 | b@2×2 | c@3', '3: d@1 | e@3']);
  });

  it('ends spans with their group and with the table', () => {
    expect(
      shown(
        '<table><thead><tr><th rowspan=9>A</th><th>B</th></tr></thead><tbody><tr><td rowspan=0>C</td><td>D</td></tr><tr><td>E</td></tr></tbody></table>x',
      ),
    ).toEqual(['1: A@0 | B@1', '2: C@0×2 | D@1', '3: E@1', '4: x@0']);
  });

  it('keeps to the columns allowed, whatever a span claims, and says what it leaves out', () => {
    const html = '<table><tr><td>a<td colspan=1000000000 rowspan=1000000000>b<td>c<tr><td>d</table>';
    expect(shown(html, { columns: 8 })).toEqual(['1: a@0 | b@1+7×2', '2: d@0']);
    expect(remarks(html, { columns: 8 })).toEqual(['有 1 个单元格排在第 8 列之后，没有读。']);
  });

  it('takes sloppy markup as browsers do', () => {
    expect(
      shown(
        '<TABLE><TR><TD>a</div><TD NOWRAP COLSPAN="2">b<p>c<BR>d<TR><TH>e</TABLE></td></table><P>f&nbsp;&lt;b&gt;&#x9879;目<p>g',
      ),
    ).toEqual(['1: a@0 | b\nc\nd@1+2', '2: e@0', '3: f\u00a0<b>项目@0', '4: g@0']);
  });

  it('puts text of a table outside its cells before it', () => {
    expect(shown('<table>嘿<caption>表一</caption><tr><td>a</td></tr></table>')).toEqual([
      '1: 嘿@0',
      '2: 表一@0',
      '3: a@0',
    ]);
  });
});

describe('tables in tables', () => {
  it('gives the rows of a layout table in their order', () => {
    expect(
      shown(
        '<table><tr><td>标题<table><tr><td>a<td>b</table>说明<br>二<table><tr><td>c</table></td></tr><tr><td><table><tr><td>d</table></table>',
      ),
    ).toEqual(['1: 标题@0', '2: a@0 | b@1', '3: 说明@0', '4: 二@0', '5: c@0', '6: d@0']);
  });

  it('lets a label span the rows of the table beside it', () => {
    expect(
      shown(
        '<table><tr><td>项目资金<td><table><tr><td>总额<td>100<tr><td>其中：财政<td>90</table><tr><td>目标<td>x</table>',
      ),
    ).toEqual(['1: 项目资金@0×2 | 总额@1 | 100@2', '2: 其中：财政@1 | 90@2', '3: 目标@0 | x@1']);
  });

  it('gives the rows after the row when the cell has text of its own or others follow', () => {
    expect(shown('<table><tr><td>a<td>b<table><tr><td>c<td>d</table>e<td>f<tr><td>g</table>')).toEqual([
      '1: a@0×3 | b@1 | f@2×3',
      '2: c@1 | d@2',
      '3: e@1',
      '4: g@0',
    ]);
  });
});
