import { expect, test } from 'vitest';
import { drawn, stepped, type Hand } from './brush.ts';

const all = { first: 2, last: 9 };
const hand = (kind: Hand['kind']): Hand => ({ kind, from: 5, start: { first: 4, last: 6 } });

test('a stretch is drawn either way, carried no further than the bins go, and its ends do not pass each other', () => {
  expect(drawn(hand('draw'), 3, all)).toEqual({ first: 3, last: 5 });
  expect(drawn(hand('draw'), 8, all)).toEqual({ first: 5, last: 8 });
  expect(drawn(hand('carry'), 6, all)).toEqual({ first: 5, last: 7 });
  expect(drawn(hand('carry'), 9, all)).toEqual({ first: 7, last: 9 });
  expect(drawn(hand('carry'), 2, all)).toEqual({ first: 2, last: 4 });
  expect(drawn(hand('first'), 8, all)).toEqual({ first: 6, last: 6 });
  expect(drawn(hand('last'), 2, all)).toEqual({ first: 4, last: 4 });
});

test('by keys an end goes some bins, to the edge at most', () => {
  const now = { first: 4, last: 6 };
  expect(stepped(now, 'first', -1, all)).toEqual({ first: 3, last: 6 });
  expect(stepped(now, 'first', 5, all)).toEqual({ first: 6, last: 6 });
  expect(stepped(now, 'first', -999, all)).toEqual({ first: 2, last: 6 });
  expect(stepped(now, 'last', 999, all)).toEqual({ first: 4, last: 9 });
  expect(stepped(now, 'last', -3, all)).toEqual({ first: 3, last: 3 });
});
