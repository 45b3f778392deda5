import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReadStream } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { precompress } from './precompress.ts';
import { listen } from './serve.ts';

let dir: string;
let open: { server: Server; address: string };

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'serve-'));
  await mkdir(path.join(dir, '_app/immutable'), { recursive: true });
  const files = {
    'index.html': '<h1>home</h1>',
    'data.html': '<h1>data</h1>',
    'fallback.html': '<h1>fallback</h1>',
    '_app/immutable/a.js': `export const a = '${'x'.repeat(4000)}';`,
    '_app/immutable/b.wasm': '\0asm',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
  await precompress(dir);
  open = await started();
});
async function started(base = '') {
  const { server } = await listen(dir, { port: 0, base });
  return { server, address: `http://127.0.0.1:${(server.address() as { port: number }).port}${base}/` };
}
afterAll(async () => {
  open.server.close();
  await rm(dir, { recursive: true });
});

const get = (name: string, init?: RequestInit) => fetch(open.address + name, init);

describe('serve', () => {
  it.each([
    ['', '<h1>home</h1>'],
    ['data', '<h1>data</h1>'],
    ['projects/a.txt%231', '<h1>fallback</h1>'],
  ])('/%s', async (name, text) => {
    const answer = await get(name);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(text);
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  it('compresses beforehand, caches hashed names for long, and holds workers to their own origin', async () => {
    const answer = await get('_app/immutable/a.js', { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect(await precompress(dir)).toBe(0);
  });

  it('knows wasm, misses what is not there, refuses to be written to', async () => {
    expect((await get('_app/immutable/b.wasm')).headers.get('content-type')).toBe('application/wasm');
    for (const none of ['_app/immutable/none.js', 'none', 'none.png', 'a/b/c'])
      expect((await get(none)).status).toBe(404);
    expect((await get('', { method: 'POST' })).status).toBe(405);
  });

  it('says how large a file is without reading it', async () => {
    await writeFile(path.join(dir, 'large.duckdb'), Buffer.alloc(8_000_000));
    const read: ReadStream[] = [];
    open.server.prependOnceListener('request', (_, response: ServerResponse) =>
      response.once('pipe', (file) => read.push(file as ReadStream)),
    );
    const answer = await get('large.duckdb', { method: 'HEAD' });
    expect(answer.headers.get('content-length')).toBe('8000000');
    expect(await answer.text()).toBe('');
    expect(read.map(({ destroyed, bytesRead }) => [destroyed, bytesRead < 1_000_000])).toEqual([
      [true, true],
    ]);
    await rm(path.join(dir, 'large.duckdb'));
  });

  it('outlives a build that is replaced beneath it, and a file that cannot be read', async () => {
    await writeFile(path.join(dir, 'old.js'), 'old');
    expect((await get('old.js')).status).toBe(200);
    await rm(path.join(dir, 'old.js'));
    await writeFile(path.join(dir, 'new.js'), 'new');
    expect((await get('old.js')).status).toBe(404);
    expect(await (await get('new.js')).text()).toBe('new');
    // There for whoever looks, an error for whoever reads: as a file that goes between the two.
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(path.join(dir, 'socket.js'), resolve));
    await expect(get('socket.js').then((answer) => answer.text())).rejects.toThrow();
    socket.close();
    expect((await get('')).status).toBe(200);
  });

  it('tells a reader who is lost the way back, and a script only that nothing is there', async () => {
    const answer = await get('none', { headers: { accept: 'text/html,*/*' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await answer.text()).toContain('<a href="/">');
    expect(await (await get('none.js')).text()).toBe('404');
  });

  it('serves the same build from a folder', async () => {
    const { server, address } = await started('/a/b');
    const lost = await fetch(`${address}x/y/z`, { headers: { accept: 'text/html' } });
    expect(await lost.text()).toContain('<a href="/a/b/">');
    const status = async (place: string) => (await fetch(new URL(place, address))).status;
    expect(await (await fetch(`${address}projects/x`)).text()).toBe('<h1>fallback</h1>');
    expect((await fetch(address.slice(0, -1))).url).toBe(address);
    const hashed = await fetch(`${address}_app/immutable/a.js`);
    expect(hashed.headers.get('cache-control')).toContain('immutable');
    expect([await status('/data'), await status('/a/bdata'), await status('data')]).toEqual([404, 404, 200]);
    server.close();
  });
});
