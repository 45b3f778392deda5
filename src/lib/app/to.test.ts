import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /^(lib|routes)\//.test(file) && /(?<!\.test)\.(ts|svelte)$/.test(file),
);

/** What leads to a place of the product by its first letter, a slash: right only where the product is served from the root. */
const ROOTED = /(?:href="|(?:href=\{|goto\(|redirect\(\d+, |return |(?<!=)= )[`'])\/[a-z]*[`'"?/{$]/g;

test('every way to a page of the product goes through `to`, so that it may be served from any folder', () => {
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((file) =>
    [...readFileSync(new URL(file, root), 'utf8').matchAll(ROOTED)].map(([text]) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
