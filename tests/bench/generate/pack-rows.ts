import { renameSync, rmSync } from 'node:fs';
import { openNative } from '#cli/duckdb.ts';
import { pack } from '#cli/build/pack.ts';
import { Part } from '#cli/build/part.ts';
import { literal } from '#core/store/sql.ts';
import type { Generated } from './portfolio.ts';

export interface Step {
  name: string;
  indicators: number;
}

/** Writes generated forms into a portfolio file as `build` writes read ones. Resolves to how long loading and packing took, in seconds. */
export async function packRows(
  out: string,
  files: AsyncIterable<Generated>,
  memory: string,
  tell: (step: Step) => void = () => undefined,
): Promise<{ forms: number; indicators: number; load: number; pack: number }> {
  const [side, fresh] = [`${out}.part`, `${out}.new`];
  for (const file of [side, `${side}.wal`, fresh, `${fresh}.wal`]) rmSync(file, { force: true });
  const newest = `(STORAGE_VERSION 'v1.4.0')`;
  const db = await openNative(':memory:', {
    memory,
    spill: `${side}.spill`,
    ownSqlOnly: true,
    first: [
      `ATTACH ${literal(side)} AS part ${newest}`,
      `ATTACH ${literal(fresh)} AS fresh ${newest}`,
      'USE part',
    ],
  });
  const start = performance.now();
  const part = await Part.open(db);
  let position = 0;
  for await (const { name, result } of files) {
    await part.add(result);
    await part.end({ path: name, sha256: result.report.sha256, position: ++position });
    if (position % 500 === 0) tell({ name: 'load', indicators: part.held.indicators });
  }
  await part.commit();
  const loaded = performance.now();
  const { meta } = await pack(db, {
    doubles: 'both',
    at: '2026-01-01T00:00:00.000Z',
    stage: (name) => tell({ name, indicators: part.held.indicators }),
  });
  const packed = performance.now();
  db.close();
  renameSync(fresh, out);
  for (const file of [side, `${side}.wal`]) rmSync(file, { force: true });
  const second = (ms: number) => Number((ms / 1000).toFixed(1));
  return {
    forms: meta.forms,
    indicators: meta.indicators,
    load: second(loaded - start),
    pack: second(packed - loaded),
  };
}
