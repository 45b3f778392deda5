import { reportForeign } from '#lib/app/foreign.ts';

reportForeign();

/*
 * Before DuckDB's own code runs. Where there are transform streams it counts the bytes of its code on their way; the browser then does not know
 * the code any more and compiles all 27 MB anew at every visit. And it waits for ever for code that does not arrive.
 */
Reflect.deleteProperty(globalThis, 'TransformStream');
const instantiate = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (source, imports) => {
  try {
    const answer = await source;
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return await instantiate(answer, imports);
  } catch (error) {
    setTimeout(() => {
      throw error; // reaches the page as the worker's error
    });
    throw error;
  }
};
