import { AsyncDuckDB, DuckDBAccessMode, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { Answers } from '#core/store/answers.ts';
import { FILE_CATALOG, OPEN_FILE, readMeta } from '#core/store/portfolio-file.ts';
import { BrowserConnector } from '#lib/duckdb/connector.ts';
import { MANY_INDICATORS, MEMORY } from '#lib/duckdb/portfolio-file.ts';
import { measure, type Clock, type Measured } from '../measure.ts';

const NAME = 'portfolio.duckdb';

/** The page's clock: no processor time here. */
const clock: Clock = async (work, { runs = 3, budget = 4000 } = {}) => {
  const times: number[] = [];
  const begin = performance.now();
  let result;
  do {
    const start = performance.now();
    result = await work();
    times.push(performance.now() - start);
  } while (times.length < runs && performance.now() - begin < budget);
  times.sort((a, b) => a - b);
  const round = (n: number) => (n < 10 ? Number(n.toFixed(2)) : Math.round(n));
  return {
    result,
    timing: {
      median: round(times[times.length >> 1]!),
      min: round(times[0]!),
      max: round(times.at(-1)!),
      processor: NaN,
      runs: times.length,
    },
  };
};

/** Opens the chosen portfolio file where it lies, nothing copied, and asks everything of it. */
async function measureFile(file: File, aside: number): Promise<Measured[]> {
  const lines: Measured[] = [];
  const tell = (line: Measured) => {
    lines.push(line);
    console.log(`  ${line.group}: ${line.name}: ${line.timing.median} ms ${line.note ?? ''}`);
  };
  const booted = await clock(
    async () => {
      const database = new AsyncDuckDB(new VoidLogger(), new Worker(workerUrl));
      await database.instantiate(new URL(wasmUrl, location.href).href, null);
      await database.open({
        path: ':memory:',
        accessMode: DuckDBAccessMode.AUTOMATIC,
        query: { castDecimalToDouble: true, castBigIntToDouble: true, castTimestampToDate: true },
      });
      return database;
    },
    { runs: 1 },
  );
  tell({ group: 'open', name: 'database booted', timing: booted.timing });
  const opened = await clock(
    async () => {
      const database = booted.result;
      await database.registerFileHandle(NAME, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
      const db = new BrowserConnector(await database.connect(), database);
      await db.query(`ATTACH '${NAME}' AS ${FILE_CATALOG} (READ_ONLY)`);
      for (const statement of OPEN_FILE) await db.query(statement);
      const { meta, problem } = await readMeta(db);
      if (!meta || problem) throw new Error(`not a portfolio: ${problem}`);
      if (meta.indicators > MANY_INDICATORS) await db.query(`SET memory_limit = '${MEMORY}'`);
      db.answers = await Answers.of(db);
      return { db, meta };
    },
    { runs: 1 },
  );
  tell({ group: 'open', name: 'file opened', timing: opened.timing });
  await measure(opened.result.db, opened.result.meta.indicators, clock, tell, aside, MANY_INDICATORS);
  return lines;
}

Object.assign(window, {
  measureChosen: (aside: number) =>
    measureFile(document.querySelector<HTMLInputElement>('#file')!.files![0]!, aside),
});
