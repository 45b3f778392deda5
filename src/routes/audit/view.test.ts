import { expect, test } from 'vitest';
import { addressOf, filterOf, togetherOf, viewOf } from './view.ts';

const read = (address: string) => viewOf(new URLSearchParams(address));

test('an address and its view say the same', () => {
  for (const address of [
    '?',
    '?rule=goal-copied&finding=00ff00ff00ff00ff',
    '?rule=all&severity=error&doubt=1&group=project&page=2&every=1',
  ])
    expect(addressOf(read(address))).toBe(address);
});

test('nonsense in an address is left out', () => {
  const view = read('?review=x&severity=fatal&page=-3&group=colour&doubt=yes');
  expect(addressOf(view)).toBe('?');
  expect(filterOf(view)).toEqual({});
});

test('one rule is a filter and needs no groups of rules', () => {
  expect(filterOf(read('?rule=goal-copied'))).toEqual({ rule: ['goal-copied'] });
  expect(togetherOf(read('?rule=goal-copied'))).toBeUndefined();
  expect(togetherOf(read('?rule=all'))).toBe('rule');
  expect(togetherOf(read('?rule=goal-copied&group=project'))).toBe('project');
});
