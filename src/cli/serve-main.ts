import { access } from 'node:fs/promises';
import { precompress } from './precompress.ts';
import { listen } from './serve.ts';

const dir = 'build';
try {
  await access(`${dir}/fallback.html`);
} catch {
  console.error('build/ is missing: run `npm start`, which builds first');
  process.exit(2);
}
await precompress(dir);
const { address } = await listen(dir, Number(process.env['PORT'] ?? 4173));
console.log(`准星 Zhunxing  ${address}`);
