import { FACTS } from '#core/store/facts.ts';
import { compile, type LeafWriter } from './compile.ts';
import type { ResolvedRule } from './resolve.ts';

/** The answers of a rule as a digit to base 4 of an integer column: 0 not applicable, 1 clean, 2 flagged. One column a rule took ten times as long to write and to count. */
export interface Place {
  word: string;
  digit: number;
}

/** Digits in a signed integer of 64 bits. */
export const DIGITS = 31;

/** What a digit counts. */
export const unit = (digit: number) => 4n ** BigInt(digit);

/** Whether the digit is `least` or more. */
export const atLeast = (least: 1 | 2, { word, digit }: Place) =>
  `${word} % ${unit(digit + 1)} >= ${BigInt(least) * unit(digit)}`;

/**
 * A rule's answer on a record of its fact view, times `unit`. What a rule does not apply to is judged no further: DuckDB narrows down the rows of a
 * condition only where it stands behind WHEN by itself.
 */
export function verdictSql({ rule, params }: ResolvedRule, unit = 1n, leaf?: LeafWriter): string {
  const { applies, conditions } = compile(rule, params, FACTS[rule.scope], { leaf, certain: false });
  const value = (digit: bigint) => `CAST(${digit * unit} AS BIGINT)`;
  return `CASE WHEN ${applies} THEN CASE WHEN ${conditions} THEN ${value(2n)} ELSE ${value(1n)} END ELSE ${value(0n)} END`;
}
