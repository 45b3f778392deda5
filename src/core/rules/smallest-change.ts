import { decisive, isLeaf, isNot } from './condition.ts';
import type { Edit } from './edit.ts';
import { factEdits } from './edits-fact.ts';
import { projectEdits } from './edits-project.ts';
import { rowEdits } from './edits-row.ts';
import { allLeaves, expectedOf, judge, type LeafResult } from './engine.ts';
import { holds } from './operators.ts';
import type { Facts } from './reprint.ts';
import type { ResolvedRule } from './resolve.ts';
import type { Answer, Condition, Params, Rule } from './rule.ts';

/** The least that would have to stand differently for a rule not to flag a record. */
export interface SmallestChange {
  edits: Pick<Edit, 'field' | 'from' | 'to' | 'zh' | 'en' | 'example'>[];
  /** What json-rules-engine says of the changed record. `notApplicable`: the change takes the record out of the rule's reach. */
  answer: Exclude<Answer, 'flagged'>;
  /** Ids of rules among those given that flag the changed record and did not flag it before. */
  raises: string[];
  /** The facts as they would be. */
  facts: Facts;
}

const PAIRED = 60;
const LOOKED_AT = 40;
const RAISING = 1.5;

/**
 * Finds the smallest change that clears a finding: the fewest edits, then the nearest to what stands printed. Candidates come from the
 * conditions that decided; a change of what is printed is read anew by the reader's own code, counts change by work on the indicators.
 * Each candidate is judged; the one returned is judged again by json-rules-engine. Among equals one that makes no other rule flag is taken.
 * @param others the rules of the same scope that the changed record should not fall foul of
 * @returns `null` when the rule does not flag the record, or no change of at most two edits clears it
 */
export async function smallestChange(
  rule: Rule,
  params: Params,
  facts: Facts,
  others: readonly ResolvedRule[] = [],
): Promise<SmallestChange | null> {
  const { answer, leaves } = await judge(rule, params, facts);
  if (answer !== 'flagged') return null;
  const leafHolds = (place: string) => leaves.get(place)?.holds === true;
  const places = [
    ...decisive(rule.conditions, '/conditions', leafHolds, false),
    ...decisive(rule.applies, '/applies', leafHolds, false),
  ];
  const deciding = places.flatMap((place) => leaves.get(place) ?? []);
  const edits = editsOf(rule, facts, deciding, numbersIn(rule, params)).sort(
    (a, b) => a.distance - b.distance,
  );
  for (const group of [() => edits.map((edit) => [edit]), () => pairs(edits.slice(0, PAIRED))]) {
    const chosen = gentlest(group(), facts, { rule, params }, others);
    if (!chosen) continue;
    const verified = await judge(rule, params, chosen.changed);
    if (verified.answer === 'flagged') throw new Error(`the change for ${rule.id} does not clear it`);
    return {
      edits: chosen.some.map(({ field, from, to, zh, en, example }) => ({
        field,
        from,
        to,
        zh,
        en,
        example,
      })),
      answer: verified.answer,
      raises: chosen.raises,
      facts: chosen.changed,
    };
  }
  return null;
}

function editsOf(
  rule: Rule,
  facts: Facts,
  deciding: readonly LeafResult[],
  numbers: readonly number[],
): Edit[] {
  if (rule.scope === 'indicator') return rowEdits(facts, deciding, numbers);
  const own = deciding.filter(({ place }) => place.startsWith('/conditions'));
  if (rule.scope === 'project') return projectEdits(facts, own);
  return own.flatMap((result) => factEdits(rule.scope, result));
}

/** Numbers that the rule compares with: limits that a value would have to meet. */
function numbersIn(rule: Rule, params: Params): number[] {
  const all = allLeaves(rule).flatMap(({ leaf }) => expectedOf(leaf, params, {}));
  return [...new Set(all.flat().filter((one): one is number => typeof one === 'number'))];
}

/** What a rule says of a record without the engine's bookkeeping, for the many candidates; the engine has the last word. */
function quick({ rule, params }: Judging, facts: Facts): Answer {
  const truth = (condition: Condition): boolean => {
    if (isLeaf(condition))
      return holds(condition.operator, facts[condition.fact], expectedOf(condition, params, facts));
    if (isNot(condition)) return !truth(condition.not);
    return 'all' in condition ? condition.all.every(truth) : condition.any.some(truth);
  };
  if (!truth(rule.applies)) return 'notApplicable';
  return truth(rule.conditions) ? 'flagged' : 'clean';
}

const distanceOf = (some: readonly Edit[]) => some.reduce((sum, edit) => sum + edit.distance, 0);

function pairs(edits: readonly Edit[]): Edit[][] {
  const all = edits.flatMap((one, i) =>
    edits
      .slice(i + 1)
      .filter((other) => other.field !== one.field)
      .map((other) => [one, other]),
  );
  return all.sort((a, b) => distanceOf(a) - distanceOf(b));
}

type Judging = Pick<ResolvedRule, 'rule' | 'params'>;

interface Clearing {
  some: readonly Edit[];
  changed: Facts;
  raises: string[];
}

/** Of edits with the nearest first, the nearest that clear the finding, where making another rule flag counts as so much further. */
function gentlest(
  candidates: readonly (readonly Edit[])[],
  facts: Facts,
  own: Judging,
  others: readonly ResolvedRule[],
): Clearing | null {
  const beside = others.filter(({ rule }) => rule.scope === own.rule.scope && rule.id !== own.rule.id);
  const raisedBy = (changed: Facts) =>
    beside.filter((other) => quick(other, changed) === 'flagged' && quick(other, facts) !== 'flagged');
  let best: (Clearing & { cost: number }) | null = null;
  let looked = 0;
  for (const some of candidates) {
    const distance = distanceOf(some);
    if (looked === LOOKED_AT || (best && distance >= best.cost)) break;
    const changed = some.reduce((now, edit) => edit.apply(now), facts);
    const now = quick(own, changed);
    if (now === 'flagged' || (now === 'notApplicable' && !some.every((edit) => edit.moves))) continue;
    looked += 1;
    const raises = raisedBy(changed).map(({ rule }) => rule.id);
    const cost = distance + (raises.length > 0 ? RAISING : 0);
    if (!best || cost < best.cost) best = { some, changed, raises, cost };
  }
  return best;
}
