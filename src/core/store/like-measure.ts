import sizes from '#data/sizes.json' with { type: 'json' };
import type { Dimension } from '../model/target.ts';
import { literal } from './sql.ts';

/** Dimensions whose units are not all of one size: an hour is not a day. A count is a count, whatever is counted. */
const SIZED: readonly Dimension[] = [
  'none',
  'rate-per',
  'person-time',
  'length',
  'area',
  'volume',
  'mass',
  'time',
  'data',
];

/** Whether values of a dimension may be in units of several sizes, which are not turned into each other. */
export const isSized = (dimension: string): boolean =>
  dimension !== 'none' && SIZED.some((one) => one === dimension);

/** A unit without the scale that its value is already multiplied by, under one name for all of its size. */
function sizeSql(unit: string): string {
  const plain = `regexp_replace(coalesce(${unit}, ''), '^[十百千]?[万亿]', '')`;
  const named = sizes.alike.map(
    ([name = '', ...others]) => `WHEN ${plain} IN (${others.map(literal).join(', ')}) THEN ${literal(name)}`,
  );
  return `CASE ${named.join(' ')} ELSE ${plain} END`;
}

/** What stands after the first `/` or 每 of a unit: 元/人 and 万元/人 meet, 元/人 and 元/次 do not. */
const perSql = (unit: string) => `regexp_extract(coalesce(${unit}, ''), '[/／每](.*)$', 1)`;

/**
 * Whether the values of two indicators, rows with `unit` and `dimension`, may be set beside each other: of one dimension, of a rate with the
 * same denominator, and in units of one size.
 */
export function likeMeasureSql(x: string, y: string): string {
  return `coalesce(${x}.dimension = ${y}.dimension AND ${perSql(`${x}.unit`)} = ${perSql(`${y}.unit`)}
    AND (${x}.dimension NOT IN (${SIZED.map(literal).join(', ')}) OR ${sizeSql(`${x}.unit`)} = ${sizeSql(`${y}.unit`)}), FALSE)`;
}
