import type { Connector } from '#core/store/connector.ts';
import { evidenceRows, type EvidenceRow } from './evidence.ts';
import type { Discrepancy } from './verify.ts';

const MOST_NAMED = 20;

/**
 * Holds the rows of a bundle against the documents read again, told by the hash of their bytes, whatever they are called now.
 * @param bundled the database that `verifyBundle` filled
 * @param read one that holds the documents
 */
export async function compareSources(bundled: Connector, read: Connector): Promise<Discrepancy[]> {
  const [told, now] = [await byDocument(bundled), await byDocument(read)];
  const found: Discrepancy[] = [];
  for (const [sha256, { file, rows }] of told) {
    const again = now.get(sha256);
    if (!again) {
      const zh = `“${file}”（${sha256.slice(0, 12)}）不在给出的原文件里`;
      found.push({
        part: 'data/source.ndjson',
        zh,
        en: `"${file}" (${sha256.slice(0, 12)}) is not among the documents given`,
      });
      continue;
    }
    for (const [table, texts] of Object.entries(rows)) {
      const left = new Map<string, number>();
      for (const text of again.rows[table] ?? []) left.set(text, (left.get(text) ?? 0) + 1);
      for (const text of texts) {
        const n = left.get(text) ?? 0;
        left.set(text, n - 1);
        if (n > 0) continue;
        const row = JSON.parse(text) as EvidenceRow;
        const name = [row.name, row.raw].filter((one) => typeof one === 'string').join(' · ');
        found.push({
          part: `data/${table}.ndjson`,
          zh: `“${file}”第 ${String(row.source_line ?? row.line ?? '')} 行：${name || '这一行'}，重读原文件得不到这一行`,
          en: `"${file}" line ${String(row.source_line ?? row.line ?? '')}: ${name || 'this row'} is not what the document gives when read again`,
        });
      }
    }
  }
  return found.length > MOST_NAMED
    ? [
        ...found.slice(0, MOST_NAMED),
        {
          part: 'data/',
          zh: `另有 ${found.length - MOST_NAMED} 处`,
          en: `and ${found.length - MOST_NAMED} more`,
        },
      ]
    : found;
}

type Documents = Map<string, { file: string; rows: Record<string, string[]> }>;

/** Rows by the hash of their document; a document's name and a form's place among all are left out, since they may differ. */
async function byDocument(db: Connector): Promise<Documents> {
  const { source, project, indicator } = await evidenceRows(db);
  const documents: Documents = new Map();
  const nameOf = new Map<unknown, string>();
  for (const { file, sha256, forms } of source!) {
    if (forms === 0) continue;
    nameOf.set(file, String(sha256));
    documents.set(String(sha256), { file: String(file), rows: { project: [], indicator: [] } });
  }
  const put = (table: string, rows: readonly EvidenceRow[]) => {
    for (const { form_id, form_order, source_file, ...rest } of rows) {
      void form_order;
      const document = documents.get(nameOf.get(fileOf(String(source_file), nameOf)) ?? '');
      document?.rows[table]!.push(JSON.stringify({ n: String(form_id).split('#').at(-1), ...rest }));
    }
  };
  put('project', project!);
  put('indicator', indicator!);
  return documents;
}

/** The document of a place: a workbook's sheets stand behind its name. */
function fileOf(place: string, names: ReadonlyMap<unknown, string>): string {
  if (names.has(place)) return place;
  const known = [...names.keys()].map(String).filter((name) => place.startsWith(name));
  return known.sort((a, b) => b.length - a.length)[0] ?? place;
}
