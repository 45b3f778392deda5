import type { Connector } from '#core/store/connector.ts';
import { identifier } from '#core/store/sql.ts';
import { takeOver } from './take-over.ts';
import { refill, type Input, type Part } from './part.ts';

/** The documents of each input, as `path, sha256, position, as_read, number` over the tables of `catalog`. */
const inputDocuments = (catalog: string) => `(SELECT i.*, d.number FROM ${catalog}.main.document d
  ASOF JOIN (FROM ${catalog}.main.input WHERE documents > 0) i ON d.number >= i.first_document
  WHERE d.number < i.first_document + i.documents)`;

/**
 * Brings the side file in line with what is wanted now: what it holds of other inputs goes, and what the old portfolio `old`
 * holds of unchanged ones comes over. Resolves to what is still to be read, and how many inputs came from where.
 */
export async function resume<I extends Input>(
  db: Connector,
  part: Part,
  wanted: readonly I[],
  old: string | null,
): Promise<{ left: I[]; resumed: number; unchanged: number }> {
  await db.query('BEGIN');
  await refill(
    db,
    'wanted',
    wanted.map(({ path, sha256, position }) => ({ path, sha256, position })),
  );
  await dropUnwanted(db);
  await db.query('COMMIT');
  await part.count();
  const resumed = await countInputs(db);
  if (old !== null) await carry(db, part, old);
  const done = await db.query<{ path: string }>('SELECT path FROM input');
  const there = new Set(done.map(({ path }) => path));
  return {
    left: wanted.filter(({ path }) => !there.has(path)),
    resumed,
    unchanged: there.size - resumed,
  };
}

const SAME = 'i.path = w.path AND i.sha256 = w.sha256 AND i.as_read';

async function dropUnwanted(db: Connector): Promise<void> {
  await db.query(`CREATE OR REPLACE TEMP TABLE unwanted AS SELECT d.number FROM ${inputDocuments('part')} d
    WHERE NOT EXISTS (FROM wanted w WHERE d.path = w.path AND d.sha256 = w.sha256 AND d.as_read)`);
  const [some] = await db.query<{ n: number }>('SELECT count(*)::DOUBLE AS n FROM unwanted');
  if (some?.n) {
    await db.query(`CREATE OR REPLACE TEMP TABLE gone AS SELECT d.*, row_number() OVER (PARTITION BY d.file ORDER BY d.number) AS nth
      FROM document d SEMI JOIN unwanted u ON u.number = d.number`);
    const within = (column: string, of: 'form' | 'note') =>
      `${column} IN (SELECT unnest(range(first_${of}, first_${of} + ${of}s)) FROM gone)`;
    const files = '(SELECT s.file FROM site s JOIN unwanted u ON u.number = s.document)';
    await db.query(
      `DELETE FROM indicator WHERE form_id IN (SELECT form_id FROM project WHERE ${within('form_order', 'form')})`,
    );
    await db.query(`DELETE FROM project WHERE ${within('form_order', 'form')}`);
    await db.query(`DELETE FROM reading_note WHERE ${within('note_order', 'note')}`);
    await db.query(`DELETE FROM source_line WHERE file IN ${files}`);
    await db.query(`DELETE FROM site WHERE document IN (FROM unwanted)`);
    await db.query(`DELETE FROM source WHERE file IN (SELECT file FROM gone)`);
    await db.query(
      `DELETE FROM held_form WHERE regexp_replace(form_id, '#[0-9]+$', '') IN (SELECT file FROM gone)`,
    );
    await db.query(`DELETE FROM document WHERE number IN (FROM unwanted)`);
  }
  await db.query(`DELETE FROM input i WHERE NOT EXISTS (FROM wanted w WHERE ${SAME})`);
  await db.query(`UPDATE input SET position = w.position FROM wanted w WHERE input.path = w.path`);
}

/** One statement a table, however many inputs are unchanged. */
async function carry(db: Connector, part: Part, old: string): Promise<void> {
  const theirs = `${identifier(old)}.main.input`;
  await db.query('BEGIN');
  await db.query(`CREATE OR REPLACE TEMP TABLE carried AS SELECT i.*, w.position AS place FROM ${theirs} i JOIN wanted w ON ${SAME}
    WHERE i.path NOT IN (SELECT path FROM input)`);
  const chosen = `SELECT d.number, c.place FROM ${inputDocuments(old)} d JOIN carried c ON c.path = d.path`;
  const before = part.held.documents;
  await takeOver(db, old, chosen, part.held);
  await db.query(`INSERT INTO input BY NAME SELECT path, sha256, place AS position, documents, choices, as_read,
    (${before + 1} + sum(documents) OVER (ORDER BY place ROWS UNBOUNDED PRECEDING) - documents)::INTEGER AS first_document FROM carried`);
  await db.query('COMMIT');
  await part.count();
}

async function countInputs(db: Connector): Promise<number> {
  const [row] = await db.query<{ n: number }>('SELECT count(*)::DOUBLE AS n FROM input');
  return row?.n ?? 0;
}
