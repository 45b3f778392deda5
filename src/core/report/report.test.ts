import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv';
import draft04 from 'ajv/lib/refs/json-schema-draft-04.json' with { type: 'json' };
import { unzipSync, strFromU8 } from 'fflate';
import { expect, test } from 'vitest';
import type { Finding } from '#core/model/finding.ts';
import { REPORTS } from './formats.ts';
import { terminalWidth, wrap } from './plain-text.ts';
import type { FindingPages, ReportInput } from './report.ts';
import { findingTable } from './table.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const place = { file: '数据/甲 乙.txt', page: null, sheet: null, line: 12, row: null, column: null };

const finding = (over: Partial<Finding>): Finding => ({
  rule: 'benefit-in-words',
  code: 'I03',
  severity: 'warning',
  declaredSeverity: 'warning',
  scope: 'indicator',
  review: '可行性',
  formId: 'a#1',
  department: '某市民政局',
  unit: HOSTILE,
  year: 2024,
  project: HOSTILE,
  record: 'a#1/1',
  indicator: '=1+1',
  raw: '提升',
  money: 1234.5,
  message: `「=1+1」的指标值为「提升」|\u001b[31m${HOSTILE}`,
  evidence: {},
  source: place,
  related: [{ project: '另一个项目', indicator: null, raw: null, source: { ...place, line: 30 } }],
  checkOriginal: false,
  fingerprint: '0123456789abcdef',
  waived: false,
  ...over,
});

/** Findings one a page, so that every format is put together from several. */
function paged(all: Finding[]): FindingPages {
  return {
    tally: all.map(({ rule, severity, waived, checkOriginal }) => ({
      rule,
      severity,
      waived,
      checkOriginal,
      count: 1,
    })),
    async *pages({ rule, most = Infinity } = {}) {
      const printed = new Map([[`${place.file}:12`, `提升 ${HOSTILE}`]]);
      for (const one of all.filter((one) => rule === undefined || one.rule === rule).slice(0, most))
        yield { findings: [one], printed };
    },
  };
}

const input: ReportInput = {
  language: 'zh',
  at: '2024-12-31T00:00:00.000Z',
  version: '0.1.0',
  rules: { set: 'recommended', version: '1.0.0' },
  ruleInfo: new Map([
    [
      'benefit-in-words',
      {
        id: 'benefit-in-words',
        code: 'I03',
        title: { zh: '效益指标没有量化', en: 'A benefit is not quantified' },
        why: { zh: '无法考核', en: 'cannot be measured' },
        suggest: [{ from: 'peers' }, { zh: '写明数值', en: 'say how much' }],
        expectedMax: 0.4,
        basis: [{ doc: '财预〔2021〕101号', item: HOSTILE, verified: false }],
      },
    ],
  ]),
  data: { sha256: 'ab', forms: 1, indicators: 2, files: [{ file: place.file, sha256: 'ab' }] },
  lock: {
    schema: 'zhunxing/lock@1',
    sha256: 'cd',
    version: '0.1.0',
    set: { name: 'recommended', version: '1.0.0' },
    words: {},
    rules: [],
  },
  outcomes: [
    {
      rule: 'benefit-in-words',
      code: 'I03',
      severity: 'warning',
      review: '可行性',
      scope: 'indicator',
      checked: 8,
      flagged: 8,
      notApplicable: 0,
      errors: 0,
      waived: 1,
      money: 1234.5,
    },
  ],
  findings: paged([
    finding({}),
    finding({
      severity: 'info',
      checkOriginal: true,
      message: '先核对原件：数值缺失',
      record: 'a#1/2',
      fingerprint: '1123456789abcdef',
    }),
    finding({ waived: true, record: 'a#1/3', fingerprint: '2123456789abcdef' }),
  ]),
  notes: [],
  summary: {
    forms: 1,
    files: 1,
    departments: 1,
    first_year: 2024,
    last_year: 2024,
    annual: 1234.5,
    indicators: 2,
    number: 0,
    full: 0,
    trend: 2,
    state: 0,
    lost: 0,
    benefits: 2,
    benefits_quantified: 0,
    unquantified_forms: 1,
    unquantified_annual: 1234.5,
    capital_forms: 0,
    capital_annual: 0,
    biggest_project: HOSTILE,
    biggest_annual: 1234.5,
    biggest_share: 1,
    notes: 0,
    errors: 0,
    warnings: 1,
    infos: 1,
    waived: 1,
    check_original: 1,
    same_goal: 0,
    same_goal_owner: null,
    counted_whole: false,
  },
  years: [],
  waivers: {
    used: [{ fingerprint: '2123456789abcdef', reason: '已核实', author: '张三' }],
    unused: [{ fingerprint: 'ffffffffffffffff', reason: '旧', author: '李四' }],
    expired: [],
  },
};

const joined = async (pieces: AsyncIterable<string | Uint8Array>) => {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
};
const text = (format: keyof typeof REPORTS) => joined(REPORTS[format].render(input));

test('no text of a form becomes markup in any format that has markup', async () => {
  for (const format of ['html', 'md', 'junit'] as const) {
    const out = await text(format);
    expect(out).not.toContain('<img');
    expect(out).toContain('&lt;img');
  }
  for (const format of ['html', 'md', 'junit', 'csv', 'table'] as const)
    expect(await text(format)).not.toContain('\u001b');
});

test('csv: byte order mark, CRLF, quotes, and no cell that a spreadsheet would run', async () => {
  const out = await text('csv');
  expect(out.startsWith('\ufeff级别,编号,')).toBe(true);
  const rows = out.trimEnd().split('\r\n');
  expect(rows).toHaveLength(4);
  expect(rows[0]).toContain(',主管部门,实施单位,年度,项目名称,');
  expect(rows[1]).toContain(`,某市民政局,${HOSTILE},2024,${HOSTILE},'=1+1,`);
  expect(rows[1]).toContain(',1234.5,');
  expect(rows.some((row) => /(^|,)=/.test(row))).toBe(false);
});

test('json keeps the shape that scripts rely on', async () => {
  const run = JSON.parse(await text('json'));
  expect(run).toMatchObject({
    schema: 'zhunxing/run@1',
    rules: { set: 'recommended', version: '1.0.0' },
    data: { sha256: 'ab', forms: 1, indicators: 2 },
    summary: { open: { error: 0, warning: 1, info: 1 } },
  });
  expect(Object.keys(run.outcomes[0])).toEqual(
    expect.arrayContaining(['rule', 'severity', 'checked', 'flagged', 'notApplicable', 'errors']),
  );
  expect(run.findings[0]).toMatchObject({
    rule: 'benefit-in-words',
    code: 'I03',
    project: HOSTILE,
    waived: false,
  });
});

test('sarif: levels, encoded places, suppressions', async () => {
  const { runs } = JSON.parse(await text('sarif'));
  const [run] = runs;
  expect(run.results.map((r: { level: string }) => r.level)).toEqual(['warning', 'note', 'warning']);
  const { physicalLocation } = run.results[0].locations[0];
  expect(decodeURIComponent(physicalLocation.artifactLocation.uri)).toBe(place.file);
  expect(physicalLocation.artifactLocation.uri).not.toMatch(/[ 数]/);
  expect(physicalLocation.region.startLine).toBe(12);
  expect(run.results[2].suppressions[0].justification).toBe('已核实 (张三)');
  expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('benefit-in-words');
});

test('sarif is right by its schema, and every result has its fingerprint and says whether it is suppressed', async () => {
  const ajv = new Ajv({ schemaId: 'auto', unknownFormats: 'ignore' });
  const valid = ajv.addMetaSchema(draft04).compile(sarifSchema);
  const log = JSON.parse(await text('sarif'));
  valid(log);
  expect(valid.errors).toBeNull();
  for (const result of log.runs[0].results) {
    expect(result.fingerprints['zhunxing/v1']).toMatch(/^[0-9a-f]{16}$/);
    expect(result.suppressions).toBeInstanceOf(Array);
  }
  log.runs[0].results[0].level = 'grave';
  expect(valid(log)).toBe(false);
});

test('findings carry suggestion, printed line, basis and waiver; a rule over its own bound says so', async () => {
  const out = await text('csv');
  for (const part of ['写明数值', '提升 <img', '已核实 (张三)']) expect(out).toContain(part);
  const page = await text('html');
  expect(page).toContain('依据: 财预〔2021〕101号 &lt;img');
  expect(page).toContain('（条款未核对）');
  expect(page.match(/豁免: [^<]*已核实 \(张三\)/g)).toHaveLength(1);
  expect(await joined(findingTable(input))).toContain('I03 效益指标没有量化: 100% > 40%, 高于声明上限');
  expect(await text('md')).toContain('100%');
  expect(await text('md')).toContain('高于声明上限');
  expect(page).toContain('某市民政局 · &lt;img src=x onerror=alert(1)&gt; · 2024');
  for (const format of ['html', 'md'] as const) expect(await text(format)).toContain('显示的疑点 3 / 3');
});

test('junit: warnings fail, infos pass, waived ones are skipped', async () => {
  const out = await text('junit');
  expect(out).toContain('tests="3" failures="1" errors="0" skipped="1"');
  expect(out.match(/<failure /g)).toHaveLength(1);
  expect(out.match(/<system-out>/g)).toHaveLength(1);
});

test('xlsx: five sheets that filter, text typed as text, the same bytes every time', async () => {
  const workbook = async () => (await REPORTS.xlsx.render(input).next()).value as Uint8Array;
  const bytes = await workbook();
  const files = unzipSync(bytes);
  expect(Object.keys(files).filter((name) => name.startsWith('xl/worksheets/sheet'))).toHaveLength(5);
  const all = Object.entries(files)
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, content]) => strFromU8(content))
    .join('');
  expect(all).toContain('=1+1');
  expect(strFromU8(files['xl/worksheets/sheet2.xml']!)).toMatch(/<\/sheetData><autoFilter ref="A1:U4"\/>/);
  expect(all.match(/state="frozen"/g)).toHaveLength(4);
  expect(await workbook()).toEqual(bytes);
  expect(all).not.toContain('<f>');
  expect(all).not.toContain('<img');
});

test('the terminal table keeps to its width and says what to check first', async () => {
  const out = await joined(findingTable(input, { width: 60 }));
  expect(Math.max(...out.split('\n').slice(0, -2).map(terminalWidth))).toBeLessThanOrEqual(62);
  expect(out).toContain('先核对原件');
  expect(out).toContain('豁免未用到');
  expect(out).toContain('2 处疑点（严重 0，一般 1，提示 1）');
  expect(await joined(findingTable({ ...input, findings: paged([]) }))).toContain('没有疑点');
  expect(await joined(findingTable({ ...input, language: 'en' }, { color: true }))).toContain(
    '\u001b[33mwarning',
  );
});

test('width and wrapping count a Chinese character as two', () => {
  expect(terminalWidth('项目 a')).toBe(6);
  expect(wrap('项目支出，绩效目标 target value', 10)).toEqual(['项目支出，', '绩效目标', 'target', 'value']);
  expect(wrap('', 10)).toEqual(['']);
});
