import { randomUUID } from 'node:crypto';
import { TABLES } from '#core/store/schema.ts';
import { VIEWS } from '#core/store/views.ts';
import type { Address } from './address.ts';
import type { ClickHouseConnector } from './connector.ts';
import { META } from './load.ts';
import { quoted } from './tables.ts';

/** What a load fills; `meta` stands last, and its database is complete only with it. */
const NAMES = [...Object.keys(TABLES), ...Object.keys(VIEWS), META];
const mark = (database: string) => `${database}_load_`;

/** The same server, and a database of its own for one load into the address's. */
export const besideIt = (address: Address): Address => ({
  ...address,
  database: `${mark(address.database)}${randomUUID().slice(0, 8)}`,
});

/**
 * Puts the tables of a load in the place of those that stand in database `into`, in one statement, which ends even if nobody waits for
 * it. It renames one after another, `meta` away first and its successor last: should the server itself die in between, there is none.
 * On a cluster the Distributed tables are renamed; the rows they read stay in the load's database.
 */
export async function swap(loaded: ClickHouseConnector, into: string): Promise<void> {
  const { database } = loaded.address;
  const standing = await tablesOf(loaded, into);
  const away = [...NAMES].reverse().filter((name) => standing.includes(name));
  const renames = [
    ...away.map((name) => `${placed(into, name)} TO ${placed(database, BEFORE + name)}`),
    ...NAMES.map((name) => `${placed(database, name)} TO ${placed(into, name)}`),
  ];
  try {
    await loaded.command(`RENAME TABLE ${renames.join(', ')}${onCluster(loaded)}`);
  } catch (error) {
    const left = await tablesOf(loaded, database);
    // Tried again after its answer was lost, the statement finds nothing left to rename.
    if (!left.includes(META)) return;
    const untouched =
      NAMES.every((name) => left.includes(name)) && !left.some((name) => name.startsWith(BEFORE));
    if (untouched) await dropLoad(loaded);
    throw error;
  }
}

/** Drops what stood before a swap into a database, and what earlier loads have left. */
export async function dropLoads(loaded: ClickHouseConnector, into: string): Promise<void> {
  const { database, cluster } = loaded.address;
  const { rows } = await loaded.table(
    `SELECT name FROM system.databases WHERE startsWith(name, '${mark(into)}')`,
  );
  for (const { name } of rows) if (name !== database) await dropDatabase(loaded, String(name));
  if (cluster === null) return dropLoad(loaded);
  for (const name of await tablesOf(loaded, database))
    if (name.startsWith(BEFORE))
      await loaded.command(`DROP TABLE ${placed(database, name)}${onCluster(loaded)} SYNC`);
}

/** Drops the database of a load with all that is in it. */
export const dropLoad = (loaded: ClickHouseConnector): Promise<void> =>
  dropDatabase(loaded, loaded.address.database);

const BEFORE = 'before_';
const placed = (database: string, table: string): string => `${quoted(database)}.${quoted(table)}`;
const onCluster = ({ address: { cluster } }: ClickHouseConnector): string =>
  cluster === null ? '' : ` ON CLUSTER ${quoted(cluster)}`;

const dropDatabase = (db: ClickHouseConnector, database: string): Promise<void> =>
  db.command(`DROP DATABASE IF EXISTS ${quoted(database)}${onCluster(db)} SYNC`);

async function tablesOf(db: ClickHouseConnector, database: string): Promise<string[]> {
  const { rows } = await db.table(`SELECT name FROM system.tables WHERE database = '${database}'`);
  return rows.map(({ name }) => String(name));
}
