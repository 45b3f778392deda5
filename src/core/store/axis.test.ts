import units from '#data/units.json' with { type: 'json' };
import { readUnit } from '#core/model/unit.ts';
import { openNative } from '#cli/duckdb.ts';
import { expect, test } from 'vitest';
import { axisParts, axisSql, onAxisSql, sameAxisSql } from './axis.ts';
import { literal } from './sql.ts';

const PLAIN = Object.values(units.dimensions).flat();
const UNITS = [
  ...PLAIN,
  ...PLAIN.map((unit) => `万${unit}`),
  '',
  '元/人',
  '万元/人',
  '元每次',
  '条/人',
  '%/年',
  '甲乙',
];

test('every unit of the vocabulary lies on one axis, and a condition names it', async () => {
  const db = await openNative();
  const rows = UNITS.map((unit) => `(${literal(unit)}, ${literal(readUnit(unit).dimension)})`);
  await db.query(
    `CREATE TABLE printed AS SELECT DISTINCT * FROM (VALUES ${rows.join(', ')}) AS v(unit, dimension)`,
  );
  const of = await db.query<{ unit: string; dimension: string; axis: string }>(
    `SELECT *, ${axisSql('p')} AS axis FROM printed p ORDER BY unit`,
  );
  const axes = [...new Set(of.map(({ axis }) => axis))];
  for (const axis of axes) {
    const on = await db.query<{ unit: string }>(
      `SELECT unit FROM printed p WHERE ${onAxisSql(axis, 'p')} ORDER BY unit`,
    );
    expect(
      on.map(({ unit }) => unit),
      axis,
    ).toEqual(of.filter((one) => one.axis === axis).map(({ unit }) => unit));
  }
  expect(of.filter(({ dimension, axis }) => axisParts(axis).dimension !== dimension)).toEqual([]);
  const axisOf = Object.fromEntries(of.map(({ unit, axis }) => [unit, axis]));
  expect(axisOf).toMatchObject({
    '%': 'percent',
    '%/年': 'percent/年',
    件: 'count',
    万件: 'count',
    元: 'money',
    '元/人': 'money/人',
    '万元/人': 'money/人',
    元每次: 'money/次',
    日: 'time/天',
    h: 'time/小时',
    工作日: 'time/工作日',
    亩: 'area/亩',
    万平方米: 'area/平方米',
    '条/人': 'rate-per/条/人',
    甲乙: 'none/甲乙',
    '': 'none',
  });
  const [same] = await db.query<{ pairs: number; apart: number }>(
    `SELECT count(*)::DOUBLE AS pairs, (count(*) FILTER (WHERE ${sameAxisSql('a', 'b')} <> (${axisSql('a')} = ${axisSql('b')})))::DOUBLE AS apart FROM printed a, printed b`,
  );
  expect(same).toEqual({ pairs: of.length ** 2, apart: 0 });
  db.close();
});
