import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ReadError } from '../read-error.ts';
import { Budget } from './budget.ts';
import { readDocx } from './docx.ts';
import type { ReadContext, Section } from './section.ts';

const context = (limits = {}): ReadContext => ({
  budget: new Budget(limits),
  asset: () => Promise.reject(new Error('no asset is needed')),
});

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A Word package around a body and other parts (by name without folder; their relation's type is the name's letters). */
function docx(body: string, parts: Record<string, string> = {}): Uint8Array {
  const relations = Object.keys(parts)
    .map(
      (name) =>
        `<Relationship Id="${name.replace(/\W/g, '')}" Type="${TYPE}/${/^[a-zA-Z]+/.exec(name)![0]}" Target="${name}"/>`,
    )
    .join('');
  const wrap = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  const files: Record<string, Uint8Array> = {
    '_rels/.rels': strToU8(
      wrap(`<Relationship Id="a" Type="${TYPE}/officeDocument" Target="word/document.xml"/>`),
    ),
    'word/_rels/document.xml.rels': strToU8(wrap(relations)),
    'word/document.xml': strToU8(
      body.startsWith('<?xml')
        ? body
        : `<?xml version="1.0"?><w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
    ),
  };
  for (const [name, text] of Object.entries(parts)) files[`word/${name}`] = strToU8(text);
  return zipSync(files);
}
const part = (root: string, inner: string) => `<w:${root} ${NAMESPACES}>${inner}</w:${root}>`;
const p = (text: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const tc = (text: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${text.startsWith('<') ? text : p(text)}</w:tc>`;
const tr = (cells: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;
const tbl = (...rows: string[]) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;

async function read(bytes: Uint8Array, limits = {}): Promise<Section> {
  const sections = await readDocx(bytes, context(limits));
  expect(sections).toHaveLength(1);
  return sections[0]!;
}
const shown = ({ rows }: Section) =>
  rows.map(
    ({ row, cells }) =>
      `${row}: ${cells
        .map(
          ({ text, column, columns, rows }) =>
            `${text}@${column}${columns > 1 ? `+${columns}` : ''}${rows > 1 ? `×${rows}` : ''}`,
        )
        .join(' | ')}`,
  );
const rowsOf = async (body: string, parts?: Record<string, string>) => shown(await read(docx(body, parts)));
const remarksOf = async (body: string, parts?: Record<string, string>) =>
  ((await read(docx(body, parts))).remarks ?? []).map(({ zh }) => zh);

describe('tables', () => {
  it('gives true columns and spans under vMerge, gridSpan, gridBefore and gridAfter', async () => {
    expect(
      await rowsOf(
        tbl(
          tr(
            tc('绩效指标', '<w:vMerge w:val="restart"/>') +
              tc('一级', '<w:gridSpan w:val="2"/>') +
              tc('二级'),
          ),
          tr(tc('', '<w:vMerge/>') + tc('a') + tc('b', '<w:vMerge w:val="restart"/>') + tc('c')),
          tr(
            tc('d') + tc('', '<w:vMerge w:val="continue"/>') + tc('e'),
            '<w:gridBefore w:val="1"/><w:gridAfter w:val="2"/>',
          ),
        ),
      ),
    ).toEqual(['1: 绩效指标@0×2 | 一级@1+2 | 二级@3', '2: a@1 | b@2×2 | c@3', '3: d@1 | e@3']);
  });

  it('gives a covered cell’s text as not printed, and joins cells merged the old way', async () => {
    const body = tbl(
      tr(
        tc('a', '<w:vMerge w:val="restart"/>') +
          tc('b', '<w:hMerge w:val="restart"/>') +
          tc('', '<w:hMerge w:val="continue"/>') +
          tc('c'),
      ),
      tr(tc('盖住的字', '<w:vMerge/>') + tc('d')),
    );
    expect(await rowsOf(body)).toEqual(['1: a@0×2 | b@1+2 | c@3', '2: d@1']);
    expect(await remarksOf(body)).toEqual(['文档中有隐藏的文字，不打印，没有读：“盖住的字”。']);
  });

  it('gives a table in a cell where it is printed', async () => {
    expect(
      await rowsOf(
        tbl(
          tr(tc('项目资金') + tc(tbl(tr(tc('总额') + tc('100')), tr(tc('财政') + tc('90'))) + p(''))),
          tr(tc('目标') + tc('x')),
        ),
      ),
    ).toEqual(['1: 项目资金@0×2 | 总额@1 | 100@2', '2: 财政@1 | 90@2', '3: 目标@0 | x@1']);
  });

  it('reads rows and cells in content controls', async () => {
    expect(
      await rowsOf(
        tbl(
          `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${tr(tc('a') + `<w:sdt><w:sdtPr/><w:sdtContent>${tc('b')}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>`,
        ),
      ),
    ).toEqual(['1: a@0 | b@1']);
  });
});

describe('text', () => {
  it('keeps lines of a cell and makes a row of each line outside tables', async () => {
    expect(
      await rowsOf(
        p('题') +
          `<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>` +
          tbl(tr(tc(p('目标1') + p('') + p('目标2')))),
      ),
    ).toEqual(['1: 题@0', '2: a@0', '3: b@0', '4: 目标1\n目标2@0']);
  });

  it('reads form text that looks like markup as text', async () => {
    expect(await rowsOf(p('&lt;b&gt;≥&amp;amp;&lt;/b&gt;&#x65b0;'))).toEqual(['1: <b>≥&amp;</b>新@0']);
  });

  it('accepts tracked changes and says so', async () => {
    const body =
      '<w:p><w:r><w:t>预算</w:t></w:r><w:del><w:r><w:delText>100</w:delText><w:t>!</w:t></w:r></w:del><w:ins><w:r><w:t>90</w:t></w:r></w:ins></w:p>' +
      '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>上</w:t></w:r></w:p>' +
      p('下') +
      tbl(
        tr(tc('删去的行'), '<w:del w:id="2"/>'),
        tr(tc('留下', '<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>')),
      );
    expect(await rowsOf(body)).toEqual(['1: 预算90@0', '2: 上下@0', '3: 留下@0']);
    expect(await remarksOf(body)).toEqual([expect.stringContaining('未接受的修订')]);
  });

  it('leaves hidden text out and says so', async () => {
    const body =
      '<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>也看得见</w:t></w:r><w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>按样式隐藏</w:t></w:r></w:p>' +
      tbl(tr(tc('藏起的行'), '<w:hidden/>'), tr(tc('行')));
    const styles = part(
      'styles',
      '<w:style w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="H"><w:basedOn w:val="B"/></w:style>',
    );
    expect(await rowsOf(body, { 'styles.xml': styles })).toEqual(['1: 看得见也看得见@0', '3: 行@0']);
    expect(await remarksOf(body, { 'styles.xml': styles })).toEqual([
      '文档中有隐藏的文字，不打印，没有读：“看不见；按样式隐藏；藏起的行”。',
    ]);
  });

  it('reads boxes to tick, old and new, and signs of symbol fonts', async () => {
    const field = (inner: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>${inner}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    expect(
      await rowsOf(
        `<w:p><w:r><w:t>新增□ 延续√ </w:t></w:r>${field('<w:default w:val="0"/><w:checked/>')}${field('<w:default w:val="0"/>')}` +
          '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' +
          '<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>' +
          '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt></w:p>',
      ),
    ).toEqual(['1: 新增□ 延续√ ☑□☑□≥☑☒@0']);
  });

  it('reads chosen entries and field results, not instructions or prompts', async () => {
    const body =
      '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' +
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2024年</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' +
      '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>完</w:t></w:r></w:p>';
    expect(await rowsOf(body)).toEqual(['1: 乙2024年完@0']);
    expect(await remarksOf(body)).toEqual([
      '有控件没有填写，只有提示文字，不打印，没有读：“单击此处输入文字”。',
    ]);
  });

  it('prints automatic numbers', async () => {
    const numbering = part(
      'numbering',
      '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="目标%1："/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>' +
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>',
    );
    const styles = part(
      'styles',
      '<w:style w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    );
    const list = (id: number, level: number) =>
      `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;
    expect(
      await rowsOf(
        p('甲', list(1, 0)) +
          p('乙', '<w:pStyle w:val="S"/>') +
          p('丙', list(1, 1)) +
          p('丁', list(1, 1)) +
          p('戊', list(2, 0)) +
          tbl(tr(tc(`<w:p><w:pPr>${list(1, 0)}</w:pPr></w:p>`) + tc('己'))),
        { 'numbering.xml': numbering, 'styles.xml': styles },
      ),
    ).toEqual([
      '1: 目标一：甲@0',
      '2: 目标二：乙@0',
      '3: 二.1 丙@0',
      '4: 二.2 丁@0',
      '5: 目标十一：戊@0',
      '6: 目标三：@0 | 己@1',
    ]);
  });
});

describe('beside the text', () => {
  const box = (inner: string) =>
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>${inner}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>` +
    `<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;

  it('reads a box of text once, after the line that holds it', async () => {
    expect(
      await rowsOf(
        `<w:p><w:r><w:t>前</w:t></w:r>${box(p('框一') + tbl(tr(tc('a') + tc('b'))))}<w:r><w:t>后</w:t></w:r></w:p>`,
      ),
    ).toEqual(['1: 前后@0', '2: 框一@0', '3: a@0 | b@1']);
    expect(
      await rowsOf(
        tbl(tr(tc(`<w:p>${box(p('框'))}<w:r><w:t>格</w:t></w:r></w:p>`) + tc('右')), tr(tc('下'))),
      ),
    ).toEqual(['1: 格@0 | 右@1×2', '2: 框@0', '3: 下@0']);
  });

  it('takes the fallback when the choice prints nothing', async () => {
    expect(
      await rowsOf(
        `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice><mc:Fallback><w:t>替</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
      ),
    ).toEqual(['1: 替@0']);
  });

  it('gives notes as rows, and headers, footers and comments as remarks', async () => {
    const body = p('正文');
    const parts = {
      'header1.xml': part('hdr', p('附件2')),
      'header2.xml': part('hdr', p('附件2')),
      'footer1.xml': part('ftr', p('第 1 页')),
      'comments.xml': part('comments', `<w:comment w:id="1">${p('请核实')}</w:comment>`),
      'footnotes.xml': part(
        'footnotes',
        `<w:footnote w:type="separator">${p('---')}</w:footnote><w:footnote w:id="2">${p('注：含税')}</w:footnote>`,
      ),
    };
    expect(await rowsOf(body, parts)).toEqual(['1: 正文@0', '2: 注：含税@0']);
    expect(await remarksOf(body, parts)).toEqual([
      '页眉里的文字没有计入表格：“附件2”。',
      '批注里的文字没有计入表格：“请核实”。',
    ]);
  });

  it('reads a page inserted as a file, and names one it cannot read', async () => {
    const chunk = (id: string) => `<w:altChunk r:id="${id}"/>`;
    const parts = {
      'aFChunk.html': '<meta charset=utf-8><table><tr><td>甲<td>乙</table>',
      'aFChunk.rtf': '{\\rtf1}',
    };
    expect(await rowsOf(p('前') + chunk('aFChunkhtml') + p('后'), parts)).toEqual([
      '1: 前@0',
      '2: 甲@0 | 乙@1',
      '3: 后@0',
    ]);
    expect(await remarksOf(p('前') + chunk('aFChunkrtf'), parts)).toEqual([
      '文档里插入的文件“word/afchunk.rtf”没有读。',
    ]);
  });

  it('refuses a document of pictures alone', async () => {
    const error = await read(
      docx(
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:drawing></w:r></w:p>',
      ),
    ).catch((e) => e);
    expect(error).toBeInstanceOf(ReadError);
    expect(error.code).toBe('pictures-only');
  });
});

describe('odd and hostile packages', () => {
  it('knows the elements by their namespace, whatever the prefix', async () => {
    expect(
      await rowsOf(
        '<?xml version="1.0"?><x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:tbl><x:tr><x:tc><x:tcPr><x:gridSpan x:val="2"/></x:tcPr><x:p><x:r><x:t>a</x:t></x:r></x:p></x:tc><x:tc><x:p><x:r><x:t>b</x:t></x:r></x:p></x:tc></x:tr></x:tbl></x:body></x:document>',
      ),
    ).toEqual(['1: a@0+2 | b@2']);
  });

  it('reads 100,000 nested tables and controls without running out of stack', async () => {
    const open = '<w:tbl><w:tr><w:tc><w:sdt><w:sdtContent>'.repeat(100_000);
    const close = '</w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>'.repeat(100_000);
    const section = await read(docx(open + p('底') + close), { ratio: 1e9 });
    expect(shown(section)).toEqual(['1: 底@0']);
    expect(section.remarks?.map(({ zh }) => zh)).toEqual(['表格嵌套超过 32 层，更深的内容按普通文字读。']);
  });

  it.each([
    ['a part cut short', docx('<?xml version="1.0"?><w:document><w:body><w:p>'), 'damaged'],
    ['no main part', zipSync({ 'word/x.xml': strToU8('<a/>') }), 'damaged'],
    ['a package cut short', docx(p('a')).subarray(0, 400), 'damaged'],
    [
      'entities',
      docx('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><w:document><w:body/></w:document>'),
      'entities',
    ],
    ['a bomb', docx(p(' '.repeat(40_000_000))), 'packed-too-tight'],
  ])('refuses %s', async (_, bytes, code) => {
    const error = await Promise.resolve()
      .then(() => readDocx(bytes, context()))
      .catch((e) => e);
    expect(error).toBeInstanceOf(ReadError);
    expect(error.code).toBe(code);
    if (code === 'damaged') expect(error.message).toContain('Word');
  });

  it('bounds what spans claim', async () => {
    const section = await read(
      docx(
        tbl(
          tr(tc('a', '<w:gridSpan w:val="1000000000"/>') + tc('b'), '<w:gridBefore w:val="1000000000"/>'),
          tr(tc('c')),
        ),
      ),
      { columns: 8 },
    );
    expect(shown(section)).toEqual(['2: c@0']);
    expect(section.remarks?.map(({ zh }) => zh)).toEqual(['有 2 个单元格排在第 8 列之后，没有读。']);
  });
});
