import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { parseTarget } from '#core/model/target-parse.ts';
import { remember } from '#core/model/remember.ts';
import type { Source } from '#core/model/source.ts';
import type { Random } from './random.ts';
import type { Slot, Template } from './template.ts';
import { indicatorName, target } from './words.ts';

/** What a form says that its template does not. */
export interface Head {
  project: string;
  department: string;
  unit: string;
  year: number;
  money: number;
  goal: string;
  field: string;
}

/** One row to print: an indicator of the template with its own name and target; `copy` counts repeated rows from 0. */
interface Printed {
  indicator: number;
  name: string;
  raw: string;
}

/** The rows of a form: those of the template, loose ones left out or printed more often until there are about `wanted`. */
export function rowsOf(
  { form, loose }: Template,
  field: string,
  wanted: number,
  percents: readonly string[],
  lasting: Random,
  yearly: Random,
): Printed[] {
  const times = form.indicators.map(() => 1);
  let spare = wanted - times.length;
  const pool = [...loose];
  for (let tries = 0; spare !== 0 && pool.length > 0 && tries < 1000; tries++) {
    const i = lasting.pick(pool);
    if (spare > 0) {
      times[i]!++;
      spare--;
    } else if (times[i]! > 0) {
      times[i]!--;
      spare++;
    } else if (tries > pool.length * 4) break;
  }
  return form.indicators.flatMap((one, indicator) =>
    Array.from({ length: times[indicator]! }, (_, copy): Printed => {
      const name =
        indicatorName(one.name, field, one.notes.length > 0, lasting) + (copy > 0 ? `（${copy + 1}）` : '');
      const exact = one.target.dimension === 'percent' && one.target.value !== 100;
      return { indicator, name, raw: target(one.raw, exact ? percents : [], yearly) };
    }),
  );
}

/** The printed lines of a form, and in which of them (0-based) each row of `rows` and each line of the template stands. */
export function print(template: Template, head: Head, rows: readonly Printed[]) {
  const lines: string[] = [];
  const rowLine: number[] = [];
  const lineOf: number[] = [];
  const byIndicator = new Map<number, { row: Printed; at: number }[]>();
  rows.forEach((row, at) => {
    const all = byIndicator.get(row.indicator);
    if (all) all.push({ row, at });
    else byIndicator.set(row.indicator, [{ row, at }]);
  });
  template.lines.forEach((cells, line) => {
    lineOf[line] = lines.length;
    const slots = template.slots.get(line);
    if (!slots) return void lines.push(cells.join('\t'));
    const named = [...slots.values()].find((slot) => 'indicator' in slot);
    const own = named && 'indicator' in named ? named.indicator : null;
    const home = own !== null && template.form.indicators[own]!.source.line! - template.first === line;
    const printed = own === null ? [undefined] : (byIndicator.get(own) ?? []);
    for (const one of printed) {
      if (one && home) rowLine[one.at] = lines.length;
      lines.push(cells.map((cell, c) => fill(cell, slots.get(c), head, one?.row)).join('\t'));
      if (!home) break;
    }
  });
  return { lines, rowLine, lineOf };
}

function fill(cell: string, slot: Slot | undefined, head: Head, row: Printed | undefined): string {
  if (!slot) return cell;
  switch (slot.of) {
    case 'name':
      return row?.name ?? cell;
    case 'raw':
      return row ? (/\s\(/.test(cell) ? row.raw.replace('(', ' (') : row.raw) : cell;
    case 'year':
      return cell.replace(/\d{4}/, String(head.year));
    case 'dates':
      return `${head.year}${cell.trim().slice(4)}`;
    case 'money':
      return `${String(head.money).replace(/\B(?=(\d{3})+$)/g, ',')}.00`;
    default:
      return head[slot.of];
  }
}

const targetOf = remember((name) => remember((raw) => parseTarget(raw, name)));

/** The form as reading its printed lines would give it; `first` is the line (1-based) of its first in the file. */
export function formOf(
  { form, first: start }: Template,
  head: Head,
  rows: readonly Printed[],
  at: { file: string; number: number; first: number; rowLine: readonly number[]; lineOf: readonly number[] },
): Form {
  const moved = (source: Source): Source => {
    const line = source.line === null ? null : at.first + at.lineOf[source.line - start]!;
    return { ...source, file: at.file, line };
  };
  const indicators = rows.map((row, i): Indicator => {
    const one = form.indicators[row.indicator]!;
    return {
      ...one,
      ordinal: i + 1,
      name: row.name,
      raw: row.raw,
      target: targetOf(row.name)(row.raw),
      stated: i > 0 && rows[i - 1]!.indicator === row.indicator ? { level1: null, level2: null } : one.stated,
      source: { ...one.source, file: at.file, line: at.first + at.rowLine[i]! },
    };
  });
  const { goal, funding, dates } = form.places;
  return {
    ...form,
    id: `${at.file}#${at.number}`,
    year: head.year,
    project: {
      ...form.project,
      name: head.project,
      department: head.department,
      unit: head.unit,
      start: `${head.year}${form.project.start!.slice(4)}`,
      end: `${head.year}${form.project.end!.slice(4)}`,
    },
    funding: { ...form.funding, annual: head.money, fiscal: head.money },
    goals: { ...form.goals, annual: head.goal },
    indicators,
    source: moved(form.source),
    places: { goal: goal && moved(goal), funding: funding && moved(funding), dates: dates && moved(dates) },
    notes: form.notes.map((note) => ({ ...note, source: moved(note.source) })),
  };
}
