import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import type { ReadingNote } from '#core/model/note.ts';
import { parseTarget } from '#core/model/target-parse.ts';
import type { Loadable } from './load.ts';

/** Small forms made by hand, for tests of the store and of the reports. */
export function indicator(
  name: string,
  raw: string,
  levels: [string, string] = ['产出指标', '数量指标'],
): Indicator {
  return {
    ordinal: 1,
    level1: levels[0],
    level2: levels[1],
    name,
    raw,
    target: parseTarget(raw, name),
    weight: null,
    actual: null,
    score: null,
    reason: null,
    stated: { level1: null, level2: null },
    source: place('a.txt', 10),
    notes: [],
  };
}

const place = (file: string, line: number) => ({
  file,
  page: null,
  sheet: null,
  line,
  row: null,
  column: null,
});

const note: ReadingNote = {
  code: 'D06',
  part: 'goal',
  message: '目标文字相同',
  messageEn: 'same goal',
  text: null,
  source: place('a.txt', 3),
};

/** A form `id` (`<file>#<n>`); the first one of a file carries a note on its goal. */
export function form(
  id: string,
  part: {
    annual: number | null;
    indicators: Indicator[];
    name?: string;
    department?: string;
    nature?: string;
    year?: number;
  },
): Form {
  const [file, n] = id.split('#') as [string, string];
  const line = Number(n) * 100;
  return {
    id,
    confidence: 1,
    kind: 'declaration',
    year: part.year ?? 2024,
    project: {
      name: part.name ?? `项目${n}`,
      code: null,
      nature: part.nature ?? '经常性专项业务费',
      category: '特定目标类',
      department: part.department ?? '某局',
      unit: '某局',
      start: '2024-01-01',
      end: '2024-12-31',
    },
    funding: {
      total: null,
      totalFiscal: null,
      totalOther: null,
      annual: part.annual,
      fiscal: part.annual,
      carriedOver: 0,
      other: 0,
      executed: null,
      unit: '元',
    },
    goals: { overall: null, annual: '完成本年度任务。' },
    indicators: part.indicators.map((i, at) => ({
      ...i,
      ordinal: at + 1,
      source: place(file, line + 10 + at),
    })),
    source: place(file, line),
    places: { goal: place(file, line + 3), funding: place(file, line + 2), dates: place(file, line + 1) },
    notes: n === '1' ? [note] : [],
  };
}

/** The forms as reading would give them, with two source lines. */
export function loadable(forms: Form[]): Loadable {
  const indicators = forms.reduce((sum, f) => sum + f.indicators.length, 0);
  const coverage = { cells: 2, placed: 2, noted: 0 };
  return {
    portfolio: {
      schema: 'zhunxing/portfolio@1',
      forms,
      held: [],
      doubles: [],
      notes: forms.flatMap((f) => f.notes),
      coverage,
      files: [
        {
          file: 'a.txt',
          bytes: 9,
          modified: null,
          format: 'text',
          held: 0,
          sha256: 'ab',
          encoding: 'utf-8',
          forms: forms.length,
          indicators,
          coverage,
          error: null,
        },
      ],
    },
    lines: [
      { file: 'a.txt', line: 1, text: '项目名称' },
      { file: 'a.txt', line: 2, text: '满意度\t≥90.00(%)' },
    ],
  };
}
