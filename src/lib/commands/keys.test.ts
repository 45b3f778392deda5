import { expect, test } from 'vitest';
import { matching, type Command } from './command.ts';
import { isPlain, KeySequence, pressOf } from './keys.ts';

const KEYS = ['g o', 'g s', '?', 'Mod+K'];
const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  pressOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('presses are named alike on every system; held keys alone are none', () => {
  expect(press('k', { ctrlKey: true })).toBe('Mod+K');
  expect(press('k', { metaKey: true })).toBe('Mod+K');
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('Mod+Shift+Z');
  expect(press('?', { shiftKey: true })).toBe('?');
  expect(press('Shift')).toBeNull();
  expect(press('Enter')).toBeNull();
  expect(press('f', { altKey: true })).toBeNull();
  expect(['g o', 'Mod+K'].map(isPlain)).toEqual([true, false]);
});

test('two keys after another mean something for a while only', () => {
  const keys = new KeySequence(1000);
  expect(keys.next('g', KEYS, 0)).toBeNull();
  expect(keys.next('s', KEYS, 500)).toBe('g s');
  expect(keys.next('s', KEYS, 600)).toBeNull();
  expect(keys.next('g', KEYS, 700)).toBeNull();
  expect(keys.next('o', KEYS, 1800)).toBeNull();
  expect(keys.next('g', KEYS, 2000)).toBeNull();
  expect(keys.next('?', KEYS, 2100)).toBe('?');
});

test('commands are found by every word, in any order', () => {
  const commands = ['打开 总览', '打开 SQL', '深色'].map((title, i): Command => ({
    id: `c${i}`,
    group: 'go',
    title: () => title,
    run: () => {},
  }));
  expect(matching(commands, 'sql 打开').map(({ id }) => id)).toEqual(['c1']);
  expect(matching(commands, '').length).toBe(3);
});
