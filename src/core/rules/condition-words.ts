import { FACTS } from '#core/store/facts.ts';
import type { Scope } from '#core/model/finding.ts';
import valueWordsOf from '#data/value-words.json' with { type: 'json' };
import { isLeaf, isNot, isReference, members, paramName } from './condition.ts';
import { valueText, type Language } from './message.ts';
import { OPERATORS, type OperatorName } from './operators.ts';
import type { Condition, Leaf, Params, Rule } from './rule.ts';

const MOST_WORDS = 10;

/** What a fact is called, or its own name when the catalogue does not know it. */
export function factLabel(scope: Scope, fact: string, language: Language): string {
  return FACTS[scope][fact]?.[language] ?? fact;
}

/** One leaf as a phrase: `指标名称 含有其中之一：成本、费用`. `expected` is the value with parameters put in. */
export function leafWords(
  scope: Scope,
  leaf: { fact: string; operator: OperatorName },
  expected: unknown,
  language: Language,
): string {
  const { fact, operator } = leaf;
  const label = factLabel(scope, fact, language);
  const verb = OPERATORS[operator][language];
  const colon = language === 'zh' ? '：' : ': ';
  if (operator === 'isMissing' || operator === 'isPresent')
    return expected === false ? `${label}${colon}—` : `${label} ${verb}`;
  if (typeof expected === 'boolean') {
    const yes = operator === 'notEqual' ? !expected : expected;
    return `${label}${colon}${valueWords(fact, yes, language)}`;
  }
  const value = valueWords(fact, expected, language);
  return Array.isArray(expected) ? `${label} ${verb}${colon}${value}` : `${label} ${verb} ${value}`;
}

/** A value of a fact for people: known words translated, long lists cut, what is missing said. */
export function valueWords(fact: string, value: unknown, language: Language): string {
  if (value === null || value === undefined || typeof value === 'boolean')
    return valueText(value, null, language);
  if (typeof value === 'number')
    return value.toLocaleString(language === 'zh' ? 'zh-CN' : 'en', { maximumFractionDigits: 4 });
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST_WORDS).map((one) => valueWords(fact, one, language));
    const text = shown.join(language === 'zh' ? '、' : ', ');
    return value.length > MOST_WORDS ? AND_MORE[language](text, value.length) : text;
  }
  const text = String(value);
  return (CODED.has(fact) && WORDS.get(text)?.[language]) || text;
}

const WORDS = new Map(Object.entries(valueWordsOf));
const AND_MORE: Record<Language, (text: string, count: number) => string> = {
  zh: (text, count) => `${text} 等 ${count} 个`,
  en: (text, count) => `${text} … (${count} in all)`,
};

/** Facts whose values are code words of ours, not text of the form. */
export const CODED = new Set(['target_kind', 'strength', 'unit_dimension', 'polarity', 'form_kind']);

/** What a leaf compares with: its parameter's value, the label of another fact, or the constant itself. */
export function expectedIn(rule: Rule, params: Params, leaf: Leaf, language: Language): unknown {
  if (!isReference(leaf.value)) return leaf.value;
  const param = paramName(leaf.value.fact);
  return param === null ? `「${factLabel(rule.scope, leaf.value.fact, language)}」` : params[param];
}

/** The words of a list that a text holds: what a finding turned on. */
export function wordsMet(operator: OperatorName, found: unknown, expected: unknown): string[] {
  if (!Array.isArray(expected)) return [];
  const words = expected.filter((word): word is string => typeof word === 'string');
  if (operator === 'listContainsAny' && Array.isArray(found))
    return words.filter((word) => found.includes(word));
  if (typeof found !== 'string') return [];
  if (operator === 'containsAny') return words.filter((word) => found.includes(word));
  if (operator === 'startsWithAny') return words.filter((word) => found.startsWith(word));
  if (operator === 'endsWithAny') return words.filter((word) => found.endsWith(word));
  return [];
}

/** A condition without parameters on one line: `项目性质 等于 一次性 且 非（表种 等于 自评表）`. */
export function conditionWords(scope: Scope, condition: Condition, language: Language): string {
  if (isLeaf(condition)) {
    const { value } = condition;
    const expected = isReference(value) ? `「${factLabel(scope, value.fact, language)}」` : value;
    return leafWords(scope, condition, expected, language);
  }
  const parts = members(condition, '').map((one) => conditionWords(scope, one.condition, language));
  const [open, close] = language === 'zh' ? ['（', '）'] : ['(', ')'];
  if (isNot(condition)) return `${language === 'zh' ? '非' : 'not '}${open}${parts.join('')}${close}`;
  if (parts.length === 1) return parts.join('');
  const joint = { zh: { all: ' 且 ', any: ' 或 ' }, en: { all: ' and ', any: ' or ' } }[language];
  const below = members(condition, '').map(({ condition }, i) =>
    isLeaf(condition) || isNot(condition) ? parts[i] : `${open}${parts[i]}${close}`,
  );
  return below.join('all' in condition ? joint.all : joint.any);
}
