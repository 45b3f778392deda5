import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type BrowserContext } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { FLAGS, findBrowser } from '../browser.mjs';

/** A browser of its own with a profile that stays, to be killed. */
export interface OwnBrowser {
  context: BrowserContext;
  /** Ends the browser and all of its processes at once, as a power switch would. */
  kill(): Promise<void>;
}

export async function ownBrowser(profile: string, flags: string[] = []): Promise<OwnBrowser> {
  const program = findBrowser(() => {});
  const own = [
    '--headless',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    '--disable-dev-shm-usage',
  ];
  const process_ = spawn(program, [...FLAGS, ...own, ...flags, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise<string>((resolve, reject) => {
    let said = '';
    process_.stderr.on('data', (text: Buffer) => {
      said += text.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found?.[1]) resolve(found[1]);
    });
    process_.once('exit', () => reject(new Error(`the browser did not start: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  if (!context) throw new Error('the browser has no profile');
  return {
    context,
    async kill() {
      if (process_.exitCode !== null || process_.signalCode !== null) return;
      const ended = once(process_, 'exit');
      // Detached, so it leads a group of its own: the browser and what it started.
      const group = process_.pid as number;
      process.kill(-group, 'SIGKILL');
      await ended;
      while (runs(group)) await new Promise((resolve) => setTimeout(resolve, 5));
      await browser.close().catch(() => {});
    },
  };
}

/**
 * Whether a process of the group still runs: one that is about to end holds its locks on the profile until then, and the next browser could not
 * open its database. Where there is no /proc: no.
 */
function runs(group: number): boolean {
  if (!existsSync('/proc/self/stat')) return false;
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      // `pid (name, which may have blanks) state parent group …`
      const [state, , of] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      return Number(of) === group && state !== 'Z' && state !== 'X';
    } catch {
      return false; // ended meanwhile
    }
  });
}

/** Bundles keep-page.ts and serves it on a port of its own, under the policy that the product's workers live by. */
export async function serveRoom(): Promise<{ port: number; close(): void }> {
  const [bundle] = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      lib: { entry: 'tests/e2e/keep-page.ts', formats: ['es'], fileName: () => 'keep.js' },
      minify: false,
      target: 'es2022',
      write: false,
    },
  })) as Rolldown.RolldownOutput[];
  const script = bundle!.output[0].code;
  const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'";
  const server = createServer((request, response) => {
    const page = !request.url?.endsWith('.js');
    response.setHeader('Content-Type', page ? 'text/html; charset=utf-8' : 'text/javascript');
    const opaque = request.url === '/opaque';
    response.setHeader('Content-Security-Policy', opaque ? 'sandbox allow-scripts' : policy);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end(page ? '<!doctype html><script type="module" src="/keep.js"></script>' : script);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
