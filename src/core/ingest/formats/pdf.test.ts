import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Budget } from './budget.ts';
import { box, cells, line, pdfOf, streamOf, write, type TestPage } from './pdf.test-data.ts';
import { readPdf } from './pdf.ts';
import type { Limits, PrintedCell, Section } from './section.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const file = async (name: string) =>
  new Uint8Array(await readFile(path.join(root, 'tests/formats/pdf', name)));
const asset = async (name: string) =>
  new Uint8Array(await readFile(path.join(root, 'node_modules/pdfjs-dist', name)));

async function read(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<Section> {
  const sections = await readPdf(bytes, { budget: new Budget(limits), asset });
  expect(sections).toHaveLength(1);
  return sections[0]!;
}

/** `column:text`, with `+n` for the columns and `vn` for the rows a cell spans. */
const shown = ({ column, columns, rows, text }: PrintedCell) =>
  `${column}${columns > 1 ? `+${columns}` : ''}${rows > 1 ? `v${rows}` : ''}:${text}`;
const table = ({ rows }: Section) => rows.map((row) => row.cells.map(shown).join(' | '));
const tableOf = async (...pages: (string | TestPage)[]) =>
  table(await read(pdfOf(...pages.map((page) => (typeof page === 'string' ? { content: page } : page)))));
const failure = (bytes: Uint8Array, limits: Partial<Limits> = {}) =>
  read(bytes, limits).then(
    () => null,
    (error: { code?: string }) => error.code,
  );

/** A label over two rows, two labels beside it, and a name over both. */
const GRID = cells(
  [50, 740, 150, 700, '产出指标'],
  [150, 740, 250, 720, '数量指标'],
  [150, 720, 250, 700, '质量指标'],
  [250, 740, 450, 720, '修缮完成率'],
  [250, 720, 450, 700, '验收合格率'],
);
const READ = ['0v2:产出指标 | 1:数量指标 | 2:修缮完成率', '1:质量指标 | 2:验收合格率'];
const TEXTS = GRID.replace(/.* re S\n/g, '');
const LINES: [number, number, number, number][] = [
  [50, 740, 450, 740],
  [150, 720, 450, 720],
  [50, 700, 450, 700],
  [50, 740, 50, 700],
  [150, 740, 150, 700],
  [250, 740, 250, 700],
  [450, 740, 450, 700],
];

describe('a form printed by an office program', () => {
  it('has its cells with their spans', async () => {
    const section = await read(await file('form.pdf'));
    expect(section.sheet).toBeNull();
    expect(section.remarks).toEqual([]);
    expect(table(section)).toEqual([
      '0:财政项目支出绩效目标申报表',
      '0:（2026年度）',
      '0:项目名称 | 1+2:河道整治工程（二期） | 3:项目性质 | 4:阶段性项目 | 5:项目类别 | 6:特定目标类',
      '0:主管部门 | 1+2:某区水务局 | 3:实施单位 | 4+3:某区河道管理所',
      '0:计划开始日期 | 1+2:2026/1/1 | 3:计划完成日期 | 4+3:2027/12/31',
      '0v4:项目资金（元） | 1:项目资金总额 | 2:1,200,000.00 | 3+2:年度资金申请总额 | 5+2:700,000.00',
      '1v2:其中：财政资金 | 2v2:1,200,000.00 | 3+2:其中：当年财政拨款 | 5+2:700,000.00',
      '3+2:上年结转资金 | 5+2:0.00',
      '1:其他资金 | 2:0.00 | 3+2:其他资金 | 5+2:0.00',
      '0v2:项目绩效目标 | 1+3:项目总目标 | 4+3:年度总体目标',
      '1+3:整治河道，改善水质，让两岸居民受益，河道两岸整洁有序。 | 4+3:完成河道清淤，水质达到Ⅳ类及以上。',
      '0v8:绩效指标 | 1:一级指标 | 2:二级指标 | 3+2:三级指标 | 5+2:年度(/项目)指标值',
      '1:成本指标 | 2:经济成本指标 | 3+2:成本控制率 | 5+2:≤100.00(%)',
      '1v3:产出指标 | 2:数量指标 | 3+2:清淤土方量 | 5+2:≥30000(立方米)',
      '2:质量指标 | 3+2:验收合格率 | 5+2:=100.00(%)',
      '2:时效指标 | 3+2:完工及时性 | 5+2:及时',
      '1v2:效益指标 | 2:生态效益指标 | 3+2:水质达标率 | 5+2:≥95.00(%)',
      '2:可持续影响指标 | 3+2:长效管理机制健全性 | 5+2:健全',
      '1:满意度指标 | 2:服务对象满意度指标 | 3+2:居民满意度 | 5+2:≥90.00(%)',
    ]);
    expect(section.rows.map((row) => row.row)).toEqual(section.rows.map((_, i) => i + 1));
  });

  it('keeps its columns over a page break inside merged cells', async () => {
    const { rows, remarks } = await read(await file('break-between-rows.pdf'));
    const after = rows.filter((row) => row.page === 2).map((row) => row.cells.map(shown).join(' | '));
    expect(after[0]).toBe('2:时效指标 | 3+2:完工及时性 | 5+2:及时');
    expect(after).toHaveLength(4);
    expect(remarks).toEqual([]);
  });

  it('is one row where the page break cuts a row', async () => {
    const { rows, remarks } = await read(await file('break-in-row.pdf'));
    const long = '成本控制率以监理单位和测绘单位共同确认的竣工断面为准，'.repeat(14);
    const row = rows.find(({ cells }) => cells.some((cell) => cell.text === long));
    expect(row?.page).toBe(1);
    expect(row?.cells.map((cell) => cell.text)).toEqual(['成本指标', '经济成本指标', long, '≤100.00(%)']);
    expect(rows.find(({ page }) => page === 2)?.cells[0]?.text).toBe('产出指标');
    expect(remarks).toEqual([]);
  });
});

describe('ruling lines', () => {
  it('may be boxes around each cell, apart or not', async () => {
    expect(await tableOf(GRID)).toEqual(READ);
    const apart = GRID.replace(
      /(\d+) (\d+) (\d+) (\d+) re/g,
      (_, x: string, y: string, w: string, h: string) =>
        [+x + 1.2, +y + 1.2, +w - 2.4, +h - 2.4, 're'].join(' '),
    );
    expect(await tableOf(apart)).toEqual(READ);
  });

  it('may be strokes, thin areas, dashes, doubled or a little off', async () => {
    const strokes = LINES.map((l) => line(...l)).join('');
    const thin = LINES.map(([a, b, c, d]) => `${a} ${d} ${c - a || 0.5} ${b - d || 0.5} re f\n`).join('');
    const dashed = LINES.map(([a, b, c, d]) => {
      let out = '';
      for (let t = 0; t < 1; t += 6 / (c - a + b - d))
        out += line(
          a + (c - a) * t,
          b + (d - b) * t,
          a + (c - a) * t + (c > a ? 3 : 0),
          b + (d - b) * t - (b > d ? 3 : 0),
        );
      return out;
    }).join('');
    const doubled = strokes + LINES.map(([a, b, c, d]) => line(a + 1.5, b + 1.5, c + 1.5, d + 1.5)).join('');
    const off = LINES.map(([a, b, c, d], i) => {
      const by = (i % 3) - 1;
      return a === c ? line(a + by, b + 2, c + by + 0.5, d - 2) : line(a + 2, b + by, c - 2, d + by + 1);
    }).join('');
    for (const drawn of [strokes, thin, dashed, doubled, off])
      expect(await tableOf(drawn + TEXTS)).toEqual(READ);
  });

  it('may be one frame filled between two boxes', async () => {
    const frame = '50 700 400 40 re 51 701 398 38 re f*\n';
    const inner = LINES.slice(1)
      .filter(([x]) => x !== 50 && x !== 450)
      .map((l) => line(...l))
      .join('');
    expect(await tableOf(frame + inner + TEXTS)).toEqual(READ);
  });

  it('count as drawn through every transformation, forms included', async () => {
    expect(await tableOf(`q 2 0 0 2 -100 -700 cm q 0.5 0 0 0.5 50 350 cm ${GRID} Q Q`)).toEqual(READ);
    expect(
      await tableOf({
        content: 'q /X Do Q',
        resources: '/XObject << /X {0} 0 R >>',
        objects: [
          streamOf(GRID, '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 10 -20]'),
        ],
      }),
    ).toEqual(READ);
  });

  it('do not count when white on white, and do on a coloured area', async () => {
    const white = `1 1 1 RG ${line(350, 740, 350, 700)} 0 0 0 RG `;
    expect(await tableOf(GRID + white)).toEqual(READ);
    const coloured = `0.2 0.4 0.8 rg 50 700 400 40 re f 0 0 0 rg 1 1 1 RG `;
    expect(await tableOf(coloured + LINES.map((l) => line(...l)).join('') + TEXTS)).toEqual(READ);
  });

  it('of underlines, boxes to tick and the frame of the page draw no cells', async () => {
    const odd = line(255, 726, 300, 726) + box(420, 725, 9, 9) + box(20, 20, 555, 802);
    expect(await tableOf(GRID + odd)).toEqual(READ);
  });

  it('may be horizontal only: gaps between the texts are the columns, lines tell the rows', async () => {
    const rows = [
      '一级指标,二级指标,三级指标',
      ',数量指标,修缮完成率',
      '产出指标,质量指标,验收合格率',
      ',时效指标,修缮及时性',
      '效益指标,社会效益指标,事故数',
    ];
    const texts = rows.flatMap((row, i) =>
      row.split(',').map((text, j) => (text ? write([55, 150, 300][j]!, 765 - 22 * i, text) : '')),
    );
    const rules = [0, 1, 2, 3, 4, 5].map((i) =>
      line(i === 2 || i === 3 ? 145 : 50, 780 - 22 * i, 450, 780 - 22 * i),
    );
    const section = await read(pdfOf({ content: [...texts, ...rules].join('') }));
    expect(table(section)).toEqual([
      '0:一级指标 | 1:二级指标 | 2:三级指标',
      '0v3:产出指标 | 1:数量指标 | 2:修缮完成率',
      '1:质量指标 | 2:验收合格率',
      '1:时效指标 | 2:修缮及时性',
      '0:效益指标 | 1:社会效益指标 | 2:事故数',
    ]);
    expect(section.remarks).toEqual([]);
    const bare = await read(pdfOf({ content: texts.join('') }));
    expect(table(bare)[1]).toBe('1:数量指标 | 2:修缮完成率');
    expect(table(bare)[2]).toBe('0:产出指标 | 1:质量指标 | 2:验收合格率');
    expect(bare.remarks?.map((remark) => [remark.page, remark.zh.includes('没有画框线')])).toEqual([
      [1, true],
    ]);
  });
});

describe('pages', () => {
  it('are read upright however they are turned', async () => {
    const turned = (matrix: string) => `${matrix} cm ${GRID}`;
    for (const page of [
      { content: turned('0 1 -1 0 842 0'), box: [0, 0, 842, 595], rotate: 90 },
      { content: turned('0 1 -1 0 842 0'), box: [0, 0, 842, 595] },
      { content: turned('-1 0 0 -1 595 842'), rotate: 180 },
      { content: turned('0 -1 1 0 0 595'), box: [0, 0, 842, 595], rotate: 270 },
      { content: `1 0 0 1 30 -300 cm ${GRID}`, box: [0, 0, 842, 595] },
      { content: `1 0 0 1 -1000 500 cm ${GRID}`, box: [-1000, 500, -405, 1342] },
    ])
      expect(await tableOf(page), JSON.stringify(page).slice(0, 40)).toEqual(READ);
  });

  const above = cells([50, 140, 150, 100, '一级'], [150, 140, 250, 120, '甲'], [250, 140, 450, 120, '100']);
  const open =
    line(150, 120, 450, 120) +
    [150, 250, 450].map((x) => line(x, 120, x, 60)).join('') +
    line(50, 100, 50, 60);

  it('that cut a row without a line on either side are joined', async () => {
    const first = `${above}${open}${write(155, 100, '乙的前半')}${write(255, 100, '200')}`;
    const second =
      [50, 150, 250, 450].map((x) => line(x, 800, x, 740)).join('') +
      line(150, 760, 450, 760) +
      line(50, 740, 450, 740) +
      write(155, 780, '与后半') +
      cells([150, 760, 250, 740, '丙'], [250, 760, 450, 740, '300']);
    const rows = await tableOf(first, second);
    expect(rows).toContain('1v3:乙的前半\n与后半 | 2v3:200');
    expect(rows.at(-1)).toBe('1:丙 | 2:300');
  });

  it('that begin with a whole row are not joined', async () => {
    const first = cells(
      [50, 140, 150, 100, '产出指标'],
      [150, 140, 250, 100, '甲'],
      [250, 140, 450, 100, '100'],
    );
    const second = cells(
      [50, 800, 150, 780, '效益指标'],
      [150, 800, 250, 780, '乙'],
      [250, 800, 450, 780, '200'],
    );
    expect(await tableOf(first, second)).toEqual(['0:产出指标 | 1:甲 | 2:100', '0:效益指标 | 1:乙 | 2:200']);
  });

  it('that may cut a row, which is not certain, are told', async () => {
    const first = cells(
      [50, 140, 150, 100, '产出指标'],
      [150, 140, 250, 100, '甲'],
      [250, 140, 450, 100, '100'],
    );
    const second = cells(
      [50, 800, 150, 780, ''],
      [150, 800, 250, 780, '乙'],
      [250, 800, 450, 780, ''],
      [50, 780, 150, 760, '效益指标'],
      [150, 780, 250, 760, '丙'],
      [250, 780, 450, 760, '300'],
    );
    const section = await read(pdfOf({ content: first }, { content: second }));
    expect(table(section)[1]).toBe('1:乙');
    expect(section.remarks?.map((remark) => remark.page)).toEqual([2]);
  });

  it('keep running heads, page numbers and repeated headers as rows', async () => {
    const page = (number: number) => ({
      content: `${write(200, 820, '某局2024年度预算')}${GRID}${write(280, 30, `— ${number} —`)}`,
    });
    const section = await read(pdfOf(page(1), page(2)));
    expect(table(section)).toEqual([
      '0:某局2024年度预算',
      ...READ,
      '0:— 1 —',
      '0:某局2024年度预算',
      ...READ,
      '0:— 2 —',
    ]);
    expect(section.rows.map((row) => row.page)).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('that are pictures are told, and refused when all are', async () => {
    const scan = {
      content: `q 595 0 0 842 0 0 cm /I Do Q ${write(200, 20, '扫描')}`,
      resources: '/XObject << /I {0} 0 R >>',
      objects: [
        streamOf(
          'abcdef',
          '/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB',
        ),
      ],
    };
    expect(await failure(pdfOf(scan, scan))).toBe('scanned-pdf');
    const section = await read(pdfOf({ content: GRID }, scan));
    expect(section.remarks?.map((remark) => [remark.page, remark.zh.includes('图片')])).toEqual([[2, true]]);
    expect(table(section)).toEqual([...READ, '0:扫描']);
    const recognised = {
      ...scan,
      content: `q 595 0 0 842 0 0 cm /I Do Q 3 Tr ${GRID}${write(50, 600, '识别出来的一段文字，够长，才算是一页文字，够长，才算是一页文字，够长')}`,
    };
    const layer = await read(pdfOf(recognised));
    expect(table(layer).slice(0, 2)).toEqual(READ);
    expect(layer.remarks?.[0]?.zh).toContain('识别层');
    const stamped = { ...recognised, content: `${recognised.content} 0 Tr ${write(200, 20, '扫描软件')}` };
    expect(table(await read(pdfOf(stamped))).slice(0, 2)).toEqual(READ);
    const doubled = `${GRID} 3 Tr ${write(50, 600, '看不见的字')}`;
    expect(await tableOf(doubled)).toEqual(READ);
  });
});

describe('text', () => {
  const cell = (...lines: string[]) =>
    box(50, 600, 100, 100) +
    box(150, 600, 100, 100) +
    write(155, 650, '乙') +
    lines.map((text, i) => write(54, 685 - 14 * i, text)).join('');

  it('is joined where the cell ends, and keeps line ends of its own', async () => {
    expect(await tableOf(cell('加强河道两岸的管理', '和保护工作'))).toEqual([
      '0:加强河道两岸的管理和保护工作 | 1:乙',
    ]);
    expect(await tableOf(cell('1. 清淤 3次'))).toEqual(['0:1. 清淤 3次 | 1:乙']);
    expect(await tableOf(cell('目标一：', '清淤'))).toEqual(['0:目标一：\n清淤 | 1:乙']);
    expect(await tableOf(cell('alpha beta gamma de', 'delta epsilon'))).toEqual([
      '0:alpha beta gamma de delta epsilon | 1:乙',
    ]);
    expect(await tableOf(cell('123,456,789,012,345', ',678.00'))).toEqual([
      '0:123,456,789,012,345,678.00 | 1:乙',
    ]);
  });

  it('drawn twice to look bold counts once', async () => {
    expect(await tableOf(`${GRID} q 1 0 0 1 0.4 0 cm ${TEXTS} Q`)).toEqual(READ);
    expect(await tableOf(box(50, 600, 100, 20) + box(150, 600, 90, 20) + write(54, 606, '1,111.11'))).toEqual(
      ['0:1,111.11'],
    );
  });

  it('written downwards or turned is read along its own direction', async () => {
    const grid = box(50, 600, 30, 100) + box(80, 600, 100, 100) + write(90, 650, '甲乙丙丁戊');
    expect(
      (await tableOf(`${grid}${write(65, 690, '产出指标', 10, 'F2')}${write(90, 630, '还有许多字')}`))[0],
    ).toMatch(/^0:产\n?出\n?指\n?标 \| /);
    expect(await tableOf(`${grid}BT /F1 10 Tf 0 1 -1 0 68 610 Tm <4ea751fa63076807> Tj ET`)).toEqual([
      '0:产出指标 | 1:甲乙丙丁戊',
    ]);
  });

  it('that its cell cuts off stays in it', async () => {
    const clipped = `q 50 600 100 20 re W n ${write(54, 606, '长长的名称不换行所以超出单元格的边')} Q`;
    const section = await read(
      pdfOf({ content: box(50, 600, 100, 20) + box(150, 600, 90, 20) + clipped + write(156, 606, '100') }),
    );
    expect(table(section)).toEqual(['0:长长的名称不换行所以超出单元格的边 | 1:100']);
    expect(section.remarks?.[0]?.zh).toContain('截断');
  });

  it('over ruling lines is told', async () => {
    const section = await read(pdfOf({ content: GRID + write(160, 716.5, '压线') }));
    expect(section.remarks?.[0]?.zh).toContain('“压线”');
  });

  it('aslant over the page stands at its end', async () => {
    const stamp = 'q 0.7 0.7 -0.7 0.7 100 650 cm BT /F1 40 Tf <5185 90e8 8d44 6599> Tj ET Q';
    expect(await tableOf(`${stamp.replaceAll(/(?<=[0-9a-f]{4}) (?=[0-9a-f]{4})/g, '')}\n${GRID}`)).toEqual([
      ...READ,
      '0:内部资料',
    ]);
  });

  it('of radicals and private codes is read as what it shows', async () => {
    expect(await tableOf(write(50, 700, '项⽬⻓期⽬标'))).toEqual(['0:项目长期目标']);
    expect(await tableOf(write(50, 700, '新增\uf0a8延续\uf0fe'))).toEqual(['0:新增□延续☑']);
  });

  it('of a font without codes is refused', async () => {
    const rubbish = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x1a00 + i * 37)).join('');
    expect(await failure(pdfOf({ content: write(50, 700, rubbish, 10, 'F3') }))).toBe('pdf-without-codes');
    const han = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x6000 + i * 37)).join('');
    expect(await failure(pdfOf({ content: write(50, 700, han, 10, 'F3') }))).toBe('pdf-without-codes');
  });

  it('of form fields is read, of hidden layers is not', async () => {
    const field = {
      content: cells([50, 740, 150, 700, '项目名称'], [150, 740, 450, 700, '']),
      page: '/Annots [{0} 0 R]',
      objects: [
        '<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /F 4 /V (x) /Rect [150 700 450 740] /AP << /N {1} 0 R >> >>',
        streamOf(
          write(4, 16, '填入的名称'),
          '/Type /XObject /Subtype /Form /BBox [0 0 300 40] /Resources << /Font << /F1 6 0 R >> >>',
        ),
      ],
    };
    expect(await tableOf(field)).toEqual(['0:项目名称 | 1:填入的名称']);
    const layer = (state: string) => ({
      content: `${GRID} /OC /L BDC ${write(50, 600, '另一层')} EMC`,
      resources: '/Properties << /L {0} 0 R >>',
      objects: ['<< /Type /OCG /Name (L) >>'],
      catalog: `/OCProperties << /OCGs [{0} 0 R] /D << /BaseState /${state} >> >>`,
    });
    expect(await tableOf(layer('ON'))).toEqual([...READ, '0:另一层']);
    expect(await tableOf(layer('OFF'))).toEqual(READ);
  });
});

describe('what is refused', () => {
  it('says why', async () => {
    expect(await failure(await file('password.pdf'))).toBe('encrypted');
    expect(table(await read(await file('owner-password.pdf')))).toEqual(['0:项目名称']);
    const form = await file('form.pdf');
    for (const part of [0.3, 0.7, 0.97])
      expect(await failure(form.subarray(0, form.length * part))).toBe('damaged');
    expect(await failure(new TextEncoder().encode('%PDF-1.4\nrubbish\n%%EOF'))).toBe('damaged');
    expect(await failure(pdfOf({ content: '' }))).toBe('empty');
  });

  it('is what costs too much', async () => {
    const two = pdfOf({ content: GRID }, { content: GRID });
    expect(await failure(two, { pages: 1 })).toBe('too-many-pages');
    expect(await failure(two, { cells: 8 })).toBe('too-many-cells');
    expect(await failure(two, { time: -1 })).toBe('too-slow');
    expect(await failure(two, { pages: 2, cells: 10 })).toBeNull();
    const endless = pdfOf({ content: GRID + '0 0 9 9 re f\n'.repeat(400_000) });
    expect(await failure(endless, { time: 400 })).toBe('too-slow');
  });

  it('does not keep several files from being read at once', async () => {
    const files = ['甲', '乙', '丙'].map((text) => pdfOf({ content: GRID + write(50, 600, text) }));
    expect(
      (await Promise.all(files.map((bytes) => read(bytes)))).map((section) => table(section).at(-1)),
    ).toEqual(['0:甲', '0:乙', '0:丙']);
  });

  it('leaves the bytes to their owner', async () => {
    const bytes = pdfOf({ content: GRID });
    await read(bytes);
    expect(table(await read(bytes))).toEqual(READ);
  });
});
