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

/** Dimensions that a value keeps although it is of each of something: 元/人. */
const PER: readonly Dimension[] = ['money', 'percent'];

const columnOf = (row: string, column: string) => (row ? `${row}.${column}` : column);

/** A unit without the scale that its value is already multiplied by. */
const plainSql = (row: string) =>
  `regexp_replace(coalesce(${columnOf(row, 'unit')}, ''), '^[十百千]?[万亿]', '')`;

/** The same under one name for all units of its size. */
function sizeSql(row: string): string {
  const plain = plainSql(row);
  const named = sizes.alike.map(
    ([name = '', ...others]) => `WHEN ${plain} IN (${others.map(literal).join(', ')}) THEN ${literal(name)}`,
  );
  return `CASE ${named.join(' ')} ELSE ${plain} END`;
}

/** What stands after the first `/` or 每 of a unit: 元/人 and 万元/人 meet, 元/人 and 元/次 do not. */
const perSql = (row: string) => `regexp_extract(coalesce(${columnOf(row, 'unit')}, ''), '[/／每](.*)$', 1)`;

const among = (row: string, dimensions: readonly Dimension[]) =>
  `${columnOf(row, 'dimension')} IN (${dimensions.map(literal).join(', ')})`;

/**
 * The axis that the value of an indicator lies on, for a row with `unit` and `dimension`: `percent`, `money/人` (元/人 and 万元/人), `time/小时`
 * (小时, h). Values in base units may be set beside each other on one axis, and on no two: units of different sizes are not turned into each other.
 */
export function axisSql(row: string): string {
  const own = `CASE WHEN ${among(row, SIZED)} THEN ${sizeSql(row)} WHEN ${among(row, PER)} THEN ${perSql(row)} END`;
  return `concat_ws('/', ${columnOf(row, 'dimension')}, nullif(${own}, ''))`;
}

/** Whether the values of two indicators, rows with `unit` and `dimension`, lie on one axis. */
export function sameAxisSql(x: string, y: string): string {
  return `coalesce(${x}.dimension = ${y}.dimension AND ${axisSql(x)} = ${axisSql(y)}, FALSE)`;
}

/** What a value on the axis measures, and the size of unit, or each of what: `time/小时` → time, 小时; `percent` → percent, nothing. */
export function axisParts(axis: string): { dimension: Dimension; size: string; per: boolean } {
  const [dimension, ...size] = axis.split('/') as [Dimension, ...string[]];
  return { dimension, size: size.join('/'), per: PER.includes(dimension) };
}

/** Whether a row lies on the axis, as a condition on its `dimension` and `unit`. */
export function onAxisSql(axis: string, row = ''): string {
  const { dimension, size, per } = axisParts(axis);
  const is = `${columnOf(row, 'dimension')} = ${literal(dimension)}`;
  if (per) return `${is} AND ${perSql(row)} = ${literal(size)}`;
  if (!SIZED.includes(dimension)) return is;
  const alike = sizes.alike.find(([name]) => name === size) ?? [size];
  return `${is} AND ${plainSql(row)} IN (${alike.map(literal).join(', ')})`;
}
