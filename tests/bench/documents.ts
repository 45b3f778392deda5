import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import type { InputFile } from '#core/ingest/input.ts';

export const FORMATS = ['txt', 'html', 'xlsx', 'xls', 'docx', 'pdf'] as const;
export type Format = (typeof FORMATS)[number];

const FOLDER = 'tests/golden/formats/putuo-2026';
const base = (format: Format) =>
  new Uint8Array(
    readFileSync(
      format === 'txt' ? 'tests/golden/putuo-2026-json-table/input.txt' : `${FOLDER}/input.${format}`,
    ),
  );

/** The one form's project, and all that is named after it, numbered. */
const renamed = (text: string, n: number) => text.replaceAll('立交', `立交${n}号`);

/**
 * `count` documents of one form each, all different: the project's name is numbered where the format's text can be reached, else bytes
 * are added behind the end, which its readers skip.
 */
export function documents(format: Format, count: number): InputFile[] {
  const bytes = base(format);
  const parts = format === 'xlsx' || format === 'docx' ? unzipSync(bytes) : null;
  return Array.from({ length: count }, (_, n): InputFile => {
    const name = `${String(n).padStart(5, '0')}.${format}`;
    if (parts) {
      const changed: Zippable = {};
      for (const [part, content] of Object.entries(parts))
        changed[part] = part.endsWith('.xml') ? strToU8(renamed(strFromU8(content), n)) : content;
      return { name, bytes: zipSync(changed) };
    }
    if (format === 'html' || format === 'txt') return { name, bytes: strToU8(renamed(strFromU8(bytes), n)) };
    const tail = strToU8(format === 'pdf' ? `\n%${n}\n` : `${n}`);
    const all = new Uint8Array(bytes.length + tail.length);
    all.set(bytes);
    all.set(tail, bytes.length);
    return { name, bytes: all };
  });
}
