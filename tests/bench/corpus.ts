import { readFileSync } from 'node:fs';

const SAMPLE = new URL('../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);

/** The built-in sample as bytes. */
export const sample = () => readFileSync(SAMPLE);

/**
 * The sample `times` over as one text, every project name carrying its copy's number, so that no two projects
 * share a name. 1,000 copies are 13,000 forms.
 */
export function repeated(times: number): Uint8Array {
  const text = sample().toString('utf8');
  const copies = Array.from({ length: times }, (_, i) =>
    text.replaceAll(/^(项目名称\t[^\t]+)/gm, `$1（${i + 1}）`),
  );
  return new TextEncoder().encode(copies.join('\n'));
}
