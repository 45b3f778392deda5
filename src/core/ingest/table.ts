import type { Reading } from '#core/model/note.ts';
import { comparatorOf, SIGN_PATTERN } from '#core/model/comparator.ts';
import labels from '#data/labels.json' with { type: 'json' };
import { place, type Shape } from './cell.ts';
import type { Header } from './header.ts';
import type { Notebook } from './notes.ts';
import type { RawRow } from './raw-row.ts';
import { takeLevels } from './row-levels.ts';
import { joinPieces, type Token, type TokenRow } from './token.ts';
import { isValueText } from './value-text.ts';
import { holdsLevel, isOlderLevel, labelOf, levelOf, setOf } from './vocabulary.ts';

/** The default columns of a table whose header was lost. */
export const BARE_HEADER: Header = {
  columns: [
    { field: 'name', column: -1 },
    { field: 'value', column: -1 },
  ],
  at: new Map(),
  selfEvaluation: false,
};

/** Reads the rows below a header; `begun` = the set of indicators it heads, where a form prints two. Rows that are not understood are noted (D07) and left out. */
export function readTable(
  rows: readonly TokenRow[],
  header: Header,
  shape: Shape,
  notes: Notebook,
  begun: RawRow['set'] = null,
): RawRow[] {
  let set = begun;
  const out: RawRow[] = [];
  const packed = isPacked(rows);
  let level1: string | null = null;
  let astray = false;
  for (const row of rows) {
    const older = isOlderLevel(level1);
    const taken = takeLevels(row.tokens, level1, notes.site.table ? header.at.get('name') : undefined);
    const { group, level1: printed1, level2, rest } = taken;
    if (printed1) level1 = levelOf(printed1.text)?.name ?? level1;
    for (const { text } of group) set = setOf(text) ?? set;
    for (const token of [...group, printed1, level2]) if (token) place(...token.cells);
    if (printed1 || level2) astray = false;
    astray ||= rest.some((token) => holdsLevel(token.text));
    if (rest.every((token) => token.text === '')) {
      if (printed1 || level2) out.push(blankRow(row, set, printed1, level2));
      continue;
    }
    const free =
      (older || isOlderLevel(level1)) &&
      !level2 &&
      header.at.has('level2') &&
      rest.length > header.columns.length - 1
        ? rest.shift()
        : undefined;
    if (free) place(...free.cells);
    if (!printed1 && !level2 && isRemark(rest[0], header, shape)) {
      if (rest.slice(1).every(({ text }) => text === '' || isFigure(text))) notKept(rest, notes);
      else refuse(rest, notes);
      continue;
    }
    const turned = header.columns[0]?.field === 'value';
    const raw =
      header.columns.length === 2
        ? readPair(turned ? rest.toReversed() : rest, notes)
        : readColumns(rest, header, shape, notes);
    if (!raw) {
      if (printed1 || level2) out.push(blankRow(row, set, printed1, level2));
      continue;
    }
    const shifted = shape === 'columns' && !packed && header.at.has('name') && isShifted(taken, header);
    out.push({
      ...blankRow(row, set, printed1, level2),
      ...apart(raw),
      shifted,
      // In a table of cells a blank is what the department printed.
      lost: raw.raw === '' && shape !== 'slots' && !notes.site.table,
      freeLevel2: free?.text ?? null,
      astray,
    });
  }
  return out;
}

/** A sum or a remark printed in the table (`合计`, `备注`), and not in the place of a name. */
function isRemark(first: Token | undefined, header: Header, shape: Shape): boolean {
  if (!first || labelOf(first.text)?.kind !== 'unkept') return false;
  return shape !== 'columns' || first.column !== header.at.get('name');
}

const STUCK = new RegExp(`^(.*?[\\p{L})])\\s*((?:${SIGN_PATTERN}).+)$`, 'u');

/** Name and value that stand in one cell (`合格率 ≥95%`), parted at the sign. */
function apart(read: Read): Read {
  const m = read.raw === '' ? STUCK.exec(read.name) : null;
  return m?.[1] && m[2] && isValueText(m[2]) ? { ...read, name: m[1], raw: m[2], parted: true } : read;
}

type Read = Pick<RawRow, 'name' | 'raw' | 'weight' | 'actual' | 'score' | 'reason' | 'joined' | 'parted'>;
const NOTHING = { weight: null, actual: null, score: null, reason: null, joined: false, parted: false };

function blankRow(row: TokenRow, set: RawRow['set'], level1: Token | null, level2: Token | null): RawRow {
  return {
    line: row.line,
    gap: row.gap,
    level1,
    level2,
    name: '',
    raw: '',
    ...NOTHING,
    shifted: false,
    lost: false,
    tokens: row.tokens,
    freeLevel2: null,
    astray: false,
    sure: false,
    set,
    resolved1: null,
    resolved2: null,
  };
}

/** Name and value, blanks between them ignored. */
function readPair(rest: readonly Token[], notes: Notebook): Read | null {
  const cells = rest.filter((token) => token.text !== '');
  const last = cells.at(-1);
  if (!last) return null;
  if (cells.length === 1) {
    if ((!isValueText(last.text) || levelOf(last.text)) && isWorded(last.text))
      return take({ name: last.text, raw: '' }, cells);
    return refuse(cells, notes);
  }
  if (!isWorded(cells[0]?.text ?? '')) return refuse(cells, notes);
  if (cells.length === 2) return take({ name: cells[0]?.text ?? '', raw: last.text }, cells);
  if (!isValueText(last.text) || cells.slice(0, -1).some((cell) => isValueText(cell.text)))
    return refuse(cells, notes);
  const name = joinPieces(cells.slice(0, -1));
  return take({ name, raw: last.text, joined: true }, cells);
}

const isFigure = (text: string) => /^[\d.,%/]+$/.test(text);
/** A name has letters: `##`, `(%)` and figures are none. */
const isWorded = (text: string) => /\p{L}/u.test(text);

function take(read: Pick<RawRow, 'name' | 'raw'> & Partial<Read>, cells: readonly Token[]): Read {
  for (const cell of cells) place(...cell.cells);
  return { ...NOTHING, ...read };
}

function refuse(cells: readonly Token[], notes: Notebook): null {
  notes.about(
    'D07',
    cells.every((cell) => isFigure(cell.text)) ? 'form' : 'table',
    cells,
    (text) => ({
      zh: `此行“${text}”分不清指标名称与指标值，原样保留。`,
      en: `In the row "${text}" name and value cannot be told apart; it is kept as printed.`,
    }),
    readingsOf(cells),
  );
  return null;
}

const MAX_READINGS = 4;

/** The ways to part a row's cells into name and value. */
function readingsOf(cells: readonly Token[]): Reading[] {
  const ways = Array.from({ length: Math.max(0, cells.length - 1) }, (_, i) => ({
    name: joinPieces(cells.slice(0, i + 1)),
    raw: joinPieces(cells.slice(i + 1)),
  }));
  return ways.filter(({ name }) => isWorded(name)).slice(0, MAX_READINGS);
}

/** Many columns: by place where places are known, else by order when the count fits and numbers stand where numbers must. */
function readColumns(rest: readonly Token[], header: Header, shape: Shape, notes: Notebook): Read | null {
  const { columns } = header;
  const slots: (Token | undefined)[] = [];
  const first = rest[0];
  if (!first) return null;
  const extra: Token[] = [];
  if (shape === 'columns') {
    const inPlace = notes.site.table && first.column === columns[0]?.column;
    for (const token of rest) {
      const at = inPlace ? slotAt(columns, token.column) : token.column - first.column;
      const taken = slots[at];
      if (at < 0 || at >= columns.length) extra.push(token);
      else if (!taken) slots[at] = token;
      else if (inPlace && columns[at]?.field === 'value') slots[at] = joinedTokens(taken, token);
      else extra.push(token);
    }
  } else {
    const short = rest.length < columns.length - 1 && shape === 'words';
    rest.forEach((token, i) => {
      if (short ? i < 2 : i < columns.length) slots[i] = token;
      else extra.push(token);
    });
  }
  const of = (field: string) => slots[columns.findIndex((column) => column.field === field)];
  const name = of('name')?.text ?? '';
  const weight = numberOf(of('weight'));
  const score = numberOf(of('score'));
  const numbersFit = [of('weight'), of('score')].every(
    (t) => !t || t.text === '' || t.text === '/' || numberOf(t) !== null,
  );
  if (!isWorded(name) || !numbersFit)
    return refuse(
      rest.filter((t) => t.text !== ''),
      notes,
    );
  for (const [i, token] of slots.entries()) {
    if (!token || token.text === '') continue;
    if (columns[i]?.field === 'unkept') notKept([token], notes);
    else place(...token.cells);
  }
  notKept(extra, notes);
  return {
    name,
    raw: joined(of('comparator')?.text ?? '', of('value')?.text ?? '', of('unit')?.text ?? ''),
    weight,
    score,
    joined: false,
    parted: false,
    actual: of('actual')?.text || null,
    reason: of('reason')?.text || null,
  };
}

/** The column a place lies under: the last one that begins at or before it. */
const slotAt = (columns: Header['columns'], column: number) =>
  columns.findLastIndex((one) => one.column <= column);

/** Two cells under one merged heading (`≥` | `90`). */
const joinedTokens = (a: Token, b: Token): Token => ({
  ...a,
  text: a.text + b.text,
  cells: [...a.cells, ...b.cells],
});

function notKept(tokens: readonly Token[], notes: Notebook): void {
  notes.about('D12', 'form', tokens, (text) => ({
    zh: `“${text}”所在的栏不入库。`,
    en: `The column of "${text}" is not kept.`,
  }));
}

function joined(sign: string, value: string, unit: string): string {
  if (value === '' || labels.words.qualitative.includes(sign)) return value;
  const comparator = comparatorOf(sign) ? sign : '';
  return `${value.startsWith(comparator) ? '' : comparator}${value}${unit === '/' || value.endsWith(unit) ? '' : unit}`;
}

function numberOf(token: Token | undefined): number | null {
  const m = /^(-?\d+(?:\.\d+)?)(?:分|%)?$/.exec(token?.text ?? '');
  return m ? Number(m[1]) : null;
}

/** No row leaves its first cell blank: merged cells were left out rather than printed blank, so columns say nothing. */
function isPacked(rows: readonly TokenRow[]): boolean {
  return rows.length > 0 && rows.every((row) => row.tokens[0]?.column === 0);
}

function isShifted(
  taken: { level1: Token | null; level2: Token | null; rest: readonly Token[] },
  header: Header,
): boolean {
  const off = (token: Token | null | undefined, field: string): boolean =>
    token !== null && token !== undefined && header.at.has(field) && token.column !== header.at.get(field);
  const [first, ...others] = taken.rest;
  const [one = 'name', two = 'value'] = header.columns.map(({ field }) => field);
  return (
    off(taken.level1, 'level1') ||
    off(taken.level2, 'level2') ||
    off(first, one) ||
    (header.columns.length === 2 && off(others.at(-1), two))
  );
}
