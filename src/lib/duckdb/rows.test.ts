import { Bool, Field, Float64, Int64, List, Utf8, vectorFromArray, Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { rowsOf } from './rows.ts';

describe('rowsOf', () => {
  it('gives plain values: numbers for bigints, arrays for lists, null for missing', () => {
    const table = new Table({
      name: vectorFromArray(['甲', null], new Utf8()),
      count: vectorFromArray([12n, null], new Int64()),
      money: vectorFromArray([35_100_900.5, 0], new Float64()),
      noted: vectorFromArray([true, false], new Bool()),
      words: vectorFromArray([['提升', null], []], new List(new Field('item', new Utf8()))),
    });
    expect(table.batches.flatMap((batch) => rowsOf(batch))).toEqual([
      { name: '甲', count: 12, money: 35_100_900.5, noted: true, words: ['提升', null] },
      { name: null, count: null, money: 0, noted: false, words: [] },
    ]);
  });
});
