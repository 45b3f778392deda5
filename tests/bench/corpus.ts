import { readFileSync } from 'node:fs';

/** The built-in sample as bytes. Benchmarks are started by npm, so from the repository's root. */
export const sample = (): Uint8Array => readFileSync('data/samples/shanghai-justice-bureau-2024.txt');

/**
 * The sample `times` over as one text, every project name carrying its copy's number, so that no two projects
 * share a name. 1,000 copies are 13,000 forms.
 */
export function repeated(times: number): Uint8Array {
  const text = new TextDecoder().decode(sample());
  const copies = Array.from({ length: times }, (_, i) =>
    text.replaceAll(/^(项目名称\t[^\t]+)/gm, `$1（${i + 1}）`),
  );
  return new TextEncoder().encode(copies.join('\n'));
}
