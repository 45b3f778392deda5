import { dataHash } from '#core/store/data-hash.ts';
import { remembering } from '#core/store/answers.ts';
import { arrowRows } from '#core/store/arrow.ts';
import type { Connector } from '#core/store/connector.ts';
import { createSchema } from '#core/store/create.ts';
import { codeForms, formsGround } from '#core/store/explore/coded-forms.ts';
import { selectedInAll } from '#core/store/explore/linked.ts';
import { settle, type LoadReport } from '#core/store/load.ts';
import { FILE_TABLES, FILE_VERSION, fileLayout, type FileMeta } from '#core/store/portfolio-file.ts';
import { askEveryYear } from '#core/store/questions/overview.ts';
import { columnsSql, identifier } from '#core/store/sql.ts';
import { compareForms, placeForms } from './compare.ts';
import { READER } from './reader.ts';

/** What a packed portfolio holds, and what there is to say about it. */
export interface Packed {
  meta: FileMeta;
  doubles: { projects: number; example: string | null };
}

export type Stage = 'compare' | 'sort' | 'facts';

/**
 * Writes the portfolio out of the side file `part`, the default of `db`, into the empty database `fresh`: forms chosen and numbered, rows sorted so that those
 * asked for together stand together, facts settled. `at` is the time written into it.
 */
export async function pack(
  db: Connector,
  { doubles, at, stage }: { doubles: 'both' | 'newer'; at: string; stage(now: Stage): void },
): Promise<Packed> {
  stage('compare');
  await db.query(`CREATE OR REPLACE TEMP TABLE ordered AS SELECT d.*, (row_number() OVER (ORDER BY i.position, d.number))::INTEGER AS place
    FROM part.main.document d ASOF JOIN (FROM part.main.input WHERE documents > 0) i ON d.number >= i.first_document`);
  const several = await placeForms(db, doubles);
  await compareForms(db);
  await db.query(NOTED);
  await db.query('USE fresh');
  stage('sort');
  await createSchema(db);
  for (const [table, columns] of Object.entries(FILE_TABLES))
    await db.query(`CREATE OR REPLACE TABLE ${identifier(table)} (${columnsSql(columns)})`);
  for (const [table, select] of Object.entries(FILLED))
    await db.query(`INSERT INTO ${identifier(table)} BY NAME ${select}`);
  const [given] = await db.query<LoadReport>(GIVEN);
  await codeForms(db);
  stage('facts');
  // Facts have no order of their own; keeping one would hold them in memory.
  await db.query('SET preserve_insertion_order = false');
  const held = await settle(db, given!);
  const files = await db.query<{ sha256: string }>('SELECT sha256 FROM source ORDER BY rowid');
  const meta: FileMeta = {
    version: FILE_VERSION,
    layout: fileLayout(),
    made_by: READER,
    made_at: at,
    doubles,
    data_sha256: dataHash({ files: files as Parameters<typeof dataHash>[0]['files'] }),
    ...held,
  };
  await answerFirst(remembering(db));
  await db.insert('meta', arrowRows('meta', [{ ...meta }], FILE_TABLES));
  await db.query('CHECKPOINT fresh');
  return { meta, doubles: several };
}

/** Asks what the page asks of a file that was just opened. */
async function answerFirst(db: Connector): Promise<void> {
  await askEveryYear(db);
  await formsGround(db);
  await selectedInAll(db);
}

/** What the side file says should have come over: forms that count, and all that belongs to them. */
const GIVEN = `SELECT (SELECT count(*)::DOUBLE FROM placed) AS forms,
  (SELECT count(*)::DOUBLE FROM part.main.indicator i SEMI JOIN placed f ON f.form_id = i.form_id) AS indicators,
  (SELECT count(*)::DOUBLE FROM noted) AS notes,
  (SELECT count(*)::DOUBLE FROM part.main.source_line) AS lines,
  (SELECT coalesce(sum(p.annual), 0)::DOUBLE FROM part.main.project p SEMI JOIN placed f ON f.form_id = p.form_id) AS annual`;

/** Every note that counts, in order: document by document, a form's own before those that came of comparing it. */
const NOTED = `CREATE OR REPLACE TEMP TABLE noted AS
  SELECT r.* REPLACE ((row_number() OVER (ORDER BY place, form_id IS NULL, form_order, derived, note_order))::INTEGER AS note_order)
  FROM (
    SELECT r.*, d.number AS document, d.place, f.form_order, FALSE AS derived FROM part.main.reading_note r
    ASOF JOIN (FROM ordered WHERE notes > 0) d ON r.note_order >= d.first_note LEFT JOIN placed f ON f.form_id = r.form_id
    WHERE r.form_id IS NULL OR f.form_id IS NOT NULL
    UNION ALL
    SELECT r.*, f.document, d.place, f.form_order, TRUE FROM part.main.derived r JOIN placed f ON f.form_id = r.form_id
    JOIN ordered d ON d.number = f.document
  ) r`;

const noted = (part: string) => `coalesce(n.${part}_noted, FALSE) AS ${part}_noted`;

/** Table → what fills it, in the order in which they must be filled. */
const FILLED: Record<string, string> = {
  reading_note: `SELECT * EXCLUDE (document, place, form_order, derived) FROM noted ORDER BY note_order`,
  derived_note: `SELECT note_order FROM noted WHERE derived ORDER BY note_order`,
  project: `SELECT p.* REPLACE (f.form_order AS form_order, ${['goal', 'funding', 'head', 'table'].map(noted).join(', ')},
      coalesce(n.notes, []) AS notes)
    FROM part.main.project p JOIN placed f ON f.form_id = p.form_id LEFT JOIN (
      SELECT form_id, ${['goal', 'funding', 'head', 'table'].map((part) => `bool_or(part = '${part}') AS ${part}_noted`).join(', ')},
        list_sort(list(DISTINCT code)) AS notes FROM noted WHERE form_id IS NOT NULL GROUP BY form_id
    ) n ON n.form_id = p.form_id ORDER BY p.year, p.department, f.form_order`,
  indicator: `SELECT i.* FROM part.main.indicator i JOIN part.main.project p ON p.form_id = i.form_id
    JOIN placed f ON f.form_id = i.form_id ORDER BY p.year, p.department, f.form_order, i.ordinal`,
  source: `SELECT r.* EXCLUDE (nth) FROM (SELECT *, row_number() OVER (PARTITION BY file ORDER BY rowid) AS nth FROM part.main.source) r
    JOIN (SELECT file, place, row_number() OVER (PARTITION BY file ORDER BY number) AS nth FROM ordered) d
      ON d.file = r.file AND d.nth = r.nth ORDER BY d.place`,
  document: `SELECT d.place AS number, d.file, d.modified, d.error_code, d.error_en,
      coalesce(f.first_form, 1) AS first_form, coalesce(f.forms, 0) AS forms,
      coalesce(n.first_note, 1) AS first_note, coalesce(n.notes, 0) AS notes
    FROM ordered d
    LEFT JOIN (SELECT document, min(form_order) AS first_form, count(*) AS forms FROM placed GROUP BY document) f ON f.document = d.number
    LEFT JOIN (SELECT document, min(note_order) AS first_note, count(*) AS notes FROM noted GROUP BY document) n ON n.document = d.number
    ORDER BY d.place`,
  input: `SELECT i.path, i.sha256, i.position, i.documents, i.choices,
      coalesce(min(d.first), 1) AS first_document, i.as_read AND coalesce(bool_and(d.whole), TRUE) AS as_read
    FROM part.main.input i LEFT JOIN (
      SELECT i.path, d.place AS first, d.forms = (SELECT count(*) FROM placed f WHERE f.document = d.number) AS whole
      FROM ordered d ASOF JOIN (FROM part.main.input WHERE documents > 0) i ON d.number >= i.first_document
    ) d ON d.path = i.path GROUP BY i.path, i.sha256, i.position, i.documents, i.choices, i.as_read ORDER BY i.position`,
  site: `SELECT s.file, d.place AS document FROM part.main.site s JOIN ordered d ON d.number = s.document ORDER BY d.place`,
  held_form: `SELECT h.* FROM part.main.held_form h`,
  source_line: `SELECT l.* FROM part.main.source_line l JOIN (
      SELECT s.file, min(d.place) AS place FROM part.main.site s JOIN ordered d ON d.number = s.document GROUP BY s.file
    ) s ON s.file = l.file ORDER BY s.place, l.file, l.line`,
};
