import { parseTarget, tidyTarget } from '#core/model/target-parse.ts';
import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { mendBoundaries } from './boundary.ts';
import { sourceOf, type Shape } from './cell.ts';
import { joinCutLabels } from './cut-labels.ts';
import { repeatedRows } from './duplicate.ts';
import { emptyHead, projectOf, readHead } from './head.ts';
import { findHeader, headerOf, placeHeader, type Header } from './header.ts';
import { noteRepeated, noteRow } from './indicator-notes.ts';
import { resolveLevels, type LevelledRow } from './levels.ts';
import { short, type Notebook } from './notes.ts';
import type { RawRow } from './raw-row.ts';
import { rowsOfStream } from './restream.ts';
import type { Block } from './segment.ts';
import { BARE_HEADER, readTable } from './table.ts';
import { tokenRows, type Token, type TokenRow } from './token.ts';
import { labelOf, levelOf, setOf } from './vocabulary.ts';
import { mendWrappedValues } from './wrapped-head.ts';
import { mendWrappedLevels } from './wrapped-levels.ts';

/**
 * Reads one block as a form, or `null` when it has no project name. A form without a title of its own takes year and kind from the
 * form `before` it in the file.
 */
export function readForm(
  block: Block,
  shape: Shape,
  nameForm: () => string,
  before: Form | null,
  notes: Notebook,
): Form | null {
  const rows = joinCutLabels(tokenRows(block.rows, shape), notes.site);
  const { above, tables, below } = parts(rows, shape, notes);
  const head = emptyHead(shape, notes.site.table);
  readHead(head, above, shape, notes);
  readHead(head, below, shape, notes);
  const { project, dates } = projectOf(head, notes);
  const { goals, at: goalAt } = head.goals.goals(notes);
  const indicators = readIndicators(tables, shape, notes);
  const funding = head.money.funding(notes);
  if (project.name === '') return null;
  if (
    indicators.length + head.money.entries.length + head.goals.headings.length === 0 &&
    head.fields.size < 2
  )
    return null;
  const first = rows[0];
  const untitled = head.title === null;
  if (untitled && before && isBare(before)) {
    notes.share = 0.5;
    notes.add('D11', 'table', first, {
      zh: `前一张表只有项目名称（“${short(before.project.name)}”），两张表的内容可能交错，请核对原件。`,
      en: `The form before has only a project name ("${short(before.project.name)}"); the two may be interleaved. Check the original.`,
    });
  }
  const missing = [
    indicators.length === 0 ? (['table', '绩效指标', 'no indicators'] as const) : null,
    head.money.entries.length === 0 ? (['funding', '项目资金', 'no funding'] as const) : null,
    head.goals.headings.length === 0 ? (['goal', '绩效目标', 'no goals'] as const) : null,
  ].filter((part) => part !== null);
  for (const [part, zh, en] of missing)
    notes.add('D09', part, first, {
      zh: `“${short(project.name)}”的申报表不完整，没有读到${zh}。`,
      en: `The form of "${short(project.name)}" is incomplete: ${en} read.`,
    });
  return {
    id: nameForm(),
    kind:
      head.selfEvaluation ||
      tables.some(({ header }) => header.selfEvaluation) ||
      (untitled && before?.kind === 'self-evaluation')
        ? 'self-evaluation'
        : 'declaration',
    year:
      head.titleYear ??
      (project.start ? Number(project.start.slice(0, 4)) : untitled ? (before?.year ?? null) : null),
    project,
    funding,
    goals,
    indicators,
    source: sourceOf(notes.site, first),
    places: { goal: goalAt, funding: head.money.place(notes.site), dates },
    notes: notes.notes,
    confidence: 1,
  };
}

const isBare = ({ indicators, funding, goals }: Form) =>
  indicators.length === 0 && funding.annual === null && goals.annual === null && goals.overall === null;

/** How far a table without its header is trusted. */
const NO_HEADER = 0.75;

interface Parts {
  above: TokenRow[];
  /** The indicator table, parted where a header with other columns is printed in it. */
  tables: { header: Header; set: RawRow['set']; rows: TokenRow[] }[];
  below: TokenRow[];
}

/** Parts the rows of a form at the indicator table's header and at the end of that table. */
function parts(rows: TokenRow[], shape: Shape, notes: Notebook): Parts {
  const found = findHeader(rows, shape);
  const start =
    found?.from ?? rows.findIndex((row) => row.tokens.some((t) => levelOf(t.text)?.bare === false));
  if (start < 0) return { above: rows, tables: [], below: [] };
  const header = found?.header ?? BARE_HEADER;
  if (found) placeHeader(found.tokens);
  else {
    notes.share *= NO_HEADER;
    notes.add('D09', 'form', rows[start], {
      zh: '指标表没有表头，各栏按先名称后指标值读取，请核对原件。',
      en: 'The indicator table has no header; name and value were read in that order. Check the original.',
    });
  }
  const set = setAmong([...rows.slice(0, start).flatMap((row) => row.tokens), ...(found?.tokens ?? [])]);
  const above = rows.slice(0, start);
  const after = rows.slice(found?.to ?? start);
  if (shape === 'stream' || shape === 'slots') {
    const tokens: Token[] = after.flatMap((row) => row.tokens);
    const { rows: table, rest } = rowsOfStream(tokens, header, shape, notes);
    return {
      above,
      tables: [{ header, set, rows: table }],
      below: rest.length > 0 ? [{ line: rest[0]!.line, gap: 0, tokens: rest }] : [],
    };
  }
  const inTables = after.filter((row) => !row.loose);
  const end = endOfTable(inTables, header, shape);
  const tables = tablesOf(inTables.slice(0, end), header, set);
  const below = [...inTables.slice(end), ...after.filter((row) => row.loose)];
  if (shape !== 'words') return { above, tables, below };
  return {
    above: mendWrappedValues(above, notes),
    tables: tables.map((table) =>
      table.header.columns.length === 2 ? { ...table, rows: mendWrappedLevels(table.rows, notes) } : table,
    ),
    below,
  };
}

/** Parts the rows at repeated headers, each read by its own columns. */
function tablesOf(rows: readonly TokenRow[], header: Header, set: RawRow['set']): Parts['tables'] {
  const tables: Parts['tables'] = [{ header, set, rows: [] }];
  for (const row of rows) {
    const again = headerOf(row.tokens);
    const last = tables[tables.length - 1]!;
    if (!again) last.rows.push(row);
    else {
      placeHeader(row.tokens);
      const next = setAmong(row.tokens);
      if (sameColumns(again, last.header) && next === null) continue;
      tables.push({ header: again, set: next ?? last.set, rows: [] });
    }
  }
  return tables;
}

const setAmong = (tokens: readonly Token[]) => setOf(tokens.findLast(({ text }) => setOf(text))?.text ?? '');

const sameColumns = (a: Header, b: Header) =>
  a.columns.length === b.columns.length &&
  a.columns.every(({ field, column }, i) => field === b.columns[i]?.field && column === b.columns[i].column);

/**
 * Where the table ends: at a known label, unless levels go on below it or it stands in the column of names. An indicator may be
 * called 预算执行率 or 说明.
 */
function endOfTable(rows: readonly TokenRow[], header: Header, shape: Shape): number {
  const last = rows.findLastIndex((row) => row.tokens.some((t) => levelOf(t.text)?.bare === false));
  const end = rows.findIndex((row, i) => i > last && endsTable(row) && !isNamed(row, header, shape));
  return end < 0 ? rows.length : end;
}

/** Whether a row's label stands in the place of an indicator's name, with a value after it. */
function isNamed({ tokens }: TokenRow, header: Header, shape: Shape): boolean {
  const [first, ...rest] = tokens;
  return shape === 'columns' && first?.column === header.at.get('name') && rest.some((t) => t.text !== '');
}

const endsTable = ({ tokens: [first] }: TokenRow) => {
  const kind =
    first && levelOf(first.text) === null ? labelOf(first.text.split(/[:：]/u)[0] ?? '')?.kind : undefined;
  return kind === 'unkept' || kind === 'field' || kind === 'money' || kind === 'goal';
};

function readIndicators(tables: Parts['tables'], shape: Shape, notes: Notebook): Indicator[] {
  const levelled = ofTheYear(
    resolveLevels(tables.flatMap(({ rows, header, set }) => readTable(rows, header, shape, notes, set))),
    notes,
  );
  notePageBreaks(
    tables.flatMap(({ rows }) => rows),
    notes,
  );
  const repeated = repeatedRows(levelled);
  for (const [row, earlier] of repeated) noteRepeated(row, earlier, notes);
  const rows = levelled.filter((row) => !repeated.has(row));

  const boundaries = new Map(mendBoundaries(rows).map((b) => [b.row, b]));
  return rows.map((row, i) => {
    const codes = noteRow(row, boundaries.get(row), notes);
    if (row.resolved2 === null) {
      codes.push('D11');
      notes.add('D11', 'row', row, {
        zh: `“${short(row.name)}”没有二级指标，也无从推出。`,
        en: `"${short(row.name)}" has no level 2 and none can be derived.`,
      });
    }
    const raw = tidyTarget(row.raw);
    return {
      ordinal: i + 1,
      level1: row.resolved1,
      level2: row.resolved2,
      name: row.name,
      raw,
      target: parseTarget(raw, row.name),
      weight: row.weight,
      actual: row.actual,
      score: row.score,
      reason: row.reason,
      stated: { level1: row.level1?.text ?? null, level2: row.level2?.text ?? row.freeLevel2 },
      source: sourceOf(notes.site, { line: row.line, column: row.tokens[0]?.column ?? 0 }),
      notes: codes,
    };
  });
}

/** Where a form prints a long-term set and the year's, the year's rows; the others are told. */
function ofTheYear(rows: LevelledRow[], notes: Notebook): LevelledRow[] {
  const kept = rows.filter(({ set }) => set !== 'overall');
  if (kept.length === 0 || kept.length === rows.length) return rows;
  for (const row of rows)
    if (row.set === 'overall')
      notes.drop('D12', 'form', row.tokens, () => ({
        zh: `“${short(row.name)} ${row.raw}”是长期指标；本表另有年度指标，只收年度指标。`,
        en: `"${short(row.name)} ${row.raw}" is a long-term indicator; the form prints the year's too, and only those are kept.`,
      }));
  return kept;
}

function notePageBreaks(table: readonly TokenRow[], notes: Notebook): void {
  for (const row of table.slice(1))
    if (row.gap > 0)
      notes.add('D05', 'form', row, {
        zh: '指标表在此处跨页，已与上文接上。',
        en: 'The indicator table continues here after a page break and was joined.',
      });
}
