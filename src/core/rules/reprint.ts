import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { strengthOf } from '#core/model/strength.ts';
import { isTautology } from '#core/model/tautology.ts';
import { inBaseUnit } from '#core/model/target.ts';
import { parseTarget } from '#core/model/target-parse.ts';
import { normaliseName } from '#core/model/text.ts';

export type Facts = Record<string, unknown>;

/** What a person may print otherwise in one row of the table. */
export interface Printing {
  raw?: string;
  name?: string;
  level2?: string;
}

const LEVEL1 = new Map(
  taxonomy.scheme.flatMap(({ level1, level2 }) => level2.map(({ name }) => [name, level1] as const)),
);

/** Level 2 names of the scheme in its order, with their level 1. */
export const LEVELS: ReadonlyMap<string, string> = LEVEL1;

/**
 * The facts of an indicator row had it been printed otherwise: everything that is read off the target, the name or the level is read
 * anew by the same code that reads forms; the rest stays. Facts of the row beyond that (its peers) stay as they were.
 */
export function reprinted(facts: Facts, printing: Printing): Facts {
  const name = printing.name ?? textOf(facts['name']);
  const raw = printing.raw ?? textOf(facts['raw']);
  const target = parseTarget(raw, name);
  const strength = strengthOf(target);
  const value = inBaseUnit(target.value, target.scale);
  const nameNorm = normaliseName(name);
  const level2 = printing.level2 ?? facts['level2'];
  const actual = facts['actual_value'];
  const compared =
    target.kind === 'quantity' &&
    value !== null &&
    value > 0 &&
    ['≥', '>', '='].includes(target.comparator ?? '=');
  return {
    ...facts,
    name,
    name_norm: nameNorm,
    name_length: [...nameNorm].length,
    level2,
    level1:
      printing.level2 === undefined ? facts['level1'] : (LEVEL1.get(printing.level2) ?? facts['level1']),
    raw: target.raw || null,
    target_kind: target.kind,
    strength,
    is_quantified: strength === 'number' || strength === 'full',
    is_word: strength === 'trend' || strength === 'state',
    comparator: target.comparator,
    comparator_missing: target.flags.includes('comparator-missing'),
    value,
    value_high: inBaseUnit(target.valueHigh, target.scale),
    unit: target.unit,
    has_unit: target.unit !== null,
    unit_is_per: target.unit?.includes('/') ?? false,
    unit_dimension: target.dimension,
    polarity: target.polarity,
    baseline: target.baseline,
    date: target.date,
    has_date: target.date !== null,
    words: target.words,
    flags: target.flags,
    tautology: isTautology(name, target.raw),
    actual_ratio: compared && typeof actual === 'number' ? actual / value : null,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
