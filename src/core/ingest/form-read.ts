import { parseTarget, tidyTarget } from '#core/model/target-parse.ts';
import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { mendBoundaries } from './boundary.ts';
import { sourceOf, type Shape } from './cell.ts';
import { repeatedRows } from './duplicate.ts';
import { emptyHead, projectOf, readHead } from './head.ts';
import { findHeader, headerOf, placeHeader, type Header } from './header.ts';
import { noteRepeated, noteRow } from './indicator-notes.ts';
import { resolveLevels } from './levels.ts';
import { short, type Notebook } from './notes.ts';
import { rowsOfStream } from './restream.ts';
import type { Block } from './segment.ts';
import { BARE_HEADER, readTable } from './table.ts';
import { tokenRows, type Token, type TokenRow } from './token.ts';
import { labelOf, levelOf } from './vocabulary.ts';
import { mendWrappedValues } from './wrapped-head.ts';
import { mendWrappedLevels } from './wrapped-levels.ts';

/**
 * Reads one block as a form, or `null` when it has no project name. A form without a title of its own takes year and kind from the
 * form `before` it in the file.
 */
export function readForm(
  block: Block,
  shape: Shape,
  id: string,
  before: Form | null,
  notes: Notebook,
): Form | null {
  const rows = tokenRows(block.rows, shape);
  const { above, table, below, header } = parts(rows, shape, notes);
  const head = emptyHead(shape);
  readHead(head, above, shape, notes);
  readHead(head, below, shape, notes);
  const { project, dates } = projectOf(head, notes);
  const { goals, at: goalAt } = head.goals.goals(notes);
  const indicators = readIndicators(table, header, shape, notes);
  const funding = head.money.funding();
  if (project.name === '') return null;
  if (
    indicators.length + head.money.entries.length + head.goals.headings.length === 0 &&
    head.fields.size < 2
  )
    return null;
  const first = rows[0];
  const untitled = head.title === null;
  const missing = [
    indicators.length === 0 ? { zh: '绩效指标', en: 'indicators' } : null,
    head.money.entries.length === 0 ? { zh: '项目资金', en: 'funding' } : null,
    head.goals.headings.length === 0 ? { zh: '绩效目标', en: 'goals' } : null,
  ].filter((part) => part !== null);
  if (missing.length > 0)
    notes.add('D09', 'form', first, {
      zh: `“${short(project.name)}”的申报表不完整，缺少${missing.map((m) => m.zh).join('、')}。`,
      en: `The form of "${short(project.name)}" is incomplete: no ${missing.map((m) => m.en).join(', no ')}.`,
    });
  return {
    id,
    kind:
      head.selfEvaluation || header?.selfEvaluation || (untitled && before?.kind === 'self-evaluation')
        ? 'self-evaluation'
        : 'declaration',
    year:
      head.titleYear ??
      (project.start ? Number(project.start.slice(0, 4)) : untitled ? (before?.year ?? null) : null),
    project,
    funding,
    goals,
    indicators,
    source: sourceOf(notes.file, first),
    places: { goal: goalAt, funding: head.money.place(notes.file), dates },
    notes: notes.notes,
  };
}

interface Parts {
  above: TokenRow[];
  table: TokenRow[];
  below: TokenRow[];
  header: Header | null;
}

/** Parts the rows of a form at the indicator table's header and at the end of that table. */
function parts(rows: TokenRow[], shape: Shape, notes: Notebook): Parts {
  const found = findHeader(rows, shape);
  const start =
    found?.from ?? rows.findIndex((row) => row.tokens.some((t) => levelOf(t.text)?.bare === false));
  if (start < 0) return { above: rows, table: [], below: [], header: null };
  const header = found?.header ?? BARE_HEADER;
  if (found) placeHeader(found.tokens);
  const above = rows.slice(0, start);
  const after = rows.slice(found?.to ?? start);
  if (shape === 'stream' || shape === 'slots') {
    const tokens: Token[] = after.flatMap((row) => row.tokens);
    const { rows: table, rest } = rowsOfStream(tokens, header, shape, notes);
    return {
      above,
      table,
      below: rest.length > 0 ? [{ line: rest[0]!.line, gap: 0, tokens: rest }] : [],
      header,
    };
  }
  const end = after.findIndex(endsTable);
  const table = (end < 0 ? after : after.slice(0, end)).filter((row) => {
    const again = headerOf(row.tokens);
    if (again) placeHeader(row.tokens);
    return !again;
  });
  const below = end < 0 ? [] : after.slice(end);
  if (shape !== 'words') return { above, table, below, header };
  const simple = header.columns.length === 2;
  return {
    above: mendWrappedValues(above, notes),
    table: simple ? mendWrappedLevels(table, notes) : table,
    below,
    header,
  };
}

const endsTable = ({ tokens: [first] }: TokenRow) => {
  const kind =
    first && levelOf(first.text) === null ? labelOf(first.text.split(/[:：]/u)[0] ?? '')?.kind : undefined;
  return kind === 'unkept' || kind === 'field' || kind === 'money' || kind === 'goal';
};

function readIndicators(
  table: TokenRow[],
  header: Header | null,
  shape: Shape,
  notes: Notebook,
): Indicator[] {
  if (!header) return [];
  const levelled = resolveLevels(readTable(table, header, shape, notes));
  notePageBreaks(table, notes);
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
      source: sourceOf(notes.file, { line: row.line, column: row.tokens[0]?.column ?? 0 }),
      notes: codes,
    };
  });
}

function notePageBreaks(table: readonly TokenRow[], notes: Notebook): void {
  for (const row of table.slice(1))
    if (row.gap > 0)
      notes.add('D05', 'form', row, {
        zh: '指标表在此处跨页，已与上文接上。',
        en: 'The indicator table continues here after a page break and was joined.',
      });
}
