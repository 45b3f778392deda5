import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDuckDB, NODE_RUNTIME, VoidLogger } from '@duckdb/duckdb-wasm/blocking';
import { tableToIPC, type Table } from 'apache-arrow';
import { expect, test } from 'vitest';
import { openNative } from '#cli/duckdb.ts';
import type { Connector, Row } from './connector.ts';
import { createSchema } from './create.ts';
import { load } from './load.ts';
import { form, indicator, loadable } from './sample.test-data.ts';
import { TABLES } from './schema.ts';
import { VIEWS } from './views.ts';
import { leanCode } from '../../../vite/lean-engine.ts';

/** The engine of the page, run in Node: values as DuckDB itself prints them. */
async function openWasm(): Promise<Connector & { version(): string }> {
  const dist = path.dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'));
  const dir = await mkdtemp(path.join(tmpdir(), 'zhunxing-engine-'));
  const mainModule = path.join(dir, 'engine.wasm');
  await writeFile(mainModule, leanCode(await readFile(path.join(dist, 'duckdb-eh.wasm'))));
  const bundle = { mainModule, mainWorker: '' };
  const db = await createDuckDB({ mvp: bundle, eh: bundle }, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate();
  await rm(dir, { recursive: true });
  db.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  const connection = db.connect();
  return {
    version: () => db.getVersion(),
    async query<T = Row>(sql: string): Promise<T[]> {
      return connection
        .query(sql)
        .toArray()
        .map((row) => row.toJSON()) as T[];
    },
    async insert(name: string, rows: Table) {
      // In Node the engine brings the CommonJS copy of Arrow: only bytes pass between the two.
      if (rows.numRows > 0)
        connection.insertArrowFromIPCStream(tableToIPC(rows, 'stream'), { name, create: false });
    },
  };
}

test(
  'the page and Node hold the same tables and views after the same load',
  { timeout: 60_000 },
  async () => {
    const native = await openNative();
    const wasm = await openWasm();
    const forms = Array.from({ length: 30 }, (_, i) =>
      form(`a.txt#${i + 1}`, {
        annual: i % 7 ? i * 100_000.25 : null,
        name: `第${i}个项目 😀`,
        indicators: [
          indicator('培训人次', `≥${i}.00(万人次)`),
          indicator('按期完成率', '=100.00(%)', ['产出指标', '时效指标']),
          indicator('完工时间', '2024年12月31日前', ['产出指标', '时效指标']),
          indicator('群众知晓水平', '同比提升3个百分点', ['效益指标', '社会效益指标']),
          indicator('服务对象满意度', i % 3 ? '≥90.00(%)' : '', ['满意度指标', '服务对象满意度指标']),
        ],
      }),
    );
    for (const db of [native, wasm]) {
      await createSchema(db);
      await load(db, loadable(forms));
    }
    const versions = await Promise.all([native, wasm].map((db) => db.query('SELECT version() AS v')));
    expect(versions[0]).toEqual(versions[1]);
    for (const name of [...Object.keys(TABLES), ...Object.keys(VIEWS)]) {
      const sql = `SELECT COLUMNS(*)::VARCHAR FROM "${name}" ORDER BY ALL`;
      expect(await wasm.query(sql), name).toEqual(await native.query(sql));
    }
    native.close();
  },
);
