import { t } from '#lib/i18n/t.ts';
import type { Side } from '#core/store/questions/compare-sides.ts';
import type { SideChoice } from '#core/store/questions/compare-summary.ts';

/**
 * A side as an address says it: `all`, `year:2024`, `department:某局`, `portfolio:<id>`; an empty value after the colon is
 * what a form leaves blank.
 */
export type SideName = string;

/**
 * The side that a name stands for, and the other portfolio it needs; `null` for a name that is none. `part`: a year or department of the other
 * portfolio, named as if it were the open one's.
 */
export function sideOf(
  name: SideName | null,
  part: SideName | null = null,
): { side: Side; portfolio: string | null } | null {
  const [, kind, value = ''] = /^(all|year|department|portfolio)(?::(.*))?$/s.exec(name ?? '') ?? [];
  if (kind === 'all') return { side: { from: 'own' }, portfolio: null };
  if (kind === 'year') {
    const year = value === '' ? null : Number(value);
    return Number.isNaN(year) ? null : { side: { from: 'own', year }, portfolio: null };
  }
  if (kind === 'department') return { side: { from: 'own', department: value || null }, portfolio: null };
  if (kind !== 'portfolio' || !value) return null;
  const within = sideOf(part ?? 'all');
  return within?.portfolio === null ? { side: { ...within.side, from: 'other' }, portfolio: value } : null;
}

/** The years and departments among the choices, with how many forms each has; years the latest first. */
export function groupsOf(choices: readonly SideChoice[]): {
  years: { year: number | null; forms: number }[];
  departments: { department: string | null; forms: number }[];
} {
  const sum = <K>(key: (one: SideChoice) => K) => {
    const counted = new Map<K, number>();
    for (const one of choices) counted.set(key(one), (counted.get(key(one)) ?? 0) + one.forms);
    return [...counted];
  };
  return {
    years: sum((one) => one.year)
      .map(([year, forms]) => ({ year, forms }))
      .sort((a, b) => (b.year ?? -Infinity) - (a.year ?? -Infinity)),
    departments: sum((one) => one.department)
      .map(([department, forms]) => ({ department, forms }))
      .sort((a, b) => b.forms - a.forms),
  };
}

/** Whether the portfolio of these choices has a side by that name. */
export function isAmong(choices: readonly SideChoice[], name: SideName): boolean {
  const { years, departments } = groupsOf(choices);
  const value = name.replace(/^[^:]*:/, '');
  if (name.startsWith('year:')) return years.some(({ year }) => String(year ?? '') === value);
  if (name.startsWith('department:'))
    return departments.some(({ department }) => (department ?? '') === value);
  return name === 'all';
}

/** Whether a name stands for a department: two of them stand beside each other, and neither comes after the other. */
export const isDepartment = (name: SideName | null): boolean => name?.startsWith('department:') ?? false;

/**
 * What is compared when nothing was chosen: a year with the year before it, else the last two years of the portfolio; `null`
 * when there is one only.
 */
export function firstSides(
  choices: readonly SideChoice[],
  year: number | null = null,
): { before: SideName; after: SideName } | null {
  const years = groupsOf(choices).years.flatMap((one) => one.year ?? []);
  const at = Math.max(0, year === null ? 0 : years.indexOf(year));
  const [after, before] = at + 1 < years.length ? years.slice(at) : years;
  return before !== undefined && after !== undefined
    ? { before: `year:${before}`, after: `year:${after}` }
    : null;
}

/** A side in words; `other` is the name of the other portfolio, `part` the part of it. */
export function sideWords(name: SideName | null, other: string, part: SideName | null = null): string {
  const value = (name ?? '').replace(/^[^:]*:/, '');
  if (name === null) return '';
  if (name === 'all') return t('compare.all');
  if (name.startsWith('year:')) return value ? t('compare.year', { year: value }) : t('compare.year.none');
  if (name.startsWith('department:')) return value || t('compare.department.none');
  const whole = other ? t('compare.portfolio', { name: other }) : t('shell.sample');
  return part ? t('compare.part.of', { whole, part: sideWords(part, '') }) : whole;
}
