import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import sirv from 'sirv';

const YEAR = 31_536_000;

/** The document's own policy is in its HTML; a header adds what HTML cannot say, and governs workers, which have no HTML. */
const POLICY = {
  document: "frame-ancestors 'none'",
  script: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
};

/** Addresses one folder deep, from where `fallback.html` finds its own files. */
const KNOWN_TO_THE_PAGE = /^\/(?!_app\/)[^/]+\/[^/]+$/;

/**
 * Serves a built page below `base` (`/zhunxing`; empty: at the root): precompressed files where there are any, long caching for hashed names,
 * `fallback.html` for addresses that only the page itself knows, 404 for what is not there, with the way back for who came by a browser.
 */
export function handler(
  dir: string,
  base = '',
): (request: IncomingMessage, response: ServerResponse) => void {
  const files = sirv(dir, {
    // The build may be replaced beneath the server: every request finds its file anew.
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    setHeaders(response, pathname) {
      const script = pathname.endsWith('.js');
      response.setHeader('Content-Security-Policy', script ? POLICY.script : POLICY.document);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
      response.setHeader(
        'Cache-Control',
        pathname.startsWith('/_app/immutable/') ? `public, max-age=${YEAR}, immutable` : 'no-cache',
      );
    },
  });
  return (request, response) => {
    response.once('pipe', (file) => {
      // A file that goes between its being found and being read ends its answer, not the server.
      file.once('error', () => response.destroy());
      if (request.method === 'HEAD') withoutBody(file, response);
    });
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const [address = '/', query] = request.url?.split('?') ?? [];
    if (base !== '' && address === base)
      return move(response, `${base}/${query === undefined ? '' : `?${query}`}`);
    const missing = () =>
      request.headers.accept?.includes('text/html') ? lost(response, base) : refuse(response, 404);
    if (!address.startsWith(`${base}/`)) return missing();
    request.url = request.url?.slice(base.length);
    files(request, response, () => {
      if (!KNOWN_TO_THE_PAGE.test(address.slice(base.length))) return missing();
      request.url = '/fallback.html';
      // sirv remembers the parsed address on the request: forget it with the address.
      Reflect.deleteProperty(request, '_parsedUrl');
      files(request, response, missing);
    });
  };
}

/** sirv reads the whole file for a question about its size: two seconds and more for a large portfolio. */
function withoutBody(file: Readable, response: ServerResponse): void {
  file.unpipe(response);
  file.destroy();
  response.end();
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(String(status));
}

/** Says so where a reader of the page has come to an address that is none. */
function lost(response: ServerResponse, base: string): void {
  response.writeHead(404, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  }).end(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>404 · 准星 Zhunxing</title>
<h1>没有这一页 / No such page</h1>
<p>地址可能写错了，或者这一页已经移走。 / The address may be mistyped, or the page has moved.</p>
<p><a href="${base}/">回到总览 / Back to the overview</a></p>
`);
}

function move(response: ServerResponse, address: string): void {
  response.writeHead(308, { Location: address }).end();
}

/** Listens on 127.0.0.1, on `port` or the next free one of twenty. Resolves to the server and its address. */
export async function listen(
  dir: string,
  { port = 4173, base = '' }: { port?: number; base?: string } = {},
): Promise<{ server: Server; address: string }> {
  for (let next = port; ; next += 1) {
    const server = createServer(handler(dir, base));
    const free = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' && next < port + 20 ? resolve(false) : reject(error),
      );
      server.listen(next, '127.0.0.1', () => resolve(true));
    });
    if (free) return { server, address: `http://127.0.0.1:${next}${base}/` };
  }
}
