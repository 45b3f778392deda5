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

describe('what is not printed', () => {
  it('drops scripts, styles, titles, comments and templates', () => {
    expect(
      shown(
        '<html><head><title>题</title><style>td{}</style></head><body><!-- 注 --><script>document.write("<td>坏")</script><template><p>模</template>' +
          '<xml><w:View>Normal</w:View></xml><table><tr><td>a<script>alert(1)</script>b<input type=hidden value=藏></table>',
      ),
    ).toEqual(['1: ab@0']);
  });

  it('leaves hidden text out, lets cells that are not laid out take no column, and says so', () => {
    const html =
      '<p style="display : none">藏一<p>见<table><col><col style="display:none"><tr><td rowspan=2>甲<td>藏列<td>丙<tr><td style="display:none">藏格<td><td>丁' +
      '<tr hidden><td>藏行<tr><td style="visibility:hidden">藏字<td><td>戊</table><span style="mso-hide:all">藏二</span>完';
    expect(shown(html)).toEqual(['1: 见@0', '2: 甲@0×2 | 丙@2', '3: 丁@2', '4: 戊@2', '5: 完@0']);
    expect(remarks(html)).toEqual([
      '网页中有隐藏的文字，不打印，没有读：“藏一；藏格；藏行；藏字；藏二；藏列”。',
    ]);
  });

  it('lets a hidden part without its end tag reach no farther than its cell', () => {
    expect(shown('<table><tr><td><span hidden>藏<td>见<tr><td>又见</table>')).toEqual([
      '1: 见@1',
      '2: 又见@0',
    ]);
  });
});

describe('what is printed', () => {
  it('reads fields of a form, choices and ticks', () => {
    expect(
      shown(
        '<table><tr><td><input value="项目甲"><td><select><option>一<option selected>二</select><td><input type=checkbox checked>新增<input type=radio>延续<td><textarea>行一\n行二</textarea></table>',
      ),
    ).toEqual(['1: 项目甲@0 | 二@1 | ☑新增□延续@2 | 行一\n行二@3']);
  });

  it('joins lines broken in the source as browsers do, and numbers lists', () => {
    expect(
      shown('<p>项目\r\n  名称 A\n B<ol start=3><li>甲<li>乙</ol><ul><li>丙</ul><pre>x\n y</pre>'),
    ).toEqual(['1: 项目名称 A B@0', '2: 3. 甲@0', '3: 4. 乙@0', '4: 丙@0', '5: x@0', '6: y@0']);
  });

  it('reads what Word and Excel save', () => {
    expect(
      shown(
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]--></head><body><p class=MsoNormal>表<o:p></o:p></p>" +
          "<table><![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td></tr><![endif]><tr><td x:num=\"0.95\" style='mso-number-format:Percent'>95%</td><td x:str><![if !supportEmptyParas]>&nbsp;<![endif]></td></tr></table>",
      ),
    ).toEqual(['1: 表@0', '2: 95%@0']);
  });
});
