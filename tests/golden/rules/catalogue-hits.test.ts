import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import type { Finding } from '#core/model/finding.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { readFindings } from '#core/rules/finding-read.ts';
import { run, type Run } from '#core/rules/run.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import expectedHits from './expected.json' with { type: 'json' };

/** What the catalogue of rules expects on the sample; `why` says where it is wrong, `catalogue` what it says. */
interface Expected {
  flagged: number;
  catalogue?: number;
  why?: string;
  /** Every place flagged: `F4L125` = form 4, line 125; `F4` = form 4; else an indicator's name. */
  rows?: string[];
  /** Some of the places flagged. */
  among?: string[];
}

const SAMPLE = new URL('../../../data/samples/shanghai-justice-bureau-2024.txt', import.meta.url);
const expected: Record<string, Expected> = expectedHits;
let db: NativeConnector;
let result: Run;
let findings: Finding[];

beforeAll(async () => {
  db = await openNative();
  await createSchema(db);
  const bytes = new Uint8Array(await readFile(SAMPLE));
  await load(db, await read([{ name: 'shanghai-justice-bureau-2024.txt', bytes }]));
  const strict = resolveSet(library(), 'strict');
  result = await run(db, strict);
  findings = await readFindings(db, strict.rules);
});
afterAll(() => db.close());

const place = ({ scope, formId, record, project, source }: Finding) => {
  const form = `F${formId?.split('#').at(-1)}`;
  if (scope === 'department') return project ?? '';
  return scope === 'name-group' ? record : scope === 'project' ? form : `${form}L${source.line}`;
};
const placesOf = (code: string) => findings.filter((finding) => finding.code === code).map(place);

test('the table speaks of every rule, and every rule runs', () => {
  expect(result.failures).toEqual([]);
  expect(result.outcomes.map((outcome) => outcome.code)).toEqual(Object.keys(expected).sort());
});

describe('hits on the sample', () => {
  test.each(Object.entries(expected))('%s', (code, { flagged, rows, among = [] }) => {
    const outcome = result.outcomes.find((one) => one.code === code);
    const places = placesOf(code);
    expect({ flagged: outcome?.flagged, found: places.length }).toEqual({ flagged, found: flagged });
    if (rows) expect(places.sort()).toEqual([...rows].sort());
    expect(places).toEqual(expect.arrayContaining(among));
  });
});

test('checked, flagged and not applicable make up all records of the scope', () => {
  const sizes = { indicator: 281, project: 13, 'name-group': 9, department: 1 };
  for (const outcome of result.outcomes)
    expect([outcome.rule, outcome.checked + outcome.notApplicable]).toEqual([
      outcome.rule,
      sizes[outcome.scope],
    ]);
});

test('a finding is filed as its form is, a department’s under its name, a group of names under none', () => {
  const department = '上海市司法局';
  const due: Record<Finding['scope'], unknown[]> = {
    indicator: [department, department, 2024],
    project: [department, department, 2024],
    department: [department, null, 2024],
    'name-group': [null, null, 2024],
  };
  expect(new Set(findings.map(({ scope }) => scope)).size).toBe(4);
  for (const { scope, department, unit, year } of findings)
    expect([department, unit, year]).toEqual(due[scope]);
});

test('a lost value is for checking the original, not an accusation', () => {
  const lost = findings.filter((finding) => finding.code === 'I01');
  expect(lost.map(({ severity, checkOriginal }) => ({ severity, checkOriginal }))).toEqual(
    Array(3).fill({ severity: 'warning', checkOriginal: true }),
  );
});

test('the copied goal keeps its weight, says to check the original first, and names its owner', () => {
  const copied = findings.filter((finding) => finding.code === 'X01');
  expect(new Set(copied.map((finding) => `${finding.severity} ${finding.checkOriginal}`))).toEqual(
    new Set(['error true']),
  );
  const owner = findings.find((finding) => finding.formId?.endsWith('#1'))?.project;
  for (const { message } of copied) {
    expect(message).toMatch(/^先核对原件：/);
    expect(message).toContain('13 个项目');
    expect(message).toContain(`最契合的项目：${owner}`);
  }
});
