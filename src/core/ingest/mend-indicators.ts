import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import type { Indicator } from '#core/model/indicator.ts';
import { parseTarget, tidyTarget } from '#core/model/target-parse.ts';
import { sourceOf, type Cell } from './cell.ts';
import type { Mended, Said } from './mend-form.ts';
import { joinPieces } from './token.ts';
import { level1Of, levelOf } from './vocabulary.ts';

/** What was said of one row of the indicator table. */
interface Answer {
  at: Cell;
  name: Cell[];
  value: Cell[];
  level2: Cell[];
}
interface Levels {
  level1: string | null;
  level2: string | null;
}
type At = { line: number | null; column?: number | null };

const orderOf = ({ line, column }: At): number => (line ?? 0) * 1e6 + (column ?? 0);

/**
 * Writes what was said of rows of the indicator table: rows that were read are put right, others become indicators where they stand,
 * below the levels printed or said above them. Returns cells that were of no use.
 */
export function mendIndicators(mended: Mended): Cell[] {
  const { form, grid, said } = mended;
  const flowing = grid.shape === 'stream' || grid.shape === 'slots';
  const idle: Cell[] = [];
  const byHand = new Set<Indicator>();
  for (const answer of answersOf(said, flowing)) {
    const { name, value, level2 } = answer;
    let indicator = (flowing ? flowingRow : rowOf)(form.indicators, answer);
    if (!indicator && name.length > 0) indicator = begin(mended, answer);
    else if (!indicator && value.length > 0) {
      indicator = form.indicators.findLast((one) => orderOf(one.source) < orderOf(answer.at));
      if (!indicator) idle.push(...value);
    }
    const at = indicator ? orderOf(indicator.source) : 0;
    const next = form.indicators.find((one) => orderOf(one.source) > at);
    const own = indicator ? cellsBetween(mended, at, next ? orderOf(next.source) : Infinity, flowing) : [];
    if (indicator)
      write(indicator, answer, byHand.has(indicator), (before, after) => mended.release(own, before, after));
    if (indicator) byHand.add(indicator);
    if (level2.length > 0 && !setLevel(mended, answer, indicator)) idle.push(...level2);
  }
  return idle;
}

/** What was said, row by row; where rows are not known, a name begins one. */
function answersOf(said: readonly Said[], flowing: boolean): Answer[] {
  const answers: Answer[] = [];
  for (const { cell, role } of said) {
    if (role !== 'name' && role !== 'value' && role !== 'level2') continue;
    const last = answers.at(-1);
    const same =
      last !== undefined &&
      (flowing
        ? role === 'value' || (last.value.length === 0 && (role === 'name' || last.name.length === 0))
        : last.at.line === cell.line);
    const answer = same ? last : { at: cell, name: [], value: [], level2: [] };
    if (!same) answers.push(answer);
    answer[role].push(cell);
  }
  return answers;
}

const rowOf = (indicators: readonly Indicator[], { at }: Answer) =>
  indicators.find((one) => one.source.line === at.line);

/** Where rows are not known: the indicator before, when the name that was said is its name. */
function flowingRow(indicators: readonly Indicator[], { at, name }: Answer): Indicator | undefined {
  const before = indicators.findLast((one) => orderOf(one.source) <= orderOf(at));
  const [first] = name;
  return !first || before?.name.startsWith(first.text) ? before : undefined;
}

function cellsBetween({ rows }: Mended, from: number, to: number, flowing: boolean): Cell[] {
  const line = Math.floor(from / 1e6);
  return rows.flatMap((row) =>
    row.cells.filter((cell) => (flowing ? orderOf(cell) >= from && orderOf(cell) < to : cell.line === line)),
  );
}

function write(
  indicator: Indicator,
  { name, value }: Answer,
  again: boolean,
  release: (before: string, after: string) => void,
): void {
  const before = indicator.name + '\n' + indicator.raw;
  if (name.length > 0) indicator.name = joinPieces(name);
  const printed = value.map((cell) => cell.text).join('');
  if (value.length > 0)
    indicator.raw = tidyTarget(again && name.length === 0 ? indicator.raw + printed : printed);
  release(
    before,
    name.length > 0 ? joinPieces(name) + '\n' + indicator.raw : indicator.name + '\n' + indicator.raw,
  );
  indicator.target = parseTarget(indicator.raw, indicator.name);
  indicator.notes = [];
}

function begin(mended: Mended, { at }: Answer): Indicator {
  const { form, grid } = mended;
  const indicator: Indicator = {
    ordinal: 0,
    ...levelsAt(mended, at),
    name: '',
    raw: '',
    target: parseTarget('', ''),
    weight: null,
    actual: null,
    score: null,
    reason: null,
    stated: { level1: null, level2: null },
    source: sourceOf(grid.site, at),
    notes: [],
  };
  form.indicators.push(indicator);
  form.indicators.sort((a, b) => orderOf(a.source) - orderOf(b.source));
  form.indicators.forEach((one, i) => (one.ordinal = i + 1));
  return indicator;
}

/** The levels that hold at a place: printed before it, or those of the indicators before it. */
function levelsAt({ form, rows, said }: Mended, at: Cell): Levels {
  const roles = new Map(said.map(({ cell, role }) => [cell, role]));
  const read = new Map(form.indicators.map((one) => [one.source.line, one]));
  let levels: Levels = { level1: null, level2: null };
  for (const { line, cells } of rows) {
    if (line > at.line) break;
    for (const cell of cells) {
      if (orderOf(cell) >= orderOf(at) || cell.fate !== 'placed') continue;
      const role = roles.get(cell);
      if (role === 'level2' || role === undefined)
        levels = below(levels, cell.text, line === at.line || role === 'level2');
    }
    const indicator = line < at.line ? read.get(line) : undefined;
    if (indicator) levels = { level1: indicator.level1, level2: indicator.level2 };
  }
  return levels;
}

/** The levels after a printed text; a bare name (数量) counts where a level is expected. */
function below(levels: Levels, text: string, expected: boolean): Levels {
  const level = levelOf(text);
  if (!level || (level.bare && !expected)) return levels;
  if (level.level === 2) return { level1: level1Of(level.name), level2: level.name };
  if (level.name === levels.level1) return levels;
  const only = taxonomy.scheme.find((one) => one.level1 === level.name)?.level2;
  return { level1: level.name, level2: only?.length === 1 ? (only[0]?.name ?? null) : null };
}

/** Sets the level of a row and of those below it that print none. False when there is no such row. */
function setLevel({ form }: Mended, { at, level2 }: Answer, own: Indicator | undefined): boolean {
  const text = joinPieces(level2);
  const level = levelOf(text);
  const from = own
    ? form.indicators.indexOf(own)
    : form.indicators.findIndex((one) => orderOf(one.source) > orderOf(at));
  if (from < 0) return false;
  for (const [i, one] of form.indicators.slice(from).entries()) {
    if (!(own && i === 0) && (one.stated.level1 !== null || one.stated.level2 !== null)) return i > 0;
    const { level1, level2: name } = below({ level1: one.level1, level2: null }, text, true);
    one.level1 = level?.level === 2 || level1 !== one.level1 ? level1 : one.level1;
    one.level2 = name ?? text;
    if (own && i === 0) one.stated = { ...one.stated, level2: text };
  }
  return true;
}
