import words from '#data/words.json' with { type: 'json' };
import { readComparator, SIGN_PATTERN, WORD_BEFORE_PATTERN } from './comparator.ts';
import { readDeadline } from './deadline.ts';
import { polarityOf } from './polarity.ts';
import { findQuantity, holdsFigures, readQuantity, type Quantity } from './quantity.ts';
import { remember } from './remember.ts';
import { anyOf, squeeze, toHalfWidth, withoutBlanks } from './text.ts';
import type { Target, TargetKind } from './target.ts';

const PLACEHOLDERS = new Set([...words.placeholders, ...words.gradeScales]);
const GAP = new RegExp(
  '^(?:[/\\\\—–_…·.\\-]+|.*(?:\\*{2,}|[×✕]{2,}|(?<![A-Za-z])[Xx]{2,}).*|(?:≥|≤|=|>|<)[*Xx×]?(?:%|[(][^()]*[)])?)$',
  'u',
);
const BASELINE = new RegExp(`${anyOf(words.baselines)}|${words.baselineYear}`, 'u');
const DIRECTION = new RegExp(`^(.*?)(${anyOf(words.directions)})(率|幅度|比例|到|至)?(.*)$`, 'u');
const PAST_LEVEL = new RegExp(
  `^(${SIGN_PATTERN})?(${WORD_BEFORE_PATTERN}|优于|好于|不差于)?(${anyOf(words.pastLevels)})(?:度|同期|全年|实际|水平|均值|平均|数|值)*$`,
  'u',
);
const LEADING = new RegExp(`^(?:${anyOf(words.weakDirections)})+`, 'u');
const STATES = new RegExp(anyOf([...words.states, ...words.assurances]), 'gu');
const DIRECTIONS = new RegExp(anyOf([...words.directions, ...words.weakDirections]), 'gu');

/** A target as the sample of the row stands printed: half-width, and blanks only where two Latin words meet. */
export function tidyTarget(printed: string): string {
  return squeeze(toHalfWidth(printed)).replace(/ (?=[^A-Za-z0-9])|(?<=[^A-Za-z0-9]) /g, '');
}

/**
 * Reads a printed target. Never throws: what is neither number, day, direction nor gap is a word (`quality`).
 * `name` only decides the polarity.
 */
export function parseTarget(raw: string, name = ''): Target {
  const known = parsed(raw);
  return { ...known, polarity: polarityOf(name), words: [...known.words], flags: [...known.flags] };
}

const parsed = remember((raw): Target => {
  const printed = tidyTarget(raw);
  const text = withoutBlanks(printed);
  const target: Target = {
    kind: 'quality',
    raw: printed,
    comparator: null,
    value: null,
    valueHigh: null,
    unit: null,
    scale: 1,
    dimension: 'none',
    polarity: null,
    baseline: null,
    date: null,
    words: [],
    flags: toHalfWidth(raw) === raw ? [] : ['full-width'],
  };
  if (text === '') return { ...target, kind: 'lost' };
  if (PLACEHOLDERS.has(text) || GAP.test(text)) return { ...target, kind: 'placeholder' };
  const deadline = readDeadline(text);
  if (deadline) return { ...target, ...deadline, kind: 'date', flags: [...target.flags, ...deadline.flags] };
  const quantity = readQuantity(text);
  if (quantity) return withQuantity(target, 'quantity', quantity);
  target.words = wordsIn(text);
  const past = PAST_LEVEL.exec(text);
  if (past) {
    const { comparator, flags } = readComparator(past[1] ?? '', past[2] ?? '', '');
    return {
      ...target,
      kind: 'trend',
      comparator,
      baseline: past[3] ?? null,
      flags: [...target.flags, ...flags],
    };
  }
  const change = readChange(text);
  if (change) {
    target.baseline = change.baseline;
    if (!change.quantity)
      return {
        ...target,
        kind: 'trend',
        flags: holdsFigures(text) ? [...target.flags, 'several-figures'] : target.flags,
      };
    if (!change.baseline) target.flags.push('baseline-missing');
    return withQuantity(target, 'trend', change.quantity);
  }
  const inside = findQuantity(text);
  if (inside) return withQuantity(target, 'quantity', inside);
  return holdsFigures(text) ? { ...target, flags: [...target.flags, 'several-figures'] } : target;
});

function withQuantity(target: Target, kind: TargetKind, quantity: Quantity): Target {
  return { ...target, ...quantity, kind, flags: [...target.flags, ...quantity.flags] };
}

function wordsIn(text: string): string[] {
  const found = [...text.matchAll(DIRECTIONS), ...text.matchAll(STATES)].map((m) => m[0]);
  return [...new Set(found)];
}

/** A change: `同比下降`, `较上年提高3个百分点`, `下降率≥2%`, `持续改善`; with a baseline when one is named, a quantity when one is. */
function readChange(text: string): { baseline: string | null; quantity: Quantity | null } | null {
  const baseline = BASELINE.exec(text)?.[0] ?? null;
  const rest = baseline ? text.replace(baseline, '') : text;
  const m = DIRECTION.exec(rest);
  if (!m) {
    const weak = LEADING.test(rest) && !wordsIn(rest).some((w) => words.states.includes(w));
    return baseline || weak ? { baseline, quantity: findQuantity(rest) } : null;
  }
  const tail = m[4] ?? '';
  const quantity = tail === '' ? null : (readQuantity(tail.replace(/^了|^,/, '')) ?? findQuantity(tail));
  if (quantity && (m[3] === '到' || m[3] === '至')) return null;
  if (!quantity && /\d/.test(rest)) {
    const ahead = findQuantity(rest);
    return baseline && ahead ? { baseline, quantity: ahead } : ahead ? null : { baseline, quantity: null };
  }
  return { baseline, quantity };
}
