import type { PdfFont, PdfPage } from './pdf-library.ts';
import { OP } from './pdf-pen.ts';

interface Operators {
  fnArray: number[];
  argsArray: (unknown[] | null)[];
}

/**
 * Gives a page's operators one by one, with the fonts they name ready. They come in parts, each dropped when it has been followed and
 * `check`ed before: a page of millions of operators takes time, which is bounded, and no memory.
 */
export function followOperators(
  page: PdfPage,
  check: () => void,
  take: (op: number, args: unknown[]) => void,
): Promise<void> {
  const follow = async ({ fnArray, argsArray }: Operators) => {
    check();
    await fontsReady(page, { fnArray, argsArray });
    for (let i = 0; i < fnArray.length; i++) take(fnArray[i]!, argsArray[i] ?? []);
  };
  return new Promise((resolve, reject) => {
    let queue: Promise<void> | null = null;
    const keep = page._renderPageChunk;
    if (keep)
      page._renderPageChunk = (part, state) => {
        queue = (queue ?? Promise.resolve()).then(() => follow(part));
        queue.catch(reject);
        keep.call(page, { ...part, fnArray: [], argsArray: [], length: 0 }, state);
      };
    page
      .getOperatorList()
      .then((whole) => queue ?? follow(whole))
      .then(resolve, reject);
  });
}

/** Fonts are put in order beside the operators and may come a moment later. */
async function fontsReady({ commonObjs }: PdfPage, { fnArray, argsArray }: Operators): Promise<void> {
  const names = new Set<string>();
  fnArray.forEach((op, i) => {
    const [first] = argsArray[i] ?? [];
    if (op === OP.setFont) names.add(String(first));
    if (op === OP.setGState)
      for (const [key, value] of first as [string, unknown][])
        if (key === 'Font') names.add(String((value as unknown[])[0]));
  });
  for (const name of names)
    if (!commonObjs.has(name)) await new Promise<PdfFont>((ready) => commonObjs.get(name, ready));
}
