import type { Connector } from '#core/store/connector.ts';
import { literal } from '#core/store/sql.ts';

/** Fingerprints in one statement. */
const AT_ONCE = 1_000;

/** Makes a temporary table of one column, `fingerprint`, in the place of one of that name. */
export async function fingerprintTable(
  db: Connector,
  name: string,
  fingerprints: readonly string[],
): Promise<void> {
  await db.query(`CREATE OR REPLACE TEMP TABLE ${name} (fingerprint VARCHAR)`);
  for (let from = 0; from < fingerprints.length; from += AT_ONCE) {
    const some = fingerprints.slice(from, from + AT_ONCE).map((one) => `(${literal(one)})`);
    await db.query(`INSERT INTO ${name} VALUES ${some.join(', ')}`);
  }
}
