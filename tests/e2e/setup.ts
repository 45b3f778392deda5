import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { FLAGS, findBrowser } from '../browser.mjs';
import { handler } from '#cli/serve.ts';

/** The engine's code as it is compiled first: what V8 would gain by compiling it better, a test's few queries never win back. */
const QUICK = '--js-flags=--liftoff-only';

declare module 'vitest' {
  interface ProvidedContext {
    address: string;
    browser: string;
  }
}

/** Serves the built page as `npm start` does and starts one Chromium for all files. */
export default async function setup(project: TestProject) {
  if (!existsSync('build/index.html')) throw new Error('build/ is missing: run `npm run build` first');
  const server = createServer(handler('build'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launchServer({ executablePath: findBrowser(), args: [...FLAGS, QUICK] });
  project.provide('address', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    server.close();
  };
}
