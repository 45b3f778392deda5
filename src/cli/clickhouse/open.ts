import type { LoadReport } from '#core/store/load.ts';
import { CommandError, type Effects } from '../effects.ts';
import { clear, openPaths, type CommonOptions, type OpenedPortfolio } from '../portfolio.ts';
import { readAddress } from './address.ts';
import { openClickHouse, type ClickHouseConnector } from './connector.ts';
import { clusterMeta, loadCluster } from './load.ts';
import { besideIt, dropLoad, dropLoads, swap } from './swap.ts';

/**
 * Opens what `build --engine` filled.
 * @throws CommandError when it cannot be reached, or was not built to the end
 */
export async function openEngine(
  engine: string,
): Promise<Omit<OpenedPortfolio, 'db'> & { db: ClickHouseConnector }> {
  const db = await openClickHouse(readAddress(engine, process.env));
  try {
    const meta = await clusterMeta(db);
    if (meta) return { db, ...meta };
    throw new CommandError(
      `ClickHouse ${db.address.shown}: 库里没有装完的项目库，请先运行 zhunxing build … --engine / no complete portfolio in this database: run zhunxing build … --engine first`,
    );
  } catch (error) {
    await db.close();
    throw error;
  }
}

/**
 * `zhunxing build --engine`: reads the paths, or takes a portfolio file as it is, and loads it into a database beside the address's, which
 * it takes the place of when all is there: a load that is broken off leaves the portfolio that stands.
 */
export async function buildEngine(
  paths: readonly string[],
  engine: string,
  options: CommonOptions,
  effects: Effects,
): Promise<number> {
  const address = readAddress(engine, process.env);
  const started = performance.now();
  await (await openClickHouse(address, { create: true })).close();
  const to = await openClickHouse(besideIt(address), { create: true });
  try {
    const held = await load(paths, to, options, effects);
    await swap(to, address.database);
    await dropLoads(to, address.database);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    await effects.out(
      options.lang === 'zh'
        ? `${address.shown}：${held.forms} 份申报表，${held.indicators} 项指标，${seconds} 秒\n`
        : `${address.shown}: ${held.forms} forms, ${held.indicators} indicators, ${seconds} s\n`,
    );
    return 0;
  } finally {
    await to.close();
  }
}

async function load(
  paths: readonly string[],
  to: ClickHouseConnector,
  options: CommonOptions,
  effects: Effects,
): Promise<LoadReport> {
  try {
    const from = await openPaths(paths, options, effects);
    try {
      return await loadCluster(from, to, (done, of) => {
        if (effects.terminal.err) effects.err(`${clear(effects)}${Math.floor((100 * done) / of)} %`);
      });
    } finally {
      effects.err(clear(effects));
      from.db.close();
    }
  } catch (error) {
    await dropLoad(to).catch(() => undefined);
    throw error;
  }
}
