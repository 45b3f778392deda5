import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { precompress } from './precompress.ts';
import { listen } from './serve.ts';

const dir = 'build';
const { values } = parseArgs({ options: { base: { type: 'string', default: '' } } });
/** `/a/b`, however the slashes were given. */
const base = values.base
  .split('/')
  .filter(Boolean)
  .map((part) => `/${part}`)
  .join('');
try {
  await access(`${dir}/fallback.html`);
} catch {
  console.error('build/ is missing: run `npm start`, which builds first');
  process.exit(2);
}
await precompress(dir);
const { address } = await listen(dir, { port: Number(process.env['PORT'] ?? 4173), base });
console.log(`准星 Zhunxing  ${address}`);
