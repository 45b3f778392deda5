import { describe, expect, test } from 'vitest';
import type { Form } from '#core/model/form.ts';
import { kindOf, noteFinder } from './cell-kind.ts';
import type { Correction, Role } from './correction.ts';
import { contextOf } from './read-each.ts';
import { readFile, type FileResult, type GridView } from './read-file.ts';
import { cellsOfReading } from './reading-cells.ts';

const HEAD = `财政项目支出绩效目标申报表
（2024年度）
项目名称	社区服务经费
主管部门	某市民政局	实施单位	某市民政局本级
项目资金（万元）	年度资金总额	100.00
	其中：当年财政拨款	80.00
年度总体目标
完成社区服务站点建设，提升居民满意度。
一级指标	二级指标	三级指标	指标值
`;
const TABLE = `产出指标	数量指标	服务站点建设数	≥12.00(个)
		居民活动	场次	全年	≥24.00(场)
	质量指标	站点验收合格率	=100.00(%)
		设施	完好	率	及时	维护
	时效指标	建设完成及时率	=100.00(%)
效益指标	社会效益指标	社区服务覆盖率	≥90.00(%)
`;
const FORM = HEAD + TABLE;
const HARD = 13;

interface Read extends FileResult {
  grids: GridView[];
  form: Form;
}

async function read(text: string, corrections: Correction[] = []): Promise<Read> {
  const file = { name: '表.txt', bytes: new TextEncoder().encode(text) };
  const plain = await readFile(file, contextOf({}));
  const grids: GridView[] = [];
  const result = await readFile(file, contextOf({}), { [plain.report.sha256]: corrections }, grids);
  const { cells, placed, noted } = result.report.coverage;
  expect(placed + noted).toBe(cells);
  expect(cells).toBe(plain.report.coverage.cells);
  return { ...result, grids, form: (result.forms[0] ?? result.held[0])! };
}

const say = (line: number, column: number, as: Role): Correction => ({ sheet: null, line, column, as });
const indicatorAt = (form: Form, line: number) => form.indicators.find((one) => one.source.line === line);
const notesAt = ({ form }: Read, line: number) => form.notes.filter(({ source }) => source.line === line);
const cellAt = ({ grids }: Read, line: number, column: number) =>
  grids[0]!.rows.flatMap(({ cells }) => cells).find((cell) => cell.line === line && cell.column === column)!;

test('a refused row becomes an indicator where it stands, below the level above it, and its note goes', async () => {
  const before = await read(FORM);
  expect(indicatorAt(before.form, HARD)).toBeUndefined();
  expect(notesAt(before, HARD).map(({ code }) => code)).toEqual(['D07']);
  const after = await read(FORM, [
    say(HARD, 2, 'name'),
    say(HARD, 3, 'name'),
    say(HARD, 4, 'name'),
    say(HARD, 5, 'value'),
    say(HARD, 6, 'value'),
  ]);
  const mended = indicatorAt(after.form, HARD);
  expect(mended).toMatchObject({
    name: '设施完好率',
    raw: '及时维护',
    level1: '产出指标',
    level2: '质量指标',
  });
  expect(after.form.indicators.map(({ ordinal }) => ordinal)).toEqual(
    after.form.indicators.map((_, i) => i + 1),
  );
  expect(after.form.indicators.indexOf(mended!)).toBe(
    before.form.indicators.findIndex((one) => one.source.line === 14),
  );
  expect(notesAt(after, HARD).map(({ code }) => code)).toEqual(['D13']);
  expect(after.form.confidence).toBeGreaterThan(before.form.confidence);
  expect(after.report.indicators).toBe(before.report.indicators + 1);
  expect(after.report.coverage.noted).toBe(before.report.coverage.noted - 5);
});

test('a cell of the row that nobody spoke of keeps a note', async () => {
  const after = await read(FORM, [say(HARD, 2, 'name'), say(HARD, 5, 'value')]);
  expect(indicatorAt(after.form, HARD)).toMatchObject({ name: '设施', raw: '及时' });
  expect(notesAt(after, HARD).map(({ code, text }) => [code, text])).toEqual([
    ['D12', '完好 率 维护'],
    ['D13', null],
  ]);
  expect(cellAt(after, HARD, 3).fate).toBe('noted');
});

test('a row that was read wrong is put right, and the cell that is in no field now is told', async () => {
  const after = await read(FORM, [say(10, 3, 'name'), say(10, 2, 'value')]);
  expect(indicatorAt(after.form, 10)).toMatchObject({ name: '≥12.00(个)', raw: '服务站点建设数' });
  const partly = await read(FORM, [say(10, 3, 'name')]);
  expect(indicatorAt(partly.form, 10)?.name).toBe('≥12.00(个)');
  expect(cellAt(partly, 10, 2).fate).toBe('noted');
  expect(notesAt(partly, 10)).toContainEqual(
    expect.objectContaining({ code: 'D12', text: '服务站点建设数' }),
  );
});

test('a value alone in its row goes to the indicator above', async () => {
  const text = FORM.replace('社区服务覆盖率	≥90.00(%)', '社区服务覆盖率\n			≥90.00(%)');
  expect(indicatorAt((await read(text)).form, 15)?.raw).toBe('');
  const after = await read(text, [say(16, 3, 'value')]);
  expect(indicatorAt(after.form, 15)).toMatchObject({ raw: '≥90.00(%)', target: { kind: 'quantity' } });
  expect(after.form.indicators).toHaveLength((await read(text)).form.indicators.length);
});

describe('level 2', () => {
  test('of a row holds for the rows below that print none, and no further', async () => {
    const text = FORM.replace('	质量指标	站点验收', '	某某指标	站点验收').replace(
      '		设施	完好	率	及时	维护',
      '		设施完好率	=95.00(%)',
    );
    const after = await read(text, [say(12, 1, 'level2')]);
    const plain = await read(text);
    expect(plain.form.indicators.some(({ level2 }) => level2 === '质量指标')).toBe(false);
    const named = await read(text, [say(12, 1, 'level2'), say(12, 2, 'name'), say(12, 3, 'value')]);
    expect(indicatorAt(named.form, 12)).toMatchObject({ level2: '某某指标', name: '站点验收合格率' });
    expect(indicatorAt(named.form, 13)?.level2).toBe('某某指标');
    expect(indicatorAt(named.form, 14)?.level2).toBe('时效指标');
    expect(after.form.indicators.length).toBeGreaterThan(0);
  });

  test('known by its name brings its level 1', async () => {
    const text = FORM.replace('		设施	完好	率	及时	维护', '		服务投诉率	≤5.00(%)	效果	社会效益');
    const after = await read(text, [say(13, 2, 'name'), say(13, 3, 'value'), say(13, 5, 'level2')]);
    expect(indicatorAt(after.form, 13)).toMatchObject({
      level1: '效益指标',
      level2: '社会效益指标',
      stated: { level2: '社会效益' },
    });
  });
});

test('an ignored cell is gone from the reading, and told', async () => {
  const text = FORM.replace('站点验收合格率	=100.00(%)', '站点验收合格率	见附件	=100.00(%)');
  expect(indicatorAt((await read(text)).form, 12)?.name).not.toBe('站点验收合格率');
  const after = await read(text, [say(12, 3, 'ignore')]);
  expect(indicatorAt(after.form, 12)).toMatchObject({ name: '站点验收合格率', raw: '=100.00(%)' });
  expect(after.notes).toContainEqual(expect.objectContaining({ code: 'D13', text: '见附件' }));
  expect(cellAt(after, 12, 3)).toMatchObject({ text: '见附件', fate: 'noted' });
});

test('a form held back counts when a person has looked at it', async () => {
  const text =
    HEAD +
    TABLE.split('\n')
      .map((line) => line.replace(/(\t\S*指标\t)(\S{2})(\S{2})(\S*)\t/, '$1$2\t$3\t$4\t及时\t'))
      .join('\n');
  const before = await read(text);
  expect(before.report).toMatchObject({ forms: 0, held: 1, error: { code: 'needs-a-look' } });
  const { line } = before.held[0]!.source;
  const after = await read(text, [say(line!, -1, 'accept')]);
  expect(after.report).toMatchObject({ forms: 1, held: 0, error: null });
  expect(after.form.confidence).toBe(before.form.confidence);
  expect(after.form.notes.at(-1)).toMatchObject({ code: 'D13', source: { line } });
});

describe('the project', () => {
  test('of a form that prints no label for it', async () => {
    const text = FORM.replace('项目名称	社区服务经费', '社区服务经费');
    expect((await read(text)).report).toMatchObject({ forms: 0, held: 0 });
    const after = await read(text, [say(3, 0, 'project')]);
    expect(after.form.project.name).toBe('社区服务经费');
    expect(after.form.indicators.length).toBeGreaterThan(3);
    expect(after.grids[0]!.rows[2]!.cells.map((cell) => cell.text)).toEqual(['社区服务经费']);
  });

  test('named anew: the printed one is in no field and told, and the form stays one', async () => {
    const text = FORM.replace('项目名称	社区服务经费', '项目名称	见下\n社区服务经费');
    const after = await read(text, [say(4, 0, 'project')]);
    expect(after.report.forms + after.report.held).toBe(1);
    expect(after.form.project.name).toBe('社区服务经费');
    expect(cellAt(after, 3, 1).fate).toBe('noted');
    expect(after.form.notes).toContainEqual(expect.objectContaining({ code: 'D12', text: '见下' }));
  });

  test('each of two forms without titles has its own', async () => {
    const one = FORM.replace('项目名称	社区服务经费', '社区服务经费');
    const two = one.split('\n').slice(2).join('\n').replaceAll('社区服务经费', '养老服务经费');
    const line = one.split('\n').length;
    const after = await read(one + two, [say(3, 0, 'project'), say(line, 0, 'project')]);
    expect([...after.forms, ...after.held].map(({ project }) => project.name)).toEqual([
      '社区服务经费',
      '养老服务经费',
    ]);
  });

  test('with its code before it', async () => {
    const text = FORM.replace('项目名称	社区服务经费', '310000123456-社区服务经费');
    const { form } = await read(text, [say(3, 0, 'project')]);
    expect(form.project).toMatchObject({ name: '社区服务经费', code: '310000123456' });
  });
});

test('department and unit', async () => {
  const text = FORM.replace('主管部门	某市民政局	实施单位	某市民政局本级', '甲局	乙中心');
  const { form } = await read(text, [say(4, 0, 'department'), say(4, 1, 'unit')]);
  expect(form.project).toMatchObject({ department: '甲局', unit: '乙中心' });
});

describe('money', () => {
  const text = FORM.replace('年度资金总额	100.00', '本年安排	1,200.50').replace(
    '其中：当年财政拨款	80.00',
    '其中市级	80',
  );
  test('takes the unit that the table prints', async () => {
    const { form } = await read(text, [say(5, 2, 'annual'), say(6, 2, 'fiscal')]);
    expect(form.funding).toMatchObject({ annual: 12_005_000, fiscal: 800_000, unit: '万元' });
    expect(form.notes.filter(({ code, part }) => code === 'D09' && part === 'funding')).toEqual([]);
  });
  test('a unit beside the amount goes before it', async () => {
    const { form } = await read(text.replace('1,200.50', '1.5	亿元'), [
      say(5, 2, 'annual'),
      say(5, 3, 'annual'),
    ]);
    expect(form.funding.annual).toBe(150_000_000);
  });
  test('what is no amount is of no use, and told', async () => {
    const after = await read(text, [say(5, 1, 'annual')]);
    expect(after.form.funding.annual).toBeNull();
    expect(cellAt(after, 5, 1).fate).toBe('noted');
    expect(notesAt(after, 5)).toContainEqual(expect.objectContaining({ code: 'D13', text: '本年安排' }));
  });
});

test('goals: cells together make one, each in a line', async () => {
  const text = FORM.replace('年度总体目标\n', '目标概要\n').replace('建设，提升', '建设。\n提升');
  const before = await read(text);
  expect(before.form.goals).toEqual({ overall: null, annual: null });
  const { form } = await read(text, [say(8, 0, 'goal-annual'), say(9, 0, 'goal-annual')]);
  expect(form.goals.annual).toBe('完成社区服务站点建设。\n提升居民满意度。');
  expect(form.places.goal?.line).toBe(8);
  expect(form.notes.filter(({ code, part }) => code === 'D09' && part === 'goal')).toEqual([]);
  const overall = await read(text, [say(8, 0, 'goal-overall')]);
  expect(overall.form.goals).toEqual({ overall: '完成社区服务站点建设。', annual: null });
});

test('cells one to a line, where rows are not known', async () => {
  const lines = FORM.replace('		设施	完好	率	及时	维护\n', '')
    .split(/[\n\t]+/)
    .filter(Boolean);
  const text = lines.join('\n');
  const plain = await read(text);
  const at = (word: string) => lines.indexOf(word) + 1;
  const [name, value] = [at('站点验收合格率'), at('站点验收合格率') + 1];
  const after = await read(text, [say(value, 0, 'name'), say(name, 0, 'value')]);
  expect(after.form.indicators.map((one) => one.name)).toContain('=100.00(%)');
  const same = await read(text, [say(name, 0, 'name'), say(value, 0, 'value')]);
  expect(same.form.indicators.map(({ name, raw }) => [name, raw])).toEqual(
    plain.form.indicators.map(({ name, raw }) => [name, raw]),
  );
});

test('the same corrections give the same, and those of another sheet or document nothing', async () => {
  const said = [say(HARD, 2, 'name'), say(HARD, 6, 'value'), say(3, 1, 'project'), say(12, 3, 'ignore')];
  const [once, twice] = [await read(FORM, said), await read(FORM, said)];
  expect(twice).toEqual(once);
  expect(
    await read(
      FORM,
      said.map((one) => ({ ...one, sheet: '表二' })),
    ),
  ).toEqual(await read(FORM));
});

test('every way a note offers to read a row can be chosen', async () => {
  const before = await read(FORM);
  const note = notesAt(before, HARD)[0]!;
  expect(note.readings?.length).toBeGreaterThan(2);
  const cells = before.grids[0]!.rows.filter(({ line }) => line >= HARD).flatMap((row) => row.cells);
  for (const reading of note.readings!) {
    const said = cellsOfReading(cells, reading, null);
    expect(said).not.toBeNull();
    expect(indicatorAt((await read(FORM, said!)).form, HARD)).toMatchObject(reading);
  }
  expect(cellsOfReading(cells, { name: '无此', raw: '文字' }, null)).toBeNull();
});

test('what a cell is shown as', async () => {
  const shown = await read(FORM, [say(10, 3, 'ignore')]);
  const find = noteFinder([...shown.notes, ...shown.form.notes]);
  const kind = (line: number, column: number, role: Role | null = null, fields = new Set<string>()) => {
    const cell = cellAt(shown, line, column);
    return kindOf(cell, { role, fields, note: find(cell) });
  };
  expect(kind(1, 0)).toBe('label');
  expect(kind(3, 0)).toBe('label');
  expect(kind(3, 1)).toBe('value');
  expect(kind(10, 1)).toBe('label');
  expect(kind(10, 1, null, new Set(['数量指标']))).toBe('value');
  expect(kind(HARD, 4)).toBe('hard');
  expect(kind(HARD, 4, 'name')).toBe('mended');
  expect(kind(10, 3, 'ignore')).toBe('ignored');
  expect(kind(10, 3)).toBe('unkept');
});
