/**
 * `npm run bench:editor`: what the rule editor asks while someone types, over the sample's indicators 712 times over (200,000), native
 * and on one thread; and the explanation of a hundred findings. Processor time, since a busy machine makes wall time mean nothing.
 */
import { openNative } from '#cli/duckdb.ts';
import { read } from '#core/ingest/read.ts';
import { library } from '#core/rules/library.ts';
import { withDefaults } from '#core/rules/params.ts';
import { remedyOf } from '#core/rules/remedy.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { ruleChange } from '#core/rules/rule-change.ts';
import { run } from '#core/rules/run.ts';
import { suggestions } from '#core/rules/suggest.ts';
import { curveParams, thresholdCurve } from '#core/rules/threshold-curve.ts';
import { createSchema } from '#core/store/create.ts';
import { load } from '#core/store/load.ts';
import { sample } from './corpus.ts';

const COPIES = 712;
const ROUNDS = 5;

async function processor(work: () => Promise<unknown>): Promise<number> {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return Math.round((user + system) / 1000);
}

const db = await openNative(':memory:', { threads: 1 });
await createSchema(db);
await load(db, await read([{ name: 'sample.txt', bytes: sample() }]));
const set = resolveSet(library(), 'recommended');
await run(db, set);
const findings = await db.query<{ rule: string; record: string }>(
  'SELECT rule, record FROM finding ORDER BY finding_order LIMIT 100',
);
const explained = await processor(async () => {
  for (const { rule, record } of findings)
    await remedyOf(
      db,
      set.rules.find((one) => one.rule.id === rule)!,
      record,
      set.rules,
    );
});
console.log(`explained, with the smallest change: ${findings.length} findings, ${explained} ms`);
console.log(`suggestions for the sample: ${await processor(() => suggestions(db, set.rules))} ms`);

await db.query(`CREATE TABLE many AS SELECT i.* REPLACE (i.record || '_' || k AS record, i.form_id || '_' || k AS form_id,
  i.value + k % 13 AS value, i.form_order + 13 * k AS form_order) FROM indicator_fact i, range(${COPIES}) r(k)`);
await db.query('DROP TABLE indicator_fact');
await db.query('ALTER TABLE many RENAME TO indicator_fact');
const rounds: Record<string, Record<string, string | number>> = {};
for (const id of ['satisfaction-low', 'cost-unit-not-money', 'tolerance-loose', 'name-vague']) {
  const rule = library().rules.get(id)!;
  const params = withDefaults(rule);
  const [name] = curveParams(rule);
  const [change, curve]: [number[], number[]] = [[], []];
  for (let i = 0; i < ROUNDS; i += 1) {
    const tried = name === undefined ? params : { ...params, [name]: Number(params[name]) + i };
    change.push(await processor(() => ruleChange(db, { rule, params: tried }, { rule, params })));
    if (name !== undefined) curve.push(await processor(() => thresholdCurve(db, rule, params, name)));
  }
  rounds[id] = { 'change ms': change.join(' '), 'curve ms': curve.join(' ') };
}
console.table(rounds);
db.close();
