import type { Connector } from '#core/store/connector.ts';
import { identifier, literal } from '#core/store/sql.ts';
import type { Held } from './part.ts';

/**
 * Copies documents, with their forms, notes and lines, from another database into the side file, by SQL alone: `chosen` is a
 * SELECT of their `number` in `from` with the order to take them in as `place`; `prefix` goes before every file's name.
 * What came of comparing forms is left behind. Their new numbers stand in the temporary table `taken`.
 */
export async function takeOver(
  db: Connector,
  from: string,
  chosen: string,
  held: Held,
  prefix = '',
): Promise<void> {
  const source = (table: string) => `${identifier(from)}.main.${identifier(table)}`;
  const named = (column: string) => (prefix ? `${literal(prefix)} || ${column}` : column);
  await db.query(`CREATE OR REPLACE TEMP TABLE taken AS
    SELECT d.*, (${held.documents} + row_number() OVER w)::INTEGER AS new_number,
      (${held.forms + 1} + sum(d.forms) OVER w - d.forms)::INTEGER AS new_form,
      (${held.notes + 1} + sum(d.notes) OVER w - d.notes)::INTEGER AS new_note
    FROM ${source('document')} d JOIN (${chosen}) c ON c.number = d.number
    WINDOW w AS (ORDER BY c.place, d.number ROWS UNBOUNDED PRECEDING)`);
  const run = (of: 'form' | 'note', order: string) =>
    `ASOF JOIN (SELECT first_${of}, ${of}s, new_${of} FROM taken WHERE ${of}s > 0) t ON r.${order} >= t.first_${of}
     WHERE r.${order} < t.first_${of} + t.${of}s`;
  const shifted = (of: 'form' | 'note', order: string) =>
    `(r.${order} - t.first_${of} + t.new_${of})::INTEGER AS ${order}`;
  const into = (table: string, select: string) =>
    db.query(`INSERT INTO ${identifier(table)} BY NAME ${select}`);

  await into(
    'indicator',
    `SELECT r.* REPLACE (${named('r.form_id')} AS form_id, ${named('r.source_file')} AS source_file)
     FROM ${source('indicator')} r SEMI JOIN (SELECT r.form_id FROM ${source('project')} r ${run('form', 'form_order')}) p
     ON p.form_id = r.form_id`,
  );
  await into(
    'project',
    `SELECT r.* REPLACE (${named('r.form_id')} AS form_id, ${named('r.source_file')} AS source_file,
       ${shifted('form', 'form_order')}) FROM ${source('project')} r ${run('form', 'form_order')}`,
  );
  await into(
    'reading_note',
    `SELECT r.* REPLACE (${named('r.form_id')} AS form_id, ${named('r.source_file')} AS source_file,
       ${shifted('note', 'note_order')}) FROM (FROM ${source('reading_note')} ANTI JOIN ${source('derived_note')} USING (note_order)) r
     ${run('note', 'note_order')}`,
  );
  await into(
    'source',
    `SELECT r.* EXCLUDE (nth) REPLACE (${named('r.file')} AS file)
     FROM (SELECT *, row_number() OVER (PARTITION BY file ORDER BY rowid) AS nth FROM ${source('source')}) r
     JOIN (SELECT number, file, row_number() OVER (PARTITION BY file ORDER BY number) AS nth FROM ${source('document')}) d
       ON d.file = r.file AND d.nth = r.nth
     JOIN taken t ON t.number = d.number ORDER BY t.new_number`,
  );
  await into(
    'document',
    `SELECT new_number AS number, ${named('file')} AS file, modified, error_code, error_en, new_form AS first_form, forms,
       new_note AS first_note, notes FROM taken`,
  );
  await into(
    'site',
    `SELECT ${named('s.file')} AS file, t.new_number AS document FROM ${source('site')} s JOIN taken t ON t.number = s.document`,
  );
  await into(
    'source_line',
    `SELECT r.* REPLACE (${named('r.file')} AS file) FROM ${source('source_line')} r
     SEMI JOIN (SELECT s.file FROM ${source('site')} s JOIN taken t ON t.number = s.document) s ON s.file = r.file`,
  );
  await into(
    'held_form',
    `SELECT r.* REPLACE (${named('r.form_id')} AS form_id) FROM ${source('held_form')} r
     SEMI JOIN taken t ON t.file = regexp_replace(r.form_id, '#[0-9]+$', '')`,
  );
}
