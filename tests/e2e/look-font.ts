import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';

const PACKAGE = path.dirname(
  createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/package.json'),
);
const FAMILY = 'Noto Sans SC Variable';

/** Gives every page of the context one font for all of its text, the same on every machine, from the test's own package. */
export async function useFont(context: BrowserContext, address: string): Promise<void> {
  const place = `${address}/look-font/`;
  const faces = readFileSync(path.join(PACKAGE, 'index.css'), 'utf8')
    .replaceAll('./files/', place)
    .replaceAll('font-display: swap', 'font-display: block');
  const use = `html, html:lang(en) { font-family: '${FAMILY}' } :root { --mono: '${FAMILY}' }`;
  await context.route(`${place}*`, (route) =>
    route.fulfill({
      path: path.join(PACKAGE, 'files', path.basename(new URL(route.request().url()).pathname)),
    }),
  );
  await context.addInitScript((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, faces + use);
}
