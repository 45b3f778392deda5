import type { Severity } from '#core/model/finding.ts';
import { STRENGTHS } from '#core/model/indicator.ts';
import { STRENGTH_COUNT, type Slot, type Tally } from '#core/store/explore/linked.ts';
import type { Order } from './charts.ts';
import type { Part } from './shade.ts';
import { severityPart, strengthParts } from './tokens.ts';

/** One bar: the value it stands for, its name, what is kept and what there is. */
export interface Bar extends Slot {
  name: string;
  /** What tells it from others of the name. */
  beside: string;
  kept: number;
  all: number;
  parts: Part[];
}

/** What a bar is called where its name stands alone. */
export const called = ({ name, beside }: Pick<Bar, 'name' | 'beside'>): string =>
  [name, beside].filter(Boolean).join(' · ');

/** The slots of a tally as bars, in their order. */
export function barsOf(tally: Tally, naming: (slot: Slot) => Pick<Bar, 'name' | 'beside'>): Bar[] {
  const { chart, slots } = tally;
  const [kept, all] = chart.measure === 'items' ? [tally.n, tally.allN] : [tally.money, tally.allMoney];
  /** The five figures of a slot, those that count for the measure. */
  const sizes = (figures: Float64Array, slot: number): number[] =>
    STRENGTHS.map((_, s) => (chart.measure === 'weak' && s < 2 ? 0 : figures[slot * STRENGTH_COUNT + s]!));
  return slots.map((slot, i) => {
    const parts = sizes(kept, i);
    return {
      ...slot,
      ...(slot.code < 0 ? { name: '', beside: '' } : naming(slot)),
      kept: sum(parts),
      all: sum(sizes(all, i)),
      parts:
        chart.by === 'severity'
          ? [severityPart(sum(parts), slot.value as Severity | null)]
          : strengthParts((s) => parts[s]!),
    };
  });
}

/** Bars as they stand: in the order of their values, by size, by what is kept, by name; the rest last. */
export function inOrder(bars: readonly Bar[], order: Order | 'ranked'): Bar[] {
  const compare: Record<typeof order, (a: Bar, b: Bar) => number> = {
    // What is not printed stands after what is.
    ranked: (a, b) => Number(a.code === 0) - Number(b.code === 0),
    own: (a, b) => b.all - a.all,
    kept: (a, b) => b.kept - a.kept,
    name: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
  };
  return [...bars].sort(
    (a, b) => Number(a.code < 0) - Number(b.code < 0) || compare[order](a, b) || a.code - b.code,
  );
}

const sum = (figures: readonly number[]): number => figures.reduce((total, one) => total + one, 0);
