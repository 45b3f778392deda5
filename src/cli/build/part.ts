import type { Form } from '#core/model/form.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { FileResult } from '#core/ingest/read-file.ts';
import type { Choices } from '#core/ingest/same-form.ts';
import { arrowRows, arrowTable, type Cell } from '#core/store/arrow.ts';
import type { Connector } from '#core/store/connector.ts';
import { indicatorColumns } from '#core/store/load-indicators.ts';
import { projectColumns } from '#core/store/load-projects.ts';
import { noteRow, sourceRows } from '#core/store/load.ts';
import { FILE_TABLES, fileLayout } from '#core/store/portfolio-file.ts';
import { TABLES } from '#core/store/schema.ts';
import { columnsSql, identifier } from '#core/store/sql.ts';
import { READER } from './reader.ts';

const READ = ['project', 'indicator', 'reading_note', 'source', 'source_line'];

/** The tables of a side file: forms as they were read, nothing compared or judged yet. */
const PART_TABLES: Record<string, Record<string, string>> = {
  ...Object.fromEntries(READ.map((table) => [table, TABLES[table]!])),
  input: FILE_TABLES['input']!,
  document: FILE_TABLES['document']!,
  site: FILE_TABLES['site']!,
  held_form: FILE_TABLES['held_form']!,
  /** Who writes this side file: another version starts anew. */
  writer: { layout: 'VARCHAR', reader: 'VARCHAR' },
  /** The inputs of the build that goes on now. */
  wanted: { path: 'VARCHAR', sha256: 'VARCHAR', position: 'INTEGER' },
  /** Notes that come of comparing forms. */
  derived: TABLES['reading_note']!,
};

/** What was given to the build and is now read. */
export interface Input {
  path: string;
  sha256: string;
  position: number;
}

/** How much stands in the side file, committed or not. */
export interface Held {
  documents: number;
  forms: number;
  indicators: number;
  notes: number;
}

/** Indicators that are held in memory before they go to the database. */
const FLUSH_AT = 8_000;
/** Indicators, or milliseconds, between two commits. */
const COMMIT_AT = 40_000;
const COMMIT_EVERY = 1_000;

/**
 * The side file of a build, the default database of `db`: documents go in one by one, inputs are committed whole, so that a killed
 * build goes on after the last committed input.
 */
export class Part {
  readonly held: Held = { documents: 0, forms: 0, indicators: 0, notes: 0 };
  private waiting: FileResult[] = [];
  private size = 0;
  private uncommitted = 0;
  private open = false;
  private committed = performance.now();
  private first = 1;
  private whole = true;
  private ended: Record<string, Cell>[] = [];

  private readonly db: Connector;

  private constructor(db: Connector) {
    this.db = db;
  }

  /** Takes up the side file, or makes it anew when it is empty, of another version, or not wanted. */
  static async open(db: Connector, { fresh = false }: { fresh?: boolean } = {}): Promise<Part> {
    const part = new Part(db);
    if (fresh || !(await isOurs(db))) await create(db);
    await part.count();
    return part;
  }

  /** Documents of the current input came by SQL, in a transaction that is open. */
  async takenOver(): Promise<void> {
    this.open = true;
    const { first } = this;
    await this.count();
    this.first = first;
  }

  /** Counts anew what the side file holds, after rows came or went by SQL: the next document begins an input. */
  async count(): Promise<void> {
    const [row] = await this.db.query<Record<keyof Held, number>>(
      `SELECT coalesce(max(number), 0)::DOUBLE AS documents, coalesce(max(first_form + forms), 1)::DOUBLE - 1 AS forms,
        coalesce(max(first_note + notes), 1)::DOUBLE - 1 AS notes,
        (SELECT count(*)::DOUBLE FROM indicator) AS indicators FROM document`,
    );
    Object.assign(this.held, row);
    this.first = this.held.documents + 1;
  }

  /** What one document of the current input gave. */
  async add(result: FileResult): Promise<void> {
    if (result.report.error?.code === 'same-file') this.whole = false;
    this.waiting.push(result);
    this.size += 1 + result.report.indicators + result.lines.length / 4;
    if (this.size >= FLUSH_AT) await this.flush();
  }

  /** The input's documents have all been added. */
  async end({ path, sha256, position }: Input, choices: Choices = {}): Promise<void> {
    const said = Object.keys(choices).length > 0 ? JSON.stringify(choices) : null;
    const documents = this.held.documents + this.waiting.length - this.first + 1;
    this.ended.push({
      path,
      sha256,
      position,
      first_document: this.first,
      documents,
      as_read: this.whole,
      choices: said,
    });
    this.first += documents;
    this.whole = true;
    const since = performance.now() - this.committed;
    if (this.uncommitted + this.size >= COMMIT_AT || since >= COMMIT_EVERY) await this.commit();
  }

  /** Commits every input that has ended. */
  async commit(): Promise<void> {
    await this.flush();
    if (this.ended.length > 0) {
      await this.begin();
      await this.db.insert('input', arrowRows('input', this.ended, PART_TABLES));
    }
    if (this.open) await this.db.query('COMMIT');
    this.open = false;
    this.ended = [];
    this.uncommitted = 0;
    this.committed = performance.now();
  }

  private async begin(): Promise<void> {
    if (!this.open) await this.db.query('BEGIN');
    this.open = true;
  }

  private async flush(): Promise<void> {
    if (this.waiting.length === 0) return;
    await this.begin();
    const results = this.waiting;
    const forms = results.flatMap((result) => result.forms);
    const lines = results.flatMap((result) => result.lines);
    const indicators = forms.reduce((sum, form) => sum + form.indicators.length, 0);
    const before = { ...this.held };
    const project = projectColumns(forms);
    project['form_order'] = forms.map((_, i) => before.forms + i + 1);
    const notes: ReturnType<typeof noteRow>[] = [];
    const documents: Record<string, Cell>[] = [];
    const sites: Record<string, Cell>[] = [];
    let form = before.forms;
    for (const [i, result] of results.entries()) {
      const number = before.documents + i + 1;
      const own = notesOf(result);
      documents.push({
        number,
        file: result.report.file,
        modified: result.report.modified,
        error_code: result.report.error?.code ?? null,
        error_en: result.report.error?.messageEn ?? null,
        first_form: form + 1,
        forms: result.forms.length,
        first_note: before.notes + notes.length + 1,
        notes: own.length,
      });
      for (const { note, form: of } of own)
        notes.push(noteRow(note, of?.id ?? null, before.notes + notes.length + 1));
      for (const file of new Set(result.lines.map((line) => line.file)))
        sites.push({ file, document: number });
      form += result.forms.length;
    }
    const printed = {
      file: lines.map((line) => line.file),
      line: lines.map((line) => line.line),
      text: lines.map((line) => line.text),
    };
    const held = results.flatMap((result) =>
      result.held.map(({ id, project: { name }, confidence }) => ({ form_id: id, name, confidence })),
    );
    const rows = (table: string, all: Record<string, Cell>[]) =>
      all.length > 0 ? this.db.insert(table, arrowRows(table, all, PART_TABLES)) : undefined;
    await this.db.insert('project', arrowTable('project', project, forms.length));
    await this.db.insert('indicator', arrowTable('indicator', indicatorColumns(forms), indicators));
    await rows('reading_note', notes);
    await rows('source', sourceRows(results.map((result) => result.report)));
    await rows('document', documents);
    await rows('site', sites);
    await rows('held_form', held);
    await this.db.insert('source_line', arrowTable('source_line', printed, lines.length));
    this.held.documents += results.length;
    this.held.forms += forms.length;
    this.held.indicators += indicators;
    this.held.notes += notes.length;
    this.uncommitted += this.size;
    this.waiting = [];
    this.size = 0;
  }
}

/** Notes of a document: those of its forms in their order, then the others; only the former belong to a counted form. */
function notesOf({ forms, held, notes }: FileResult): { note: ReadingNote; form: Form | null }[] {
  return [
    ...forms.flatMap((form) => form.notes.map((note) => ({ note, form }))),
    ...notes.map((note) => ({ note, form: null })),
    ...held.flatMap((form) => form.notes.map((note) => ({ note, form: null }))),
  ];
}

async function isOurs(db: Connector): Promise<boolean> {
  try {
    const [writer] = await db.query<{ layout: string; reader: string }>('SELECT * FROM writer');
    return writer?.layout === fileLayout() && writer.reader === READER;
  } catch {
    return false;
  }
}

async function create(db: Connector): Promise<void> {
  await db.query('BEGIN');
  for (const [table, columns] of Object.entries(PART_TABLES))
    await db.query(`CREATE OR REPLACE TABLE ${identifier(table)} (${columnsSql(columns)})`);
  await db.insert('writer', arrowRows('writer', [{ layout: fileLayout(), reader: READER }], PART_TABLES));
  await db.query('COMMIT');
}

/** Replaces a small table of the side file. */
export async function refill(
  db: Connector,
  table: string,
  rows: readonly Record<string, Cell>[],
): Promise<void> {
  await db.query(`DELETE FROM ${identifier(table)}`);
  for (let from = 0; from < rows.length; from += 50_000)
    await db.insert(table, arrowRows(table, rows.slice(from, from + 50_000), PART_TABLES));
}
