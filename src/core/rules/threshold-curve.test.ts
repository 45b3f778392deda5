import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { compile } from './compile.ts';
import { suggestFence } from './fence.ts';
import { library } from './library.ts';
import { withDefaults } from './params.ts';
import { ruleChange } from './rule-change.ts';
import { curveParams, thresholdCurve } from './threshold-curve.ts';

let db: NativeConnector;
beforeAll(async () => {
  const files = readdirSync('data/samples')
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(`data/samples/${name}`)) }));
  db = await openNative();
  await createSchema(db);
  await load(db, await read(files));
});
afterAll(() => db.close());

const drawn = [...library().rules.values()].flatMap((rule) =>
  curveParams(rule).map((name) => ({ rule, name })),
);

test('a curve says at each of its points what the rule itself finds there, money included', async () => {
  let points = 0;
  for (const { rule, name } of drawn) {
    const params = withDefaults(rule);
    const curve = await thresholdCurve(db, rule, params, name, { most: 4 });
    for (const point of [curve?.points[0], curve?.points.at(-1)].filter((one) => one !== undefined)) {
      const there = await ruleChange(db, { rule, params: { ...params, [name]: point.at } }, null);
      expect({ rule: rule.id, name, at: point.at, findings: point.findings }).toEqual({
        rule: rule.id,
        name,
        at: point.at,
        findings: there.flagged,
      });
      if (point.money !== null) expect(point.money).toBeCloseTo(there.money, 2);
      points += 1;
    }
  }
  expect(points).toBeGreaterThan(30);
});

test('a condition turned round by `not` gives the mirrored curve', async () => {
  const base = library().rules.get('satisfaction-low')!;
  const rule = { ...base, conditions: { all: [{ not: base.conditions }] } };
  const curve = await thresholdCurve(db, rule, withDefaults(rule), 'minimum');
  expect(curve!.points.length).toBeGreaterThan(1);
  for (const { at, findings, money } of curve!.points) {
    const there = await ruleChange(db, { rule, params: { ...withDefaults(rule), minimum: at } }, null);
    expect([findings, Math.round(money!)]).toEqual([there.flagged, Math.round(there.money)]);
  }
});

test('what changes between two versions of a rule is counted and shown both ways', async () => {
  const rule = library().rules.get('satisfaction-low')!;
  const at = (minimum: number) => ({ rule, params: { ...withDefaults(rule), minimum } });
  const up = await ruleChange(db, at(95), at(85));
  const down = await ruleChange(db, at(85), at(95));
  expect(up.added).toBeGreaterThan(0);
  expect([down.added, down.gone]).toEqual([up.gone, up.added]);
  expect(up.addedSamples).toEqual(down.goneSamples);
  expect(up.addedSamples).toHaveLength(Math.min(5, up.added));
  expect(up.flagged).toBe(up.before + up.added - up.gone);
  expect(up.checked + up.notApplicable).toBe(up.records);
  for (const { raw } of up.addedSamples) expect(Number(/\d+/.exec(raw!)![0])).toBeLessThan(95);
});

test('versions that apply to different rows are held against each other row by row', async () => {
  const rule = library().rules.get('satisfaction-low')!;
  const params = { ...withDefaults(rule), minimum: 95 };
  const wider = {
    ...rule,
    applies: { all: [{ fact: 'target_kind', operator: 'equal' as const, value: 'quantity' }] },
  };
  const [now, was] = [compile(wider, params), compile(rule, params)];
  const [is] = await db.query(
    `SELECT count(*) FILTER (n AND NOT w)::DOUBLE AS added, count(*) FILTER (w AND NOT n)::DOUBLE AS gone, count(*) FILTER (a)::DOUBLE AS checked
     FROM (SELECT ${now.applies} AS a, ${now.applies} AND ${now.conditions} AS n, ${was.applies} AND ${was.conditions} AS w FROM indicator_fact)`,
  );
  const [there, back] = [
    { rule: wider, params },
    { rule, params },
  ];
  const { added, gone, checked } = await ruleChange(db, there, back);
  expect({ added, gone, checked }).toEqual(is);
  expect(added).toBeGreaterThan(0);
  const turned = await ruleChange(db, back, there);
  expect([turned.added, turned.gone, turned.goneSamples.length]).toEqual([gone, added, Math.min(5, added)]);
});

test('a fence is Tukey’s where values spread, the widest gap where most are alike, and none where nothing stands out', () => {
  const spread = [1, 2, 3, 4, 5, 6, 7, 8, 40].map((at) => ({ at, count: 1 }));
  expect(suggestFence(spread, 'greaterThan', {})).toEqual({
    value: 13,
    method: 'tukey',
    beyond: 1,
    from: 3,
    to: 7,
  });
  const alike = [
    { at: 60, count: 1 },
    { at: 80, count: 1 },
    { at: 90, count: 20 },
  ];
  expect(suggestFence(alike, 'lessThan', { step: 1 })).toEqual({
    value: 70,
    method: 'gap',
    beyond: 1,
    from: 60,
    to: 80,
  });
  expect(suggestFence(spread.slice(0, 8), 'greaterThan', { max: 100 })?.method).not.toBe('tukey');
  expect(suggestFence(spread.slice(0, 3), 'greaterThan', {})).toBeNull();
});
