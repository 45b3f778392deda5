import type { Connector } from '#core/store/connector.ts';
import { compile } from '#core/rules/compile.ts';
import { explain } from '#core/rules/explain.ts';
import { forgetVerdicts, judgeScope } from '#core/rules/judging.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import { portfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { BY_HAND } from './by-hand.ts';
import { flaggedAmong, indicatorRules, rowByRow, sampleRows } from './row-by-row.ts';
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

const ROWS_ASIDE = 500;
const RULES_ASIDE = 20;
const EXPLAINED = 100;

/** Everything that can be asked of an opened portfolio, in Node and in the page alike. `runs` limits each question. */
export async function measure(
  db: Connector,
  indicators: number,
  clock: Clock,
  tell: (line: Measured) => void,
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
  await put('open', 'first figures (portfolioSummary)', () => portfolioSummary(db));

  const strict = resolveSet(library(), 'strict');
  await put('rules', `${strict.rules.length} rules, counts`, async () => {
    await forgetVerdicts(db);
    return run(db, strict, { findings: 'counts' });
  });
  await put('rules', `${strict.rules.length} rules, findings made and kept`, async () => {
    await forgetVerdicts(db);
    return run(db, strict);
  });
  await put('rules', `${strict.rules.length} rules again, nothing changed`, () => run(db, strict));
  for (const { screen, name, ask } of QUESTIONS) {
    const ours = await put(screen, name, () => ask(db));
    const by = BY_HAND.find((one) => one.name === name);
    if (!by || ours === undefined) continue;
    const hand = await clock(() => db.query(by.hand), how);
    const floor = await clock(() => db.query(by.floor), how);
    const again = await clock(() => ask(db), how);
    const same = sameAnswer(by.same(ours), hand.result, name);
    tell({
      group: 'by hand',
      name,
      timing: again.timing,
      hand: hand.timing.median,
      floor: floor.timing.median,
      note: same ? 'same answer' : 'ANSWERS DIFFER',
    });
  }

  const rules = indicatorRules(RULES_ASIDE);
  const judged = async () => {
    await forgetVerdicts(db);
    await judgeScope(db, 'indicator', rules);
  };
  await put('rules', `${rules.length} rules on indicators, compiled SQL`, judged);
  const rows = await sampleRows(db, indicators, ROWS_ASIDE);
  const aside = await clock(() => rowByRow(rules, rows), { runs: 1 });
  const flagged = await flaggedAmong(
    db,
    rules.map(({ rule, params }) => compile(rule, params)),
    indicators,
    ROWS_ASIDE,
  );
  tell({
    group: 'rules',
    name: `${rules.length} rules on indicators, json-rules-engine row by row`,
    timing: scaled(aside.timing, indicators / rows.length),
    note: `${rows.length} rows measured, the rest reckoned; ${JSON.stringify(flagged) === JSON.stringify(aside.result) ? 'same rows flagged' : 'FLAGGED ROWS DIFFER'}`,
  });
  await put('rules', `${EXPLAINED} findings explained`, async () => {
    for (let i = 0; i < EXPLAINED; i++) {
      const { rule, params } = rules[i % rules.length]!;
      await explain(rule, params, rows[i % rows.length]!);
    }
  });
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
