import { run } from './run.ts';

// A reader that closes early (`| head`) is no error of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 2);
  });

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (chunk) =>
    new Promise((resolve) => {
      process.stdout.write(chunk, () => resolve());
    }),
  err: (text) => void process.stderr.write(text),
  terminal: {
    out: process.stdout.isTTY === true,
    err: process.stderr.isTTY === true,
    columns: process.stdout.columns ?? 100,
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
  },
  now: () => new Date(),
});
