import { parseTarget, tidyTarget } from '#core/model/target-parse.ts';
import type { Comparator } from '#core/model/target.ts';
import type { Facts } from './reprint.ts';

/** Another way to print a target. `example`: the number in it is ours, for the department to replace. */
export interface Wording {
  raw: string;
  example: boolean;
  /** How far it is from what stands printed: what it changes, and by how much. */
  distance: number;
}

/** Units that show a dimension. */
const UNITS = ['%', '个', '次', '人', '人次', '元', '万元', '天'];
const COMPARATORS: readonly Comparator[] = ['≥', '≤', '='];
const BY_NAME: readonly [RegExp, string][] = [
  [/人次/u, '人次'],
  [/人数|人员|对象数/u, '人'],
  [/次数|场次/u, '次'],
  [/[率度]$|比例|占比/u, '%'],
  [/成本|费用|经费|单价/u, '元'],
  [/面积/u, '平方米'],
  [/时间|时限|天数|周期/u, '天'],
];

const unitOf = (facts: Facts) => BY_NAME.find(([pattern]) => pattern.test(String(facts['name'] ?? '')))?.[1];

/**
 * Ways to print the target of a row so that it can be checked: the printed number with another comparator, unit or (one of `numbers`)
 * value, and for targets without a number a count, a date or a change with a baseline, as its level asks for. Never a weaker one.
 */
export function wordings(facts: Facts, numbers: readonly number[]): Wording[] {
  const raw = typeof facts['raw'] === 'string' ? tidyTarget(facts['raw']) : '';
  const target = parseTarget(raw);
  const found: Wording[] =
    target.value === null ? fromWords(facts, numbers) : fromNumber(facts, raw, numbers);
  const all = new Map<string, Wording>();
  for (const one of found)
    if (one.raw !== raw && one.distance < (all.get(one.raw)?.distance ?? Infinity)) all.set(one.raw, one);
  return [...all.values()].sort((a, b) => a.distance - b.distance);
}

function fromNumber(facts: Facts, raw: string, numbers: readonly number[]): Wording[] {
  const target = parseTarget(raw);
  const { scale } = target;
  const printed = target.value!;
  const brackets = raw.includes('(');
  const values = [
    printed,
    ...numbers.flatMap((n) => [n / scale, n / scale + 1, n / scale - 1, Math.round((n * 100) / scale) / 100]),
  ];
  const said = unitOf(facts);
  const each = /人均|单位成本|单价/u.test(String(facts['name'] ?? '')) ? ['元/人', '元/个'] : [];
  const units = [target.unit, ...(said === undefined ? [] : [said]), ...each, ...UNITS, ''];
  const made: Wording[] = [];
  for (const comparator of [target.comparator, ...COMPARATORS])
    for (const value of values)
      for (const unit of units) {
        if (value < 0) continue;
        const changes = [
          comparator !== target.comparator,
          value !== printed,
          (unit ?? '') !== (target.unit ?? ''),
        ];
        const count = changes.filter(Boolean).length;
        if (count > 2) continue;
        made.push({
          raw: print(comparator, value, unit ?? '', brackets),
          // A number goes with its unit: under another unit it is no longer what was meant.
          example: changes[1]! || changes[2]!,
          distance:
            count +
            (changes[1] ? Math.min(0.9, Math.abs(value - printed) / Math.max(1, Math.abs(printed))) : 0) +
            (changes[2] ? 0.3 + units.indexOf(unit) / 100 : 0),
        });
      }
  return made;
}

function fromWords(facts: Facts, numbers: readonly number[]): Wording[] {
  const raw = String(facts['raw'] ?? '');
  const year = typeof facts['year'] === 'number' ? facts['year'] : null;
  const level2 = String(facts['level2'] ?? '');
  const unit = unitOf(facts);
  const down = facts['polarity'] === 'negative' || /成本/u.test(String(facts['level1'] ?? ''));
  const made: string[] = [];
  const percent = `${down ? '≤5' : '≥90'}%`;
  if (level2 === '时效指标') made.push(...(year === null ? [] : [`${year}年12月31日前`]), '≤30天', '≥95%');
  if (facts['strength'] === 'trend') made.push(change(raw, down));
  if (level2 === '数量指标') made.push(`≥10${unit && unit !== '%' ? unit : '个'}`);
  if (String(facts['level1']) === '成本指标') made.push('≤10万元');
  if (unit) made.push(`${down ? '≤' : '≥'}${unit === '%' ? (down ? 5 : 90) : 10}${unit}`);
  made.push(percent, change(raw, down), '≥1个', '≤10万元');
  for (const n of numbers)
    for (const comparator of ['≥', '≤']) made.push(`${comparator}${n}%`, `${comparator}${n}${unit ?? '个'}`);
  return made.map((one, i) => ({ raw: one, example: true, distance: 2 + i / 100 }));
}

/** A direction word with what it lacks: against what, and by how much. */
function change(raw: string, down: boolean): string {
  const said = /下降|降低|减少|提升|提高|增长|增加|改善|上升/u.exec(raw)?.[0] ?? (down ? '下降' : '提高');
  return `较上年${said === '改善' ? '提高' : said}≥5%`;
}

function print(comparator: Comparator | null, value: number, unit: string, brackets: boolean): string {
  const number = Number(value.toPrecision(10)).toString();
  return `${comparator ?? ''}${number}${unit && brackets ? `(${unit})` : unit}`;
}
