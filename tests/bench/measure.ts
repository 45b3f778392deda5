import type { Connector } from '#core/store/connector.ts';
import { compile } from '#core/rules/compile.ts';
import { explain } from '#core/rules/explain.ts';
import { judgeScope } from '#core/rules/judging.ts';
import { forgetVerdicts } from '#core/rules/kept-verdicts.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { askForms } from '#core/store/questions/overview.ts';
import { BY_HAND } from './by-hand.ts';
import { EDITS } from './edits.ts';
import { flaggedAmong, indicatorRules, rowByRow, someRows } from './row-by-row.ts';
import { QUESTIONS } from './screens.ts';
import type { Timing } from './timing.ts';

/** The same clock in Node and in the page; only Node knows the processor's time. */
export type Clock = <T>(
  work: () => Promise<T>,
  how?: { runs?: number; budget?: number },
) => Promise<{ timing: Timing; result: T }>;

/** One line of the table: what, how long, and beside what. */
export interface Measured {
  group: string;
  name: string;
  timing: Timing;
  /** The same by hand-written SQL, and a plain scan of the columns, milliseconds. */
  hand?: number;
  floor?: number;
  note?: string;
}

/** Rows that json-rules-engine judges where nothing else is wanted, and at a time. */
export const ROWS_ASIDE = 500;
const ROWS_AT_ONCE = 5_000;
/** Indicators up to which the command line's findings are timed, all made at once. */
const MOST_MADE = 2_000_000;
const RULES_ASIDE = 20;
const EXPLAINED = 100;

/**
 * Everything that can be asked of an opened portfolio, in Node and in the page alike. json-rules-engine judges every row of
 * up to `aside`, of more a few hundred; what the others would take is reckoned. Findings are made of up to `made` indicators.
 */
export async function measure(
  db: Connector,
  indicators: number,
  clock: Clock,
  tell: (line: Measured) => void,
  aside = ROWS_ASIDE,
  made = MOST_MADE,
): Promise<void> {
  const how = { runs: indicators > 2e6 ? 1 : 3, budget: 4000 };
  const put = async <T>(
    group: string,
    name: string,
    work: () => Promise<T>,
    more: Partial<Measured> = {},
  ) => {
    try {
      const { timing, result } = await clock(work, how);
      tell({ group, name, timing, ...more });
      return result;
    } catch (error) {
      const failed: Timing = { median: NaN, min: NaN, max: NaN, processor: NaN, runs: 0 };
      tell({ group, name, timing: failed, note: (error as Error).message.split('\n')[0]!.slice(0, 120) });
      return undefined;
    }
  };
  await put('open', 'first figures (overview)', () => askForms(db));

  const strict = resolveSet(library(), 'strict');
  await put('rules', `${strict.rules.length} rules, counts`, async () => {
    await forgetVerdicts(db);
    return run(db, strict, { findings: 'counts' });
  });
  if (indicators <= made) {
    await put('rules', `${strict.rules.length} rules, findings made and kept`, async () => {
      await forgetVerdicts(db);
      return run(db, strict);
    });
    await put('rules', `${strict.rules.length} rules again, nothing changed`, () => run(db, strict));
  }
  for (const { screen, name, ask } of QUESTIONS) {
    const ours = await put(screen, name, () => ask(db));
    const by = BY_HAND.find((one) => one.name === name);
    if (!by || ours === undefined) continue;
    const hand = await clock(() => db.query(by.hand), how);
    const floor = await clock(() => db.query(by.floor), how);
    const again = await clock(() => ask(db), how);
    const same = sameAnswer(by.same(ours), by.ofHand?.(hand.result) ?? hand.result, name);
    tell({
      group: 'by hand',
      name,
      timing: again.timing,
      hand: hand.timing.median,
      floor: floor.timing.median,
      note: same ? 'same answer' : 'ANSWERS DIFFER',
    });
  }

  for (const { name, ask } of EDITS) await put('editor', name, () => ask(db));

  const rules = indicatorRules(RULES_ASIDE);
  const judged = async () => {
    await forgetVerdicts(db);
    await judgeScope(db, 'indicator', rules);
  };
  await put('rules', `${rules.length} rules on indicators, compiled SQL`, judged);
  const alone = await oneByOne(
    db,
    rules,
    indicators <= aside ? indicators : Math.min(ROWS_ASIDE, indicators),
    clock,
  );
  const flagged = await flaggedAmong(
    db,
    rules.map(({ rule, params }) => compile(rule, params)),
    alone.rows,
  );
  const measured =
    alone.rows === indicators ? 'every row measured' : `${alone.rows} rows measured, the rest reckoned`;
  tell({
    group: 'rules',
    name: `${rules.length} rules on indicators, json-rules-engine row by row`,
    timing: scaled(alone.timing, indicators / alone.rows),
    note: `${measured}; ${JSON.stringify(flagged) === JSON.stringify(alone.fired) ? 'same rows flagged' : 'FLAGGED ROWS DIFFER'}`,
  });
  const rows = await someRows(db, 0, EXPLAINED);
  await put('rules', `${EXPLAINED} findings explained`, async () => {
    for (let i = 0; i < EXPLAINED; i++) {
      const { rule, params } = rules[i % rules.length]!;
      await explain(rule, params, rows[i % rows.length]!);
    }
  });
}

/** The first `count` rows by json-rules-engine; reading them is not in its time. */
async function oneByOne(
  db: Connector,
  rules: ReturnType<typeof indicatorRules>,
  count: number,
  clock: Clock,
): Promise<{ rows: number; fired: number[]; timing: Timing }> {
  const fired = rules.map(() => 0);
  let [ms, processor] = [0, 0];
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const rows = await someRows(db, from, Math.min(count, from + ROWS_AT_ONCE));
    const { result, timing } = await clock(() => rowByRow(rules, rows), { runs: 1 });
    result.forEach((n, i) => (fired[i]! += n));
    ms += timing.median;
    processor += timing.processor;
  }
  return { rows: count, fired, timing: { median: ms, min: ms, max: ms, processor, runs: 1 } };
}

function sameAnswer(ours: unknown, hand: unknown, name: string): boolean {
  const text = (value: unknown) =>
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toPrecision(9)) : part));
  const same = text(ours) === text(hand);
  if (!same) console.error(name, text(ours)?.slice(0, 300), text(hand)?.slice(0, 300));
  return same;
}

function scaled(timing: Timing, factor: number): Timing {
  const { median, min, max, processor, runs } = timing;
  const times = (n: number) => Math.round(n * factor);
  return { median: times(median), min: times(min), max: times(max), processor: times(processor), runs };
}
