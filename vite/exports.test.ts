import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { keepExports } from './exports.ts';
import { leanCode } from './lean-engine.ts';

/** `export` of two functions, one that answers 7 and one that answers 8. */
const TWO = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 5, 1, 96, 0, 1, 127],
  ...[3, 3, 2, 0, 0],
  ...[7, 17, 2, 5, 115, 101, 118, 101, 110, 0, 0, 5, 101, 105, 103, 104, 116, 0, 1],
  ...[10, 11, 2, 4, 0, 65, 7, 11, 4, 0, 65, 8, 11],
);

const opened = (wasm: Uint8Array) =>
  new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm))).exports;

test('what is kept works, what is not is gone', () => {
  expect(Object.keys(opened(TWO))).toEqual(['seven', 'eight']);
  const { eight, ...more } = opened(keepExports(TWO, (name) => name === 'eight'));
  expect((eight as () => number)()).toBe(8);
  expect(more).toEqual({});
  expect([...keepExports(TWO, () => true)]).toEqual([...TWO]);
});

test.each([1, 4, 12])('a module that lacks its last %i bytes is refused', (lacking) => {
  expect(() => keepExports(TWO.subarray(0, -lacking), () => true)).toThrow(RangeError);
});

test('the page’s engine has the names that its own script calls, and none of C++', async () => {
  const dist = path.dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'));
  const whole = new WebAssembly.Module(await readFile(path.join(dist, 'duckdb-eh.wasm')));
  const lean = new WebAssembly.Module(
    Uint8Array.from(leanCode(await readFile(path.join(dist, 'duckdb-eh.wasm')))),
  );
  const names = (module: WebAssembly.Module) => WebAssembly.Module.exports(module).map(({ name }) => name);
  const script = await readFile(path.join(dist, 'duckdb-browser-eh.worker.js'), 'utf8');
  const said = new Set(script.match(/[\w$]+/g));
  const called = names(whole).filter((name) => said.has(name) || said.has(`_${name}`));
  expect(called.length).toBeGreaterThan(100);
  expect(names(lean)).toEqual(expect.arrayContaining(called));
  expect(names(lean).filter((name) => name.includes('_Z'))).toEqual([]);
  expect(WebAssembly.Module.imports(lean)).toEqual(WebAssembly.Module.imports(whole));
});
