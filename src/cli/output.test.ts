import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Effects } from './effects.ts';
import { output } from './output.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'zhunxing-output-'));
});
afterAll(() => rm(cwd, { recursive: true }));

async function* failing(): AsyncGenerator<string> {
  yield 'half';
  throw new Error('broke off');
}
async function* whole(): AsyncGenerator<string> {
  yield 'one ';
  yield 'two';
}

test('a file is replaced when all is written, and stays as it was when writing breaks off', async () => {
  const effects = { cwd } as Effects;
  const file = path.join(cwd, 'out.csv');
  await writeFile(file, 'before');
  await expect(output(failing(), 'out.csv', effects)).rejects.toThrow('broke off');
  expect(await readFile(file, 'utf8')).toBe('before');
  await output(whole(), 'out.csv', effects);
  expect(await readFile(file, 'utf8')).toBe('one two');
  expect(await readdir(cwd)).toEqual(['out.csv']);
  await output('gone', '/dev/null', effects);
});
