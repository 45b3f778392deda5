import { Budget } from './formats/budget.ts';
import { kindOf } from './formats/kind.ts';
import type { Limits, ReadContext } from './formats/section.ts';
import { openZip, type Archive } from './formats/zip.ts';
import type { Corrections } from './correction.ts';
import type { InputFile } from './input.ts';
import { portfolioFile, type Marks } from './portfolio-file.ts';
import { ReadError, reportOf } from './read-error.ts';
import { emptyResult, readFile, type FileResult, type GridView } from './read-file.ts';

/** What reading may use and must keep to. */
export interface ReadOptions {
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  /** A file the PDF library needs; without it, PDFs with unembedded Chinese fonts are not read. */
  asset?: ReadContext['asset'];
  corrections?: Corrections;
  /** Reads only the file of this name (the document's, or one in an archive); the others give nothing. */
  only?: string;
  /** Takes every row that is read, with what became of its cells. */
  grids?: GridView[];
  /** Hears what an exported portfolio among the files says of its documents; its corrections are applied already. */
  onMarks?(marks: Marks): void;
  onProgress?(done: Progress): void;
  /** Documents read before this call, by sha256: the same bytes again count as met. New ones are added. */
  earlier?: Map<string, string>;
}

/** One more document was read. `bytes` = of the files given, up to and with the one it stands in. */
export interface Progress {
  file: string;
  index: number;
  bytes: number;
}

/**
 * Reads files one by one, those in archives too (`a.zip › b.xlsx`); the same bytes twice count once. A file that cannot be read gives a
 * result with an error, and the others are still read.
 * @throws the signal's reason when aborted
 */
export async function* readEach(
  files: Iterable<InputFile> | AsyncIterable<InputFile>,
  options: ReadOptions = {},
): AsyncGenerator<FileResult & { file: InputFile }> {
  const earlier = options.earlier ?? new Map<string, string>();
  let index = 0;
  let bytes = 0;
  for await (const given of files) {
    bytes += given.bytes.length;
    for await (const { file, error, corrections } of unpacked(given, options)) {
      options.signal?.throwIfAborted();
      if (options.only !== undefined && options.only !== file.name) continue;
      const said = { ...corrections, ...options.corrections };
      yield { ...(await one(file, error, earlier, { ...options, corrections: said })), file };
      options.onProgress?.({ file: file.name, index: index++, bytes });
    }
  }
}

async function one(
  file: InputFile,
  error: ReadError | null,
  earlier: Map<string, string>,
  options: ReadOptions,
): Promise<FileResult> {
  const result = emptyResult(file);
  const { sha256 } = result.report;
  const same = earlier.get(sha256);
  const refusal =
    error ??
    (same !== undefined && file.bytes.length > 0 ? new ReadError('same-file', { file: same }) : null);
  if (refusal) return { ...result, report: { ...result.report, error: reportOf(refusal) } };
  earlier.set(sha256, file.name);
  return readFile(file, contextOf(options), options.corrections, options.grids);
}

/** What one file is read with: a budget of its own. */
export function contextOf({ limits, asset }: ReadOptions): ReadContext {
  return {
    budget: new Budget(limits),
    asset: asset ?? (() => Promise.reject(new Error('no assets'))),
  };
}

type Found = { file: InputFile; error: ReadError | null; corrections?: Corrections };

/** A file itself, or the files of an archive or an exported portfolio; what cannot be unpacked comes with why. */
async function* unpacked(file: InputFile, options: ReadOptions, outer?: Archive): AsyncGenerator<Found> {
  if (kindOf(file.bytes, file.name) !== 'zip') return yield { file, error: null };
  const context = contextOf(options);
  try {
    const archive = openZip(file.bytes, context, outer);
    const portfolio = outer ? null : portfolioFile(archive);
    if (portfolio) {
      options.onMarks?.(portfolio.marks);
      // Its documents may be archives as deep as any that were given alone.
      const around = { ...archive, depth: -1 };
      for (const document of portfolio.documents())
        for await (const found of unpacked(document, options, around))
          yield { ...found, corrections: portfolio.marks.corrections };
      return;
    }
    if (archive.entries.length === 0) throw new ReadError('empty');
    for (const entry of archive.entries) {
      options.signal?.throwIfAborted();
      const inner: InputFile = {
        name: `${file.name} › ${entry.name}`,
        bytes: new Uint8Array(),
        modified: file.modified ?? null,
      };
      try {
        inner.bytes = archive.unpack(entry);
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        yield { file: inner, error };
        continue;
      }
      yield* unpacked(inner, options, archive);
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    yield { file, error };
  }
}
