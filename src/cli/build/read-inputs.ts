import { readEach } from '#core/ingest/read-each.ts';
import type { Choices } from '#core/ingest/same-form.ts';
import type { NativeConnector } from '../duckdb.ts';
import { openFiles, type Unopened } from '../files.ts';
import { pdfAsset } from '../pdf-assets.ts';
import type { GivenInput } from './inputs.ts';
import { mergePortfolio } from './merge.ts';
import type { Part } from './part.ts';

/** How far reading has come; `share` of the bytes. */
interface Done {
  inputs: number;
  of: number;
  indicators: number;
  share: number;
}

/** Reads inputs into the side file, one by one; a document that is there already is not read again. */
export async function readInputs(
  db: NativeConnector,
  part: Part,
  inputs: readonly GivenInput[],
  cwd: string,
  on: { unopened(file: Unopened): void; progress(input: GivenInput, done: Done): void },
): Promise<void> {
  const read = await db.query<{ sha256: string; file: string }>(
    `SELECT s.sha256, s.file FROM source s JOIN document d ON d.file = s.file
     WHERE s.bytes > 0 AND d.error_code IS DISTINCT FROM 'same-file' ORDER BY d.number`,
  );
  const earlier = new Map<string, string>();
  for (const { sha256, file } of read) if (!earlier.has(sha256)) earlier.set(sha256, file);
  const all = inputs.reduce((sum, input) => sum + input.bytes, 0);
  let bytes = 0;
  for (const [i, input] of inputs.entries()) {
    if (input.portfolio) await mergePortfolio(db, part, input, earlier);
    else {
      let opened = false;
      let choices: Choices = {};
      for await (const result of readEach(openFiles(cwd, [input.path], on.unopened), {
        asset: pdfAsset,
        earlier,
        onMarks: (marks) => (choices = { ...choices, ...marks.choices }),
      })) {
        opened = true;
        await part.add(result);
        on.progress(input, {
          inputs: i,
          of: inputs.length,
          indicators: part.held.indicators,
          share: bytes / all,
        });
      }
      if (opened) await part.end(input, choices);
    }
    bytes += input.bytes;
    on.progress(input, {
      inputs: i + 1,
      of: inputs.length,
      indicators: part.held.indicators,
      share: bytes / all,
    });
  }
  await part.commit();
}
