import type { Portfolio } from '#core/model/form.ts';
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

/**
 * Fills the (empty) tables with a portfolio, then counts rows and sums money in the database against the input,
 * and evaluates the fact views into tables.
 * Throws LoadError when they differ. Run `createSchema` first.
 */
export async function load(db: Connector, { portfolio, lines }: Loadable): Promise<LoadReport> {
  const { forms } = portfolio;
  const indicators = forms.reduce((sum, form) => sum + form.indicators.length, 0);
  const notes = noteRows(portfolio);
  await db.insert('project', arrowTable('project', projectColumns(forms), forms.length));
  await db.insert('indicator', arrowTable('indicator', indicatorColumns(forms), indicators));
  await db.insert('reading_note', arrowRows('reading_note', notes));
  await db.insert('source', arrowRows('source', sourceRows(portfolio)));
  await db.insert(
    'source_line',
    arrowTable(
      'source_line',
      { file: lines.map((l) => l.file), line: lines.map((l) => l.line), text: lines.map((l) => l.text) },
      lines.length,
    ),
  );
  const given: LoadReport = {
    forms: forms.length,
    indicators,
    notes: notes.length,
    lines: lines.length,
    annual: forms.reduce((sum, form) => sum + (form.funding.annual ?? 0), 0),
  };
  const [held] = await db.query<LoadReport>(LOADED);
  for (const key of ['forms', 'indicators', 'notes', 'lines', 'annual'] as const)
    if (!held || Math.abs(held[key] - given[key]) > Math.abs(given[key]) * 1e-9)
      throw new LoadError(`load: ${key} is ${held?.[key]} in the database, ${given[key]} was given`);
  await settleFacts(db);
  return held!;
}

const LOADED = `SELECT (SELECT count(*)::DOUBLE FROM project) AS forms,
  (SELECT count(*)::DOUBLE FROM indicator i SEMI JOIN project p ON p.form_id = i.form_id) AS indicators,
  (SELECT count(*)::DOUBLE FROM reading_note) AS notes,
  (SELECT count(*)::DOUBLE FROM source_line) AS lines,
  (SELECT coalesce(sum(annual), 0)::DOUBLE FROM project) AS annual`;

function sourceRows(portfolio: Portfolio) {
  return portfolio.files.map(({ file, bytes, sha256, encoding, forms, indicators, coverage, error }) => ({
    file,
    bytes,
    sha256,
    encoding,
    forms,
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
  return [...own, ...others.map((note) => ({ note, formId: null }))].map(({ note, formId }, i) => ({
    note_order: i + 1,
    form_id: formId,
    code: note.code,
    part: note.part,
    message_zh: note.message,
    message_en: note.messageEn,
    text: note.text,
    source_file: note.source.file,
    source_line: note.source.line ?? note.source.row,
  }));
}
