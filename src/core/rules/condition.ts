import type { Condition, Leaf, NotGroup, Reference } from './rule.ts';

const PARAM = 'param:';

export function isLeaf(condition: Condition): condition is Leaf {
  return 'fact' in condition;
}

export function isNot(condition: Condition): condition is NotGroup {
  return 'not' in condition;
}

/** The members of a group with their JSON pointers below `place`; a leaf has none. */
export function members(condition: Condition, place: string): { condition: Condition; place: string }[] {
  if (isLeaf(condition)) return [];
  if (isNot(condition)) return [{ condition: condition.not, place: `${place}/not` }];
  const [key, list] = 'all' in condition ? ['all', condition.all] : ['any', condition.any];
  return list.map((member, i) => ({ condition: member, place: `${place}/${key}/${i}` }));
}

/** Every leaf with its JSON pointer, in the order written. */
export function leavesOf(condition: Condition, place: string): { leaf: Leaf; place: string }[] {
  if (isLeaf(condition)) return [{ leaf: condition, place }];
  return members(condition, place).flatMap((m) => leavesOf(m.condition, m.place));
}

export function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'fact' in value;
}

/** `x` of `param:x`, `null` when the reference is to a fact. */
export function paramName(fact: string): string | null {
  return fact.startsWith(PARAM) ? fact.slice(PARAM.length) : null;
}

/** The facts a condition reads, parameters left out, in the order first met. */
export function factsOf(condition: Condition): string[] {
  const found = leavesOf(condition, '').flatMap(({ leaf }) =>
    isReference(leaf.value) && paramName(leaf.value.fact) === null
      ? [leaf.fact, leaf.value.fact]
      : [leaf.fact],
  );
  return [...new Set(found)];
}

/** Whether a condition holds, given whether each leaf does. */
export function truthOf(condition: Condition, place: string, leafHolds: (place: string) => boolean): boolean {
  if (isLeaf(condition)) return leafHolds(place);
  const truths = members(condition, place).map((m) => truthOf(m.condition, m.place, leafHolds));
  if (isNot(condition)) return !truths[0];
  return 'all' in condition ? truths.every(Boolean) : truths.some(Boolean);
}

/**
 * The places that made a condition come out as it did: under a true `all` every member, under a true `any` the members that hold,
 * under a false one the mirror image. With `smallest`, where one member would do only the one with the fewest leaves below it is kept.
 */
export function decisive(
  condition: Condition,
  place: string,
  leafHolds: (place: string) => boolean,
  smallest: boolean,
): string[] {
  if (isLeaf(condition)) return [place];
  const truth = truthOf(condition, place, leafHolds);
  if (isNot(condition)) return [place, ...decisive(condition.not, `${place}/not`, leafHolds, smallest)];
  const everyCounts = 'all' in condition === truth;
  const counting = members(condition, place)
    .filter((m) => truthOf(m.condition, m.place, leafHolds) === truth)
    .map((m) => decisive(m.condition, m.place, leafHolds, smallest));
  const kept = everyCounts || !smallest ? counting : counting.sort((a, b) => a.length - b.length).slice(0, 1);
  return [place, ...kept.flat()];
}

/** Names of the conditions that hold and made the whole come out as it did, in the order written. */
export function reasons(
  condition: Condition,
  place: string,
  leafHolds: (place: string) => boolean,
): string[] {
  const places = new Set(decisive(condition, place, leafHolds, false));
  const walk = (one: Condition, at: string): string[] => [
    ...(one.name !== undefined && places.has(at) && truthOf(one, at, leafHolds) ? [one.name] : []),
    ...members(one, at).flatMap((m) => walk(m.condition, m.place)),
  ];
  return walk(condition, place);
}
