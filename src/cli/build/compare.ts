import { sameMoneyNote } from '#core/ingest/same-form.ts';
import { MANY, sharedGoalNote } from '#core/ingest/shared-goal.ts';
import { arrowRows } from '#core/store/arrow.ts';
import { noteRow } from '#core/store/load.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Connector } from '#core/store/connector.ts';

/** Forms of one project, year, kind and unit. */
const SAME_FORM = 'p.kind, p.year, p.name, p.department, p.unit';

/**
 * Chooses which forms count and numbers them: temporary table `placed` (form_id, number of its document, form_order). Under `newer` only the form of the
 * newest file of each project and year does. Resolves to how many projects have several forms of a year, all counted, and the name of one.
 */
export async function placeForms(
  db: Connector,
  doubles: 'both' | 'newer',
): Promise<{ projects: number; example: string | null }> {
  const newest = `row_number() OVER (PARTITION BY ${SAME_FORM} ORDER BY coalesce(d.modified, 0) DESC, d.place DESC, p.form_order DESC) = 1`;
  await db.query(`CREATE OR REPLACE TEMP TABLE placed AS SELECT form_id, document,
      (row_number() OVER (ORDER BY place, form_order))::INTEGER AS form_order FROM (
    SELECT p.form_id, p.form_order, d.number AS document, d.place
    FROM part.main.project p ASOF JOIN (FROM ordered WHERE forms > 0) d ON p.form_order >= d.first_form
    ${doubles === 'newer' ? `QUALIFY ${newest}` : ''})`);
  const [several] = await db.query<{ projects: number; example: string | null }>(
    `SELECT count(*)::DOUBLE AS projects, first(name ORDER BY nth) AS example FROM (
       SELECT p.name, min(f.form_order) AS nth FROM part.main.project p JOIN placed f ON f.form_id = p.form_id
       GROUP BY ${SAME_FORM} HAVING count(*) > 1)`,
  );
  return several!;
}

interface Met {
  form_id: string;
  name: string;
  file: string;
  line: number | null;
  earlier_file: string;
  earlier_line: number | null;
  goal: string;
  others: number;
}

/** Fills the side file's table `derived` with the notes that come of comparing the forms that count with each other. */
export async function compareForms(db: Connector): Promise<void> {
  await db.query('DELETE FROM part.main.derived');
  const among = 'part.main.project p JOIN placed f ON f.form_id = p.form_id';
  const first = (column: string) =>
    `first_value(p.${column}) OVER (PARTITION BY ${SAME_FORM}, p.annual ORDER BY f.form_order)`;
  await derive(
    db,
    `SELECT p.form_id, f.form_order, p.name, p.source_file AS file, p.source_line AS line,
       ${first('source_file')} AS earlier_file, ${first('source_line')} AS earlier_line
     FROM ${among} WHERE p.annual IS NOT NULL
     QUALIFY row_number() OVER (PARTITION BY ${SAME_FORM}, p.annual ORDER BY f.form_order) > 1`,
    ({ name, file, line, earlier_file, earlier_line }) =>
      sameMoneyNote(name, place(file, line), { file: earlier_file, line: earlier_line }),
    1,
  );
  await derive(
    db,
    `SELECT p.form_id, f.form_order, p.goal_annual AS goal, p.source_file AS file, coalesce(p.goal_line, p.source_line) AS line, g.others
     FROM ${among} JOIN (
       SELECT p.goal_norm, count(DISTINCT p.name)::DOUBLE - 1 AS others FROM ${among} WHERE p.goal_norm IS NOT NULL
       GROUP BY p.goal_norm HAVING count(DISTINCT p.name) >= ${MANY}) g ON g.goal_norm = p.goal_norm`,
    ({ goal, file, line, others }) => sharedGoalNote(goal, place(file, line), others),
    2,
  );
}

const ROWS = 20_000;

/** Makes notes of the rows of a SELECT, some thousand at a time; `rank` orders the notes of one form. */
async function derive(
  db: Connector,
  select: string,
  note: (met: Met) => ReadingNote,
  rank: number,
): Promise<void> {
  await db.query(
    `CREATE OR REPLACE TEMP TABLE met AS SELECT row_number() OVER (ORDER BY form_order) AS nth, * FROM (${select})`,
  );
  for (let from = 1; ; from += ROWS) {
    const rows = await db.query<Met>(
      `SELECT * FROM met WHERE nth BETWEEN ${from} AND ${from + ROWS - 1} ORDER BY nth`,
    );
    if (rows.length === 0) break;
    const notes = rows.map((met) => noteRow(note(met), met.form_id, rank));
    await db.insert('derived', arrowRows('reading_note', notes));
  }
  await db.query('DROP TABLE met');
}

const place = (file: string, line: number | null) => ({
  file,
  page: null,
  sheet: null,
  line,
  row: null,
  column: null,
});
