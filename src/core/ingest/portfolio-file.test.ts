import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { exportBundle } from '#lib/keep/bundle.ts';
import { digest } from '#lib/keep/digest.ts';
import type { KeptDocument } from '#lib/keep/portfolio-record.ts';
import type { Correction } from './correction.ts';
import { read } from './read.ts';

const form = (project: string) => `财政项目支出绩效目标申报表
（2024年度）
项目名称	${project}
主管部门	某市民政局	实施单位	某市民政局本级
项目资金（万元）	年度资金总额	100.00
	其中：当年财政拨款	80.00
年度总体目标
完成社区服务站点建设，提升居民满意度。
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	服务站点建设数	≥12.00(个)
	质量指标	站点验收合格率	=100.00(%)
		设施	完好率	及时	维护
	时效指标	建设完成及时率	=100.00(%)
效益指标	社会效益指标	社区服务覆盖率	≥90.00(%)
`;
const HARD = 12;
const said = (column: number, as: Correction['as']): Correction => ({ sheet: null, line: HARD, column, as });
const MENDED = [said(2, 'name'), said(3, 'name'), said(4, 'value'), said(5, 'value')];

async function document(name: string, bytes: Uint8Array): Promise<KeptDocument> {
  return { sha256: await digest(bytes), name, modified: 1_700_000_000_000, bytes, reading: null };
}

async function exported(
  documents: KeptDocument[],
  decisions: Record<string, unknown>,
  change: (parts: Zippable) => void = () => {},
): Promise<Uint8Array> {
  const at = '2025-01-02T03:04:05.000Z';
  const kept = {
    id: 'p',
    name: '一',
    made: at,
    changed: at,
    files: 0,
    forms: 1,
    indicators: 5,
    bytes: 0,
    generation: 1,
  };
  const parts: Zippable = unzipSync(
    new Uint8Array(await (await exportBundle(documents, decisions, kept)).arrayBuffer()),
  );
  change(parts);
  return zipSync(parts);
}

const mended = async (change?: (parts: Zippable) => void) => {
  const own = await document('报送/社区.txt', strToU8(form('社区服务经费')));
  return exported([own], { corrections: { [own.sha256]: MENDED } }, change);
};
const readOne = async (bytes: Uint8Array) => (await read([{ name: '库.zhunxing', bytes }])).portfolio;

test('documents keep the names they were given by, and are read as they were mended', async () => {
  const { forms, files } = await readOne(await mended());
  expect(files.map(({ file }) => file)).toEqual(['报送/社区.txt']);
  expect(forms[0]!.indicators.find(({ source }) => source.line === HARD)).toMatchObject({
    name: '设施完好率',
    raw: '及时维护',
  });
  const plain = await read([{ name: '报送/社区.txt', bytes: strToU8(form('社区服务经费')) }]);
  expect(plain.portfolio.forms[0]!.indicators).toHaveLength(forms[0]!.indicators.length - 1);
});

test('an archive in it is read as deep as one given alone, with its corrections', async () => {
  const inner = strToU8(form('社区服务经费'));
  const archive = zipSync({ '内.zip': zipSync({ '再内.zip': zipSync({ '表.txt': inner }) }) });
  const own = await document('包.zip', archive);
  const alone = await read([{ name: '包.zip', bytes: archive }]);
  const { forms, files } = await readOne(
    await exported([own], { corrections: { [await digest(inner)]: MENDED } }),
  );
  expect(files.map(({ file }) => file)).toEqual(alone.portfolio.files.map(({ file }) => file));
  expect(forms).toHaveLength(1);
  expect(forms[0]!.indicators).toHaveLength(alone.portfolio.forms[0]!.indicators.length + 1);
});

test('what was chosen between doubles holds, also before what the call says', async () => {
  const one = await document('一.txt', strToU8(form('社区服务经费')));
  const two = await document('二.txt', strToU8(`${form('社区服务经费')}\n`));
  const all = (await readOne(await exported([one, two], {}))).doubles;
  expect(all.map(({ forms }) => forms.length)).toEqual([2]);
  const bytes = await exported([one, two], { choices: { [all[0]!.key]: '一.txt#1' } });
  const { portfolio } = await read([{ name: '库.zhunxing', bytes }], { choices: { default: 'newer' } });
  expect(portfolio.forms.map(({ id }) => id)).toEqual(['一.txt#1']);
});

test('damage, a missing document and a newer version are told; corrections of another shape are left out', async () => {
  const error = async (change: (parts: Zippable) => void) =>
    (await readOne(await mended(change))).files[0]!.error;
  const manifest = (parts: Zippable, change: (json: Record<string, unknown>) => void) => {
    const json = JSON.parse(strFromU8(parts['portfolio.json'] as Uint8Array));
    change(json);
    parts['portfolio.json'] = strToU8(JSON.stringify(json));
  };
  const documentIn = (parts: Zippable) => Object.keys(parts).find((name) => name.startsWith('documents/'))!;
  expect(await error((parts) => Reflect.deleteProperty(parts, documentIn(parts)))).toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('“报送/社区.txt”不在其中'),
  });
  expect(await error((parts) => (parts[documentIn(parts)] = strToU8('改')))).toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('内容被改动过'),
  });
  expect(await error((parts) => manifest(parts, (json) => (json['documents'] = [{}])))).toMatchObject({
    code: 'damaged',
  });
  expect(
    await error((parts) => manifest(parts, (json) => (json['schema'] = 'zhunxing/bundle@2'))),
  ).toMatchObject({ code: 'newer-portfolio' });
  const odd = await mended((parts) =>
    manifest(parts, (json) => (json['decisions'] = { corrections: { x: [{ line: '1' }] }, choices: 5 })),
  );
  expect((await readOne(odd)).forms[0]!.indicators.some(({ source }) => source.line === HARD)).toBe(false);
});

test('a portfolio inside an archive is an archive like any other: it cannot nest without end', async () => {
  const inside = zipSync({ '库.zip': await mended() });
  const { files } = await readOne(inside);
  expect(files.map(({ file }) => file)).toContain('库.zhunxing › 库.zip › portfolio.json');
});
