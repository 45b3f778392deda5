import type { FactType } from '#core/store/fact.ts';
import { checkFact, type Vocabulary } from './check-condition.ts';
import type { Inspector } from './inspector.ts';
import { checkGiven } from './params.ts';
import { ANSWERS } from './rule.ts';

const FITS: Record<FactType, (value: unknown) => boolean> = {
  number: (v) => typeof v === 'number' && Number.isFinite(v),
  text: (v) => typeof v === 'string',
  boolean: (v) => typeof v === 'boolean',
  list: (v) => Array.isArray(v) && v.every((one) => typeof one === 'string'),
};

/** Checks a rule's own examples: facts of the right type, known reasons, and at least one of each answer. */
export function checkFixtures(look: Inspector, tests: unknown, words: Vocabulary, names: Set<string>): void {
  const list = look.array(tests, '/tests');
  if (!list) return;
  list.forEach((one, i) => checkFixture(look, one, `/tests/${i}`, words, names));
  for (const answer of ANSWERS)
    if (!list.some((one) => (one as { expect?: unknown } | null)?.expect === answer))
      look.problem(
        '/tests',
        `缺少一个 expect 为“${answer}”的例子`,
        `no example expects "${answer}": add one`,
      );
}

function checkFixture(
  look: Inspector,
  fixture: unknown,
  place: string,
  words: Vocabulary,
  names: Set<string>,
): void {
  const object = look.object(fixture, place, {
    required: ['expect', 'facts'],
    optional: ['name', 'because', 'params'],
  });
  if (!object) return;
  if (object.expect !== undefined) look.oneOf(object.expect, ANSWERS, `${place}/expect`);
  if (object.name !== undefined) look.text(object.name, `${place}/name`);
  if (object.params !== undefined) checkGiven(look, object.params, words.params, `${place}/params`);
  if (object.because !== undefined) {
    if (object.expect !== 'flagged')
      look.problem(`${place}/because`, '只有 flagged 的例子有理由', 'only a flagged example has reasons');
    look.array(object.because, `${place}/because`)?.forEach((name, i) => {
      if (typeof name !== 'string' || !names.has(name))
        look.problem(
          `${place}/because/${i}`,
          `没有名为“${String(name)}”的条件`,
          `no condition is named "${String(name)}"`,
        );
    });
  }
  const facts = object.facts === undefined ? null : look.object(object.facts, `${place}/facts`, 'any');
  for (const [name, value] of Object.entries(facts ?? {})) {
    const fact = checkFact(look, name, `${place}/facts/${name}`, words);
    if (fact && value !== null && !FITS[fact.type](value))
      look.problem(
        `${place}/facts/${name}`,
        `事实“${name}”的类型是 ${fact.type}`,
        `the fact "${name}" is ${fact.type}`,
      );
  }
}
