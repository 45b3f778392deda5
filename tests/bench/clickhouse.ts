/**
 * `npm run bench:clickhouse [-- --sizes 10000,100000]`: the same rules and questions of the same portfolios in an embedded ClickHouse (`npm run test:clickhouse`
 * brings it) and in DuckDB, one after the other in one process. Between the engine and us stands HTTP, as with a server.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readAddress } from '#cli/clickhouse/address.ts';
import { openClickHouse } from '#cli/clickhouse/connector.ts';
import { loadCluster } from '#cli/clickhouse/load.ts';
import type { Effects } from '#cli/effects.ts';
import { openFile } from '#cli/portfolio-file.ts';
import { forgetVerdicts } from '#core/rules/kept-verdicts.ts';
import { library } from '#core/rules/library.ts';
import { resolveSet } from '#core/rules/resolve.ts';
import { run } from '#core/rules/run.ts';
import type { Connector } from '#core/store/connector.ts';
import { rounded as near } from '../clickhouse/rounded.ts';
import { startClickHouse } from '../clickhouse/server.ts';
import { portfolio } from './portfolios.ts';
import { QUESTIONS } from './screens.ts';
import { timed } from './timing.ts';

/** One portfolio in both engines; milliseconds, `load` seconds from the portfolio file to facts. */
export interface ClickHouseResult {
  indicators: number;
  load: number;
  lines: { name: string; clickhouse: number; duckdb: number; same: boolean }[];
}

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '10000,100000' } } });
if (!existsSync('.chdb')) throw new Error('no embedded ClickHouse: `npm run test:clickhouse` brings it');

/** Findings are made of portfolios up to this size. */
const MOST_MADE = 200_000;
/** The questions that `check` and `query` ask of a cluster too. */
const ASKED = ['portfolioSummary', 'noteList'];
const strict = resolveSet(library(), 'strict');

const judged = async (db: Connector, findings: 'counts' | 'all') => {
  await forgetVerdicts(db);
  return (await run(db, strict, { findings })).outcomes;
};

async function measure(size: number): Promise<ClickHouseResult> {
  const { file, making } = portfolio(size);
  const from = await openFile(file, 'en', { cwd: process.cwd() } as Effects);
  const server = await startClickHouse();
  const address = readAddress(`clickhouse://127.0.0.1:${server.port}/bench`, {});
  const to = await openClickHouse(address, { create: true });
  const { timing: loading } = await timed(() => loadCluster(from, to), { runs: 1 });
  const asked: [string, (db: Connector) => Promise<unknown>][] = [
    [`${strict.rules.length} rules, counts`, (db) => judged(db, 'counts')],
    ...(size <= MOST_MADE
      ? [
          [`${strict.rules.length} rules, findings made and kept`, (db: Connector) => judged(db, 'all')] as [
            string,
            (db: Connector) => Promise<unknown>,
          ],
        ]
      : []),
    ...QUESTIONS.filter(({ name }) => ASKED.includes(name)).map(
      ({ name, ask }): [string, (db: Connector) => Promise<unknown>] => [name, ask],
    ),
  ];
  const lines: ClickHouseResult['lines'] = [];
  for (const [name, ask] of asked) {
    const theirs = await timed(() => ask(to));
    const ours = await timed(() => ask(from.db));
    const same = JSON.stringify(near(theirs.result)) === JSON.stringify(near(ours.result));
    lines.push({ name, clickhouse: theirs.timing.median, duckdb: ours.timing.median, same });
    console.error(`  ${name}: ${theirs.timing.median} ms, DuckDB ${ours.timing.median} ms, same ${same}`);
  }
  await to.close();
  await server.close();
  from.db.close();
  return { indicators: making.indicators, load: Math.round(loading.median / 100) / 10, lines };
}

mkdirSync('dist/bench-results', { recursive: true });
const results: ClickHouseResult[] = [];
for (const size of values.sizes.split(',').map(Number)) {
  console.error(`${size} indicators`);
  results.push(await measure(size));
  writeFileSync('dist/bench-results/clickhouse.json', JSON.stringify(results, null, 1));
}
