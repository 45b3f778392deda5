import type { NativeConnector } from '../duckdb.ts';
import type { Effects } from '../effects.ts';
import { tellHeldForm } from '../portfolio.ts';

interface HeldForm {
  form_id: string;
  name: string;
  confidence: number;
}

/** What could not be read, and what was held back, is told whether it was read now or in an earlier build. */
export async function tellStored(
  db: NativeConnector,
  catalog: string,
  complain: (file: string, message: string) => void,
  effects: Effects,
  lang: 'zh' | 'en',
): Promise<void> {
  const error = lang === 'zh' ? 's.error' : 'd.error_en';
  const told = await db.query<{ file: string; message: string }>(
    `SELECT s.file, ${error} AS message FROM ${catalog}.main.source s JOIN ${catalog}.main.document d ON d.file = s.file
     WHERE s.error IS NOT NULL ORDER BY d.number`,
  );
  for (const { file, message } of told) complain(file, message);
  const held = await db.query<HeldForm>(
    `SELECT h.* FROM ${catalog}.main.held_form h JOIN ${catalog}.main.document d ON d.file = regexp_replace(h.form_id, '#[0-9]+$', '')
     WHERE d.error_code IS DISTINCT FROM 'needs-a-look' ORDER BY d.number`,
  );
  for (const one of held)
    tellHeldForm({ id: one.form_id, name: one.name, confidence: one.confidence }, lang, effects);
}
