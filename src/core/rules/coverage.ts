import { allLeaves, answerOf, judge } from './engine.ts';
import { withDefaults } from './params.ts';
import type { Leaf, Rule } from './rule.ts';

/** How far a rule's examples put one leaf to the test. */
export interface LeafCoverage {
  /** JSON pointer in the rule's file. */
  place: string;
  leaf: Leaf;
  /** Places in `tests` where the leaf holds and decides, and where it does not hold and decides. */
  holding: number[];
  failing: number[];
}

export interface RuleCoverage {
  leaves: LeafCoverage[];
  /** Leaves that decide in both directions. */
  covered: number;
  /** Of a hundred, rounded down: 100 only when no leaf is left. */
  percent: number;
}

/**
 * Modified condition/decision coverage of a rule by its own examples, unique cause with masking.
 * A leaf decides an example when the answer (flagged, clean, not applicable) would be another if that leaf alone came out the other
 * way, all other leaves staying as they are. It is covered when it decides some example where it holds and some example where it does
 * not; the two need not be alike otherwise. A fact that two leaves read counts for each of them apart.
 */
export async function coverageOf(rule: Rule): Promise<RuleCoverage> {
  const leaves = allLeaves(rule).map((one): LeafCoverage => ({ ...one, holding: [], failing: [] }));
  for (const [index, fixture] of rule.tests.entries()) {
    const judged = await judge(rule, withDefaults(rule, fixture.params), fixture.facts);
    const holds = (place: string) => judged.leaves.get(place)?.holds === true;
    for (const one of leaves) {
      const flipped = answerOf(rule, (place) => (place === one.place ? !holds(place) : holds(place)));
      if (flipped !== judged.answer) (holds(one.place) ? one.holding : one.failing).push(index);
    }
  }
  const covered = leaves.filter(isCovered).length;
  return { leaves, covered, percent: Math.floor((100 * covered) / leaves.length) };
}

export function isCovered({ holding, failing }: LeafCoverage): boolean {
  return holding.length > 0 && failing.length > 0;
}
