import type { Table } from 'apache-arrow';
import type { FileReport, Portfolio } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Connector } from './connector.ts';
import { arrowRows, arrowTable } from './arrow.ts';
import { indicatorColumns } from './load-indicators.ts';
import { projectColumns } from './load-projects.ts';
import { settleFacts } from './settle.ts';

/** What reading gives: the portfolio and the printed lines behind it. */
export interface Loadable {
  portfolio: Portfolio;
  lines: readonly { file: string; line: number; text: string }[];
}

/** What the database holds after a load, as counted in the database. Money in yuan. */
export interface LoadReport {
  forms: number;
  indicators: number;
  notes: number;
  lines: number;
  annual: number;
}

/** The database does not hold what was given to it. */
export class LoadError extends Error {
  override name = 'LoadError';
}

/** Rows for one table, and what the database must count after all of them went in. */
export interface Prepared {
  tables: { name: string; rows: Table }[];
  given: LoadReport;
}

/** The rows a portfolio makes, as Arrow tables. Needs no database, so it can be done where the forms were read. */
export function prepare({ portfolio, lines }: Loadable): Prepared {
  const { forms } = portfolio;
  const indicators = forms.reduce((sum, form) => sum + form.indicators.length, 0);
  const notes = noteRows(portfolio);
  const printed = {
    file: lines.map((l) => l.file),
    line: lines.map((l) => l.line),
    text: lines.map((l) => l.text),
  };
  return {
    tables: [
      { name: 'project', rows: arrowTable('project', projectColumns(forms), forms.length) },
      { name: 'indicator', rows: arrowTable('indicator', indicatorColumns(forms), indicators) },
      { name: 'reading_note', rows: arrowRows('reading_note', notes) },
      { name: 'source', rows: arrowRows('source', sourceRows(portfolio.files)) },
      { name: 'source_line', rows: arrowTable('source_line', printed, lines.length) },
    ],
    given: {
      forms: forms.length,
      indicators,
      notes: notes.length,
      lines: lines.length,
      annual: forms.reduce((sum, form) => sum + (form.funding.annual ?? 0), 0),
    },
  };
}

/**
 * Fills the (empty) tables with a portfolio, then settles it. Run `createSchema` first.
 * @throws LoadError when the database does not hold what was given
 */
export async function load(db: Connector, loadable: Loadable): Promise<LoadReport> {
  const { tables, given } = prepare(loadable);
  for (const { name, rows } of tables) await db.insert(name, rows);
  return settle(db, given);
}

/**
 * Counts rows and sums money in the database against what was given, and evaluates the fact views into tables.
 * @throws LoadError when they differ
 */
export async function settle(db: Connector, given: LoadReport): Promise<LoadReport> {
  const held = await countLoaded(db);
  for (const key of ['forms', 'indicators', 'notes', 'lines', 'annual'] as const)
    if (Math.abs(held[key] - given[key]) > Math.abs(given[key]) * 1e-9)
      throw new LoadError(`load: ${key} is ${held[key]} in the database, ${given[key]} was given`);
  await settleFacts(db);
  return held;
}

/** What the tables hold, as the database counts it. */
export async function countLoaded(db: Connector): Promise<LoadReport> {
  const [held] = await db.query<LoadReport>(LOADED);
  return held!;
}

const LOADED = `SELECT (SELECT count(*)::DOUBLE FROM project) AS forms,
  (SELECT count(*)::DOUBLE FROM indicator i SEMI JOIN project p ON p.form_id = i.form_id) AS indicators,
  (SELECT count(*)::DOUBLE FROM reading_note) AS notes,
  (SELECT count(*)::DOUBLE FROM source_line) AS lines,
  (SELECT coalesce(sum(annual), 0)::DOUBLE FROM project) AS annual`;

/** The rows of table `source`. */
export function sourceRows(files: readonly FileReport[]) {
  return files.map(({ file, bytes, sha256, format, encoding, forms, held, indicators, coverage, error }) => ({
    file,
    bytes,
    sha256,
    format,
    encoding,
    forms,
    held,
    indicators,
    ...coverage,
    error: error?.message ?? null,
  }));
}

/** A form's notes carry its id; those that no form lists are about a file. */
function noteRows(portfolio: Portfolio) {
  const own = portfolio.forms.flatMap((form) =>
    form.notes.map((note) => ({ note, formId: form.id as string | null })),
  );
  const listed = new Set(own.map(({ note }) => note));
  let others = portfolio.notes.filter((note) => !listed.has(note));
  if (others.length > 0) {
    // A portfolio that went through JSON holds copies: compare by content.
    const contents = new Set(own.map(({ note }) => JSON.stringify(note)));
    others = others.filter((note) => !contents.has(JSON.stringify(note)));
  }
  return [...own, ...others.map((note) => ({ note, formId: null }))].map(({ note, formId }, i) =>
    noteRow(note, formId, i + 1),
  );
}

/** A row of table `reading_note`. */
export function noteRow(note: ReadingNote, formId: string | null, order: number) {
  return {
    note_order: order,
    form_id: formId,
    code: note.code,
    part: note.part,
    message_zh: note.message,
    message_en: note.messageEn,
    text: note.text,
    source_file: note.source.file,
    source_line: note.source.line ?? note.source.row,
  };
}
