import { run } from '#cli/run.ts';

/** Runs one command line in process. */
export async function zhunxing(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, {
    cwd: process.cwd(),
    out: async (chunk) => void (out += String(chunk)),
    err: (text) => void (err += text),
    terminal: { out: false, err: false, columns: 100, color: false },
    now: () => new Date('2026-01-01T00:00:00Z'),
  });
  return { code, out, err };
}
