import words from '#data/words.json' with { type: 'json' };
import { readComparator, SIGN_PATTERN, WORD_AFTER_PATTERN, WORD_BEFORE_PATTERN } from './comparator.ts';
import { readNumeral } from './numeral.ts';
import { anyOf } from './text.ts';
import { isSpelledOut, readUnit, UNIT_PATTERN } from './unit.ts';
import type { Comparator, Dimension } from './target.ts';

export interface Quantity {
  comparator: Comparator | null;
  value: number;
  valueHigh: number | null;
  unit: string | null;
  scale: number;
  dimension: Dimension;
  flags: string[];
}

const NUMBER = '[-−]?\\d+(?:,\\d{3})*(?:\\.\\d+)?';
const HAN_NUMBER = '[〇零一二两三四五六七八九十百千]+';
const ROUGH = anyOf(words.approximate);
const UNIT = `(?:\\((?!含)([^()]{0,16})\\)|(${UNIT_PATTERN}|[\\p{Script=Han}A-Za-z/·㎡²³]{1,6}?))?`;
const BEFORE = `(${SIGN_PATTERN})?(${WORD_BEFORE_PATTERN})?(${ROUGH})?`;
const AFTER = `(${ROUGH})?(${WORD_AFTER_PATTERN})?(?:\\((?:含|含本数)\\))?`;
const REMARK = '(?:\\([^()]*\\))?[。;,.]?';
const PER = '(每(?:半年|个?月|季度|周|年|[天日人户次场]))?';
const EXACT = new RegExp(
  `^${PER}${BEFORE}(${NUMBER})(?:\\+|[余多来](?=\\p{L}))?${UNIT}${AFTER}${REMARK}$`,
  'u',
);
const HAN_EXACT = new RegExp(`^${PER}${BEFORE}(${HAN_NUMBER})${UNIT}${AFTER}${REMARK}$`, 'u');
const RANGE = new RegExp(
  `^(?:${SIGN_PATTERN})?(?:介于|在|为|控制在)?(${NUMBER})(?:\\([^()]{0,16}\\)|[%‰\\p{Script=Han}]{1,4}?)?(?:-|~|—+|–|至|到|和|与|且?(?:≤|<)|[,、]?且?不(?:超过|高于|大于))(${NUMBER})${UNIT}(?:之间|以内|左右)?$`,
  'u',
);
const BOTH_ENDS = new RegExp(
  `^(?:≥|>)(${NUMBER})(?:\\([^()]{0,16}\\)|[%‰\\p{Script=Han}]{1,4}?)?[,、;且]+(?:≤|<)(${NUMBER})${UNIT}$`,
  'u',
);
const HUNDREDTHS = new RegExp(`${words.hundred}(\\d+(?:\\.\\d+)?|${HAN_NUMBER})`, 'u');

/**
 * A number with its comparator and unit, when that is all the text says. The text is half-width and without blanks:
 * `≥14250.00(人)`, `不少于12次`, `80%-90%`, `985米` (comparator null, flag comparator-missing).
 */
export function readQuantity(printed: string): Quantity | null {
  const text = printed.replace(HUNDREDTHS, (_, n: string) => `${/\d/.test(n) ? n : (readNumeral(n) ?? n)}%`);
  const range = RANGE.exec(text) ?? BOTH_ENDS.exec(text);
  if (range) {
    const low = toNumber(range[1]);
    const high = toNumber(range[2]);
    if (low !== null && high !== null && high > low)
      return { comparator: null, ...withUnit(low, range[3] ?? range[4] ?? null, ['range']), valueHigh: high };
  }
  const exact = EXACT.exec(text);
  if (exact) return build(exact, toNumber(exact[5]));
  const han = HAN_EXACT.exec(text);
  const unit = han ? (han[6] ?? han[7]) : undefined;
  if (han && unit && !GRADE.test(unit) && (readUnit(unit).dimension !== 'none' || han[3]))
    return build(han, readNumeral(han[5] ?? ''), ['numeral']);
  return null;
}

function build(m: RegExpExecArray, value: number | null, more: string[] = []): Quantity | null {
  if (value === null) return null;
  const unit = m[6] ?? m[7] ?? null;
  if (m[7] && !readUnit(m[7]).known && !m[2] && m[7].length > 4) return null;
  const { comparator, flags } = readComparator(m[2] ?? '', m[3] ?? '', m[9] ?? '');
  if (m[4] || m[8]) flags.push('approximate');
  const quantity = { comparator, ...withUnit(value, unit, [...flags, ...more]) };
  if (m[1]) quantity.dimension = 'rate-per';
  return quantity;
}

function withUnit(value: number, unit: string | null, flags: string[]): Omit<Quantity, 'comparator'> {
  const of = unit ? readUnit(unit) : { dimension: 'none' as const, scale: 1, known: true };
  if (!of.known) flags.push('unit-unknown');
  if (unit === null || unit === '') flags.push('unit-missing');
  if (unit && isSpelledOut(unit)) flags.push('unit-as-word');
  return { value, valueHigh: null, unit: unit || null, scale: of.scale, dimension: of.dimension, flags };
}

const toNumber = (text: string | undefined): number | null => {
  const n = Number((text ?? '').replaceAll(',', '').replace('−', '-'));
  return text && Number.isFinite(n) ? n : null;
};

const INSIDE = new RegExp(
  `(${SIGN_PATTERN})?(${WORD_BEFORE_PATTERN})?(${ROUGH})?(?<![\\dA-Za-z.第]|\\d,)(\\d+(?:,\\d{3})*(?:\\.\\d+)?)(?![A-Za-z]|[,.]?\\d)(?:\\((${UNIT_PATTERN})\\)|(${UNIT_PATTERN}))?(${ROUGH})?(${WORD_AFTER_PATTERN})?`,
  'gu',
);

/** `达到一级标准`: a grade, not one of something. */
const GRADE = /^[级等类流档星]/u;
/** Numbers with a unit or a sign. */
const figuresIn = (text: string) => [...text.matchAll(INSIDE)].filter((m) => m[5] ?? m[6] ?? m[1]);

/** Whether a text holds several figures (`数据库1个、系统2套`, `由80%提升到95%`): countable, though no one number says it. */
export function holdsFigures(text: string): boolean {
  return figuresIn(text).length > 1;
}

/**
 * The one number inside a sentence (`资金到位率达100%`, `预算支出进度达到90%以上`). `null` when there is none, several, or one without a
 * unit and comparator (`通过ISO9001认证`, `第3次`).
 */
export function findQuantity(text: string): Quantity | null {
  const hits = figuresIn(text);
  const m = hits.length === 1 ? hits[0] : undefined;
  const value = toNumber(m?.[4]);
  if (!m || value === null) return null;
  const { comparator, flags } = readComparator(m[1] ?? '', m[2] ?? '', m[8] ?? '');
  if (m[3] || m[7]) flags.push('approximate');
  return { comparator, ...withUnit(value, m[5] ?? m[6] ?? null, [...flags, 'in-sentence']) };
}
