import { ReadError } from '../read-error.ts';
import { LIMITS, type Limits } from './section.ts';

declare const performance: { now(): number };

/** What one file may cost. Readers call `check` between pages, sheets and rows, and `count` for what they keep. */
export class Budget {
  limits: Limits;
  private until: number;
  private cells = 0;

  constructor(limits: Partial<Limits> = {}) {
    this.limits = { ...LIMITS, ...limits };
    this.until = performance.now() + this.limits.time;
  }

  /** @throws ReadError too-slow */
  check(): void {
    if (performance.now() > this.until)
      throw new ReadError('too-slow', { seconds: Math.round(this.limits.time / 1000) });
  }

  /** Counts cells with text. @throws ReadError too-many-cells */
  count(cells: number): void {
    this.cells += cells;
    if (this.cells > this.limits.cells) throw new ReadError('too-many-cells', { limit: this.limits.cells });
  }
}
