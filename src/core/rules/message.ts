import { isMissing } from './operators.ts';
import type { Bilingual, Params } from './rule.ts';

export type Language = keyof Bilingual;

/**
 * How a placeholder writes its value: `{share|percent}` 0.297 → 29.7%, `{annual|money}` 7343510 → 734 万元 (7.34 million yuan).
 * Without a formatter a number is grouped by thousands with at most two decimals, a list is joined, a missing value is （空）, a missing amount （未读到）;
 * what stands behind a question mark is said in their place: `{goal_owner?无}`.
 */
export const FORMATTERS = {
  percent: (value: number) => `${plain(value * 100, 1)}%`,
  money: (value: number, language: Language) => (language === 'zh' ? yuanZh(value) : yuanEn(value)),
} satisfies Record<string, (value: number, language: Language) => string>;

export interface Placeholder {
  /** A fact's name, or `param:x`. */
  fact: string;
  formatter: string | null;
  /** Said of a missing value. */
  otherwise: string | null;
}

const PLACEHOLDER = /\{([^{}|?]*)(?:\|([^{}?]*))?(?:\?([^{}]*))?\}/g;

/** The placeholders of a template, and whether a brace in it stands alone. */
export function placeholders(template: string): { found: Placeholder[]; stray: boolean } {
  const found = [...template.matchAll(PLACEHOLDER)].map((m) => ({
    fact: m[1]!,
    formatter: m[2] ?? null,
    otherwise: m[3] ?? null,
  }));
  return { found, stray: /[{}]/.test(template.replace(PLACEHOLDER, '')) };
}

/** A template as its placeholders and the texts before, between and after them: one text more than placeholders. */
export function between(text: string): { texts: string[]; found: Placeholder[] } {
  return { texts: text.replace(PLACEHOLDER, '\0').split('\0'), found: placeholders(text).found };
}

/** A template read once: gives the sentence with facts and parameters put in. Nothing in a value is read as a placeholder. */
export function template(
  text: string,
  language: Language,
): (facts: Record<string, unknown>, params: Params) => string {
  const { texts, found } = between(text);
  return (facts, params) => {
    let sentence = texts[0]!;
    for (let i = 0; i < found.length; i++) {
      const { fact, formatter, otherwise } = found[i]!;
      const value = fact.startsWith('param:') ? params[fact.slice(6)] : facts[fact];
      sentence += valueText(value, formatter, language, otherwise) + texts[i + 1]!;
    }
    return sentence;
  };
}

/** One value for people. */
export function valueText(
  value: unknown,
  formatter: string | null,
  language: Language,
  otherwise: string | null = null,
): string {
  if (otherwise !== null && (isMissing(value) || value === '')) return otherwise;
  if (isMissing(value) && formatter !== null) return language === 'zh' ? '（未读到）' : '(not read)';
  if (isMissing(value) || value === '') return language === 'zh' ? '（空）' : '(blank)';
  if (typeof value === 'number')
    return formatter !== null && Object.hasOwn(FORMATTERS, formatter)
      ? FORMATTERS[formatter as keyof typeof FORMATTERS](value, language)
      : plain(value, 2);
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value.map((one) => valueText(one, formatter, language)).join(language === 'zh' ? '、' : ', ');
  return String(value);
}

function yuanZh(value: number): string {
  const size = Math.abs(value);
  if (size >= 99_995_000) return `${plain(value / 1e8, 2)} 亿元`;
  if (size >= 10_000) return `${plain(value / 1e4, size >= 1e6 ? 0 : 1)} 万元`;
  return `${plain(value, 2)} 元`;
}

function yuanEn(value: number): string {
  const size = Math.abs(value);
  if (size >= 999_995_000) return `${plain(value / 1e9, 2)} billion yuan`;
  if (size >= 1_000_000) return `${plain(value / 1e6, 2)} million yuan`;
  return `${plain(value, 2)} yuan`;
}

function plain(value: number, decimals: number): string {
  // From here on `toFixed` writes an exponent.
  if (Math.abs(value) >= 1e21) return String(value);
  const [whole, part] = value.toFixed(decimals).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const rest = part?.replace(/0+$/, '');
  return rest ? `${grouped}.${rest}` : grouped;
}
