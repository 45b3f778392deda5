import type { Facts } from './reprint.ts';

/** One thing that could stand differently in a form, and what the facts would then be. */
export interface Edit {
  /** What is changed: `raw`, `name`, `level2`, or a fact that has no printed place of its own. */
  field: string;
  from: unknown;
  to: unknown;
  /** What to write instead, in a sentence. */
  zh: string;
  en: string;
  /** The number or word in it is an example, for the department to replace. */
  example: boolean;
  /** Smaller is nearer to what stands printed. */
  distance: number;
  /** The change takes the row to another place rather than mending it there: it may leave the rule's reach. */
  moves: boolean;
  apply(facts: Facts): Facts;
}
