import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zh, type MessageKey } from './zh.ts';

const messages = { zh, en };
const keys = Object.keys(zh) as MessageKey[];

/** Names of the values that a message wants, tags left out. */
function wanted(message: string): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, value, ...rest } = node as { type?: number; value?: unknown };
    // 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural
    if (typeof type === 'number' && type >= 1 && type <= 6 && typeof value === 'string') names.add(value);
    Object.values({ ...rest, ...(typeof value === 'object' ? { value } : {}) }).forEach(visit);
  };
  visit(new IntlMessageFormat(message, 'en').getAst());
  return [...names].sort();
}

describe('messages', () => {
  it('exist in both languages under the same keys', () => {
    expect(Object.keys(messages.en).sort()).toEqual([...keys].sort());
  });

  it('can be read, and want the same values in both languages', () => {
    const of = (language: 'zh' | 'en') => keys.map((key) => [key, wanted(messages[language][key])]);
    expect(of('en')).toEqual(of('zh'));
  });

  it('tell one apart by its number in Chinese, which has one plural form', () => {
    expect(keys.filter((key) => /plural,[^]*\bone \{/.test(messages.zh[key]))).toEqual([]);
  });
});
