import { sameMoneyNote, type Choices } from '#core/ingest/same-form.ts';
import { literal } from '#core/store/sql.ts';
import { MANY, sharedGoalNote } from '#core/ingest/shared-goal.ts';
import { arrowRows } from '#core/store/arrow.ts';
import { noteRow } from '#core/store/load.ts';
import type { ReadingNote } from '#core/model/note.ts';
import type { Connector } from '#core/store/connector.ts';

/** Forms of one project, year, kind and unit. */
const KEY = ['kind', 'year', 'name', 'department', 'unit'] as const;
const SAME_FORM = KEY.map((column) => `p.${column}`).join(', ');

/**
 * Chooses which forms count and numbers them: temporary table `placed` (form_id, number of its document, form_order). Under `newer` only the form of the
 * newest file of each project and year does; what an exported portfolio among the inputs says of one holds before that. Resolves to how many projects have several forms of a year, all counted, and the name of one.
 */
export async function placeForms(
  db: Connector,
  doubles: 'both' | 'newer',
): Promise<{ projects: number; example: string | null }> {
  await chosenBefore(db);
  const newest = `row_number() OVER (PARTITION BY ${SAME_FORM} ORDER BY coalesce(d.modified, 0) DESC, d.place DESC, p.form_order DESC) = 1`;
  await db.query(`CREATE OR REPLACE TEMP TABLE placed AS SELECT form_id, document,
      (row_number() OVER (ORDER BY place, form_order))::INTEGER AS form_order FROM (
    SELECT p.form_id, p.form_order, d.number AS document, d.place
    FROM part.main.project p ASOF JOIN (FROM ordered WHERE forms > 0) d ON p.form_order >= d.first_form
    LEFT JOIN chosen c ON ${KEY.map((column) => `c.${column} IS NOT DISTINCT FROM p.${column}`).join(' AND ')}
    QUALIFY CASE coalesce(c.choice, ${literal(doubles)}) WHEN 'both' THEN TRUE WHEN 'newer' THEN ${newest}
      ELSE p.form_id = c.choice OR NOT bool_or(p.form_id = c.choice) OVER (PARTITION BY ${SAME_FORM}) END)`);
  const [several] = await db.query<{ projects: number; example: string | null }>(
    `SELECT count(*)::DOUBLE AS projects, first(name ORDER BY nth) AS example FROM (
       SELECT p.name, min(f.form_order) AS nth FROM part.main.project p JOIN placed f ON f.form_id = p.form_id
       GROUP BY ${SAME_FORM} HAVING count(*) > 1)`,
  );
  return several!;
}

/** The choices of exported portfolios among the inputs, a later one's before an earlier one's: temporary table `chosen`. */
async function chosenBefore(db: Connector): Promise<void> {
  const said = await db.query<{ choices: string }>(
    'SELECT choices FROM part.main.input WHERE choices IS NOT NULL ORDER BY position',
  );
  const choices = Object.assign({}, ...said.map((one) => JSON.parse(one.choices) as Choices)) as Choices;
  await db.query(
    'CREATE OR REPLACE TEMP TABLE chosen (kind VARCHAR, year INTEGER, name VARCHAR, department VARCHAR, unit VARCHAR, choice VARCHAR)',
  );
  for (const [key, choice] of Object.entries(choices)) {
    const parts = partsOf(key);
    if (parts)
      await db.query(
        `INSERT INTO chosen VALUES (${[...parts, choice].map((part) => literal(part)).join(', ')})`,
      );
  }
}

/** The parts of `Double.key`, or `null` when a text is none. */
function partsOf(key: string): (string | number | null)[] | null {
  try {
    const parts = JSON.parse(key) as unknown;
    return Array.isArray(parts) && parts.length === KEY.length ? (parts as (string | number | null)[]) : null;
  } catch {
    return null;
  }
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
