import { assemble } from './assemble.ts';
import type { InputFile, ReadResult } from './input.ts';
import type { Marks } from './portfolio-file.ts';
import { readEach, type ReadOptions } from './read-each.ts';
import type { FileResult } from './read-file.ts';
import type { Choices } from './same-form.ts';

/**
 * Reads files into one portfolio; the same bytes twice count once. A file that cannot be read gets an `error` in its report and the others are still read.
 * Choices of an exported portfolio among the files hold before those of `options`.
 * @throws the signal's reason when aborted
 */
export async function read(
  files: Iterable<InputFile> | AsyncIterable<InputFile>,
  options: ReadOptions & { choices?: Choices } = {},
): Promise<ReadResult> {
  const results: FileResult[] = [];
  let choices = options.choices ?? {};
  const onMarks = (marks: Marks) => {
    choices = { ...choices, ...marks.choices };
    options.onMarks?.(marks);
  };
  for await (const result of readEach(files, { ...options, onMarks })) results.push(result);
  return assemble(results, choices);
}
