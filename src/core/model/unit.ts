import units from '#data/units.json' with { type: 'json' };
import { anyOf, withoutBlanks } from './text.ts';
import type { Dimension } from './target.ts';

const DIMENSION = new Map<string, Dimension>(
  Object.entries(units.dimensions).flatMap(([dimension, names]) =>
    names.map((name): [string, Dimension] => [name, dimension as Dimension]),
  ),
);
const SCALED = new RegExp(`^(${anyOf(Object.keys(units.scales))})(.*)$`, 'u');
const SCALES: Record<string, number> = units.scales;
const FRACTIONS: Record<string, number> = units.fractions;

export interface Unit {
  dimension: Dimension;
  /** Into the base unit: 10⁴ for 万件 and 万元, 0.1 for ‰ (base %), else 1. */
  scale: number;
  /** False: not in the vocabulary; the dimension is then `none`. */
  known: boolean;
}

/** What a printed unit measures: `元/人·天` money, `条/人` rate-per, `万件` a count × 10⁴, `个百分点` percentage-point. */
export function readUnit(printed: string): Unit {
  const text = withoutBlanks(printed);
  const plain = DIMENSION.get(text);
  if (plain) return { dimension: plain, scale: FRACTIONS[text] ?? 1, known: true };
  const [head, ...rest] = text.split(/[/／每]/u);
  if (rest.length > 0 && head) {
    const of = readUnit(head);
    if (of.dimension === 'money' || of.dimension === 'percent') return of;
    return { dimension: of.known ? 'rate-per' : 'none', scale: of.scale, known: of.known };
  }
  const scaled = SCALED.exec(text);
  if (scaled) {
    const [, word = '', base = ''] = scaled;
    if (base === '') return { dimension: 'count', scale: SCALES[word] ?? 1, known: true };
    const of = readUnit(base);
    if (of.known) return { ...of, scale: of.scale * (SCALES[word] ?? 1) };
  }
  const joined = text.split(/[·.*×]/u);
  if (joined.length > 1) {
    const of = readUnit(joined[0] ?? '');
    if (of.known) return of.dimension === 'person' ? { ...of, dimension: 'person-time' } : of;
  }
  return { dimension: 'none', scale: 1, known: false };
}

/** Units that are a sign's name written out (`百分比` for %). */
export function isSpelledOut(unit: string): boolean {
  return units.spelledOut.includes(unit);
}

/** A regular expression's source matching the longest known unit, compound units included. */
export const UNIT_PATTERN = (() => {
  const one = `(?:(?:${anyOf(Object.keys(units.scales))})?(?:${anyOf([...DIMENSION.keys()])}))`;
  const scaleOnly = `(?:${anyOf(['万', '亿'])})`;
  return `(?:${one}|${scaleOnly})(?:[/每·](?:${one}|${scaleOnly}))*`;
})();
