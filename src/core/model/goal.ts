import goalWords from '#data/goal-words.json' with { type: 'json' };
import units from '#data/units.json' with { type: 'json' };
import { anyOf, toHalfWidth, withoutBlanks } from './text.ts';

const UNIT = anyOf([
  ...Object.values(units.dimensions).flat(),
  ...Object.keys(units.scales),
  ...Object.values(units.dimensions)
    .flat()
    .flatMap((unit) => ['万' + unit, '亿' + unit]),
]);
const NUMBER = new RegExp(`(?<![\\d.A-Za-z第])(\\d[\\d,]*(?:\\.\\d+)?)(余|多)?(${UNIT})(.?)`, 'g');
const NOT_QUANTITY = new Set(units.notQuantities);

const NONE = new Set(goalWords.none);

/**
 * A goal's text for comparing across forms: half-width, without blanks and punctuation; `''` when there is none, or a word that says so (`无。`):
 * two forms without a goal have not copied one.
 */
export function normaliseGoal(goal: string | null): string {
  const text = toHalfWidth(goal ?? '').replace(/[\p{P}\p{S}\s]/gu, '');
  return NONE.has(text.toUpperCase()) ? '' : text;
}

/**
 * Whether a goal names an amount: a figure with a unit. Street numbers, calendar dates, years and ordinals
 * (`第3次`, `目标1`) are none.
 */
export function goalHasQuantity(goal: string | null): boolean {
  const text = withoutBlanks(toHalfWidth(goal ?? ''));
  for (const [, number, , unit, next] of text.matchAll(NUMBER)) {
    if (!unit || NOT_QUANTITY.has(unit) || NOT_QUANTITY.has(unit + next)) continue;
    if (unit === '年' && /^(19|20)\d{2}$/.test(number ?? '')) continue;
    return true;
  }
  return false;
}

/** The clauses of a goal in the order printed, cut at stops and commas; numbering and clauses of few characters are left out. */
export function goalClauses(goal: string | null): string[] {
  return (goal ?? '')
    .split(CLAUSE_END)
    .map((clause) => clause.trim().replace(NUMBERING, ''))
    .filter((clause) => normaliseGoal(clause).length >= goalWords.leastCharacters);
}

const CLAUSE_END = new RegExp(`[${goalWords.clauseEnds}]`);
const NUMBERING = /^(?:目标)?[(（]?[\d一二三四五六七八九十]{1,2}[)）.、:：]\s*/;
