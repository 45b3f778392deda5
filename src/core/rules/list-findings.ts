import type { Connector } from '#core/store/connector.ts';
import { perCase } from './cases.ts';
import { Staging } from './finding-table.ts';
import { judgeScope } from './judging.ts';
import { createMessageMacros } from './message-sql.ts';
import type { ResolvedSet } from './resolve.ts';
import { inForce, type Waiver } from './waiver.ts';

export interface ListOptions {
  /** At most so many, the first in the order of the records. */
  most: number;
  waivers: readonly Waiver[];
  /** ISO day or time against which waivers expire. */
  now: string;
  signal?: AbortSignal;
}

/** Fills table `finding` with the findings of one rule of a set, for portfolios of which all findings do not fit; `outcome` keeps the counts of all. */
export async function listFindings(
  db: Connector,
  set: ResolvedSet,
  rule: string,
  options: ListOptions,
): Promise<void> {
  const { most, waivers, now, signal } = options;
  const cases = set.rules.filter((resolved) => resolved.rule.id === rule).flatMap(perCase);
  await createMessageMacros(db);
  const staging = await Staging.open(
    db,
    inForce(waivers, now).map(({ fingerprint }) => fingerprint),
  );
  try {
    const [first] = cases;
    if (first) {
      const judged = await judgeScope(db, first.rule.scope, cases, { signal });
      await staging.add(judged, judged.verdicts, () => {}, { signal, most });
    }
    await staging.settle({ signal });
  } finally {
    await staging.drop();
  }
}
