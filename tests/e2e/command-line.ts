import { spawnSync } from 'node:child_process';

/** What the built command line prints. @throws Error with what it said, when it could not do its work; findings are no failure */
export function zhunxing(...args: string[]): string {
  const { stdout, status, stderr } = spawnSync('node', ['dist/cli/zhunxing.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 2 || status === null) throw new Error(stderr);
  return stdout;
}
