import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from '#core/ingest/read.ts';

const root = new URL('../../', import.meta.url);
const sample = new URL('data/samples/shanghai-justice-bureau-2024.txt', root);

const sources = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' }).filter((path) =>
  /(?<!\.test|\.test-data)\.(ts|svelte|css|html)$/.test(path),
);

test('no project, department, indicator or phrase of a goal of the sample stands in the source', async () => {
  const { portfolio } = await read([{ name: 'sample.txt', bytes: readFileSync(sample) }]);
  const phrases = new Set(
    portfolio.forms.flatMap((form) => [
      form.project.name,
      form.project.department ?? '',
      ...(form.goals.annual ?? '').split(/[，。、；]/),
      ...form.indicators.map((row) => row.name),
    ]),
  );
  const telling = [...phrases].filter((phrase) => phrase.length >= 5);
  expect(telling.length).toBeGreaterThan(200);
  expect(sources.length).toBeGreaterThan(200);
  const found = sources.flatMap((path) => {
    const text = readFileSync(new URL(`src/${path}`, root), 'utf8');
    return telling.filter((phrase) => text.includes(phrase)).map((phrase) => `${path}: ${phrase}`);
  });
  expect(found).toEqual([]);
});
