import { createHash } from 'node:crypto';
import type { FileResult } from '#core/ingest/read-file.ts';
import type { Form } from '#core/model/form.ts';
import { formOf, print, rowsOf, type Head } from './form.ts';
import { random } from './random.ts';
import { templates, type Template } from './template.ts';
import { department, lasting, projectName } from './words.ts';

/** One generated file: its printed text, and what reading it gives, made without reading. */
export interface Generated {
  name: string;
  text: string;
  result: FileResult;
}

/** What is modelled, and how strongly. */
export const MODEL = {
  /** Files of a department: one a year. */
  years: [2022, 2023, 2024, 2025, 2026],
  /** A department files about as many forms a year as the sample's: a long tail around it. */
  formsSpread: 0.9,
  /** Rows of a form spread around the template's. */
  rowsSpread: 0.35,
  /** Projects that go on from year to year, on average for so many years. */
  lasts: 3,
  /** Of these, those that only copy last year's targets. */
  unchanged: 0.15,
  /** Forms that stand in a file twice. */
  doubled: 0.004,
};

const KIND = 'text';

/**
 * Files of departments and years until they hold `indicators`, one after another: nothing is kept but the sample's thirteen forms.
 * The same seed gives the same files, and a smaller size gives the first of them.
 */
export async function* generate(indicators: number, seed = 1): AsyncGenerator<Generated> {
  const all = await templates();
  const shape = shapeOf(all);
  let given = 0;
  for (let d = 0; ; d++) {
    const size = lasting(seed, d);
    const forms = Math.max(1, Math.round(all.length * Math.exp(MODEL.formsSpread * size.normal()) * 0.7));
    for (const year of MODEL.years) {
      if (given >= indicators) return;
      const file = makeFile(all, shape, { seed, d, year, forms, left: indicators - given });
      given += file.result.report.indicators;
      yield file;
    }
  }
}

interface Shape {
  /** Logarithms of the sample's budgets: mean and deviation. */
  mean: number;
  deviation: number;
  percents: string[];
  goals: string[];
}

function shapeOf(all: readonly Template[]): Shape {
  const logs = all.map(({ form }) => Math.log(form.funding.annual!));
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / logs.length);
  const percents = all.flatMap(({ form }) =>
    form.indicators
      .filter((one) => one.target.dimension === 'percent' && one.target.value !== 100)
      .map((one) => one.raw),
  );
  return { mean, deviation, percents, goals: all.map(({ form }) => form.goals.annual!) };
}

function makeFile(
  all: readonly Template[],
  shape: Shape,
  { seed, d, year, forms, left }: { seed: number; d: number; year: number; forms: number; left: number },
): Generated {
  const { name: office, field } = department(d);
  const file = `${String(Math.floor(d / 1000)).padStart(3, '0')}/${office}-${year}.txt`;
  const goal = goalOf(shape, office, seed, d, year);
  const lines: string[] = [];
  const made: Form[] = [];
  let count = 0;
  for (let j = 0; j < forms && count < left; j++) {
    // A project begins in a year of its own and lasts some years: within them its name and rows stay.
    const epoch = Math.floor((year + lasting(seed, d, j).below(MODEL.lasts)) / MODEL.lasts);
    const stays = lasting(seed, d, j, epoch);
    const template = stays.pick(all);
    const before = random(seed, d, j, year - 1);
    const now = random(seed, d, j, year);
    const targets = now.chance(MODEL.unchanged) ? before : now;
    targets.chance(0.5);
    const wanted = Math.max(
      3,
      Math.round(template.form.indicators.length * Math.exp(MODEL.rowsSpread * stays.normal())),
    );
    const head: Head = {
      project: projectName(field, template.form.project.name, stays),
      department: office,
      unit: stays.chance(0.3)
        ? `${office}${stays.pick(['信息中心', '服务中心', '执法总队', '事务中心'])}`
        : office,
      year,
      money: Math.round(Math.exp(shape.mean + shape.deviation * now.normal())),
      goal,
      field,
    };
    const rows = rowsOf(
      template,
      field,
      Math.min(wanted, Math.max(3, left - count)),
      shape.percents,
      stays,
      targets,
    );
    for (let times = now.chance(MODEL.doubled) ? 2 : 1; times > 0; times--) {
      const printed = print(template, head, rows);
      made.push(
        formOf(template, head, rows, { file, number: made.length + 1, first: lines.length + 1, ...printed }),
      );
      for (const line of printed.lines) lines.push(line);
      count += rows.length;
    }
  }
  const text = lines.join('\n');
  const bytes = Buffer.from(text);
  const cells = made.length * all[0]!.cells.cells;
  const placed = made.length * all[0]!.cells.placed;
  return {
    name: file,
    text,
    result: {
      report: {
        file,
        bytes: bytes.length,
        modified: null,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        format: KIND,
        encoding: 'utf-8',
        forms: made.length,
        held: 0,
        indicators: count,
        coverage: { cells, placed, noted: cells - placed },
        error: null,
      },
      forms: made,
      held: [],
      notes: [],
      lines: lines.flatMap((line, i) => (line.trim() === '' ? [] : [{ file, line: i + 1, text: line }])),
    },
  };
}

/** As in the sample, all forms of a file print one goal; it is the department's own. */
function goalOf({ goals }: Shape, office: string, seed: number, d: number, year: number): string {
  const own = random(seed, 3, d, year);
  return `${year - (own.chance(0.3) ? 1 : 0)}年度${office}工作：${own.pick(goals)}`;
}
