import { AsyncDuckDB, VoidLogger, DuckDBAccessMode } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { BrowserConnector } from './connector.ts';

/** Boots DuckDB in a worker, from the app's own origin, with every road to a foreign host closed. */
export async function openBrowserDatabase(): Promise<BrowserConnector> {
  const worker = new Worker(new URL('./duckdb-worker.ts', import.meta.url), {
    type: 'module',
    name: 'duckdb',
  });
  try {
    const database = new AsyncDuckDB(new VoidLogger(), worker);
    // An absolute address: the worker would resolve a relative one against itself.
    const wasm = new URL(wasmUrl, location.href).href;
    await Promise.race([database.instantiate(wasm, null), broken(worker)]);
    await database.open({
      path: ':memory:',
      accessMode: DuckDBAccessMode.AUTOMATIC,
      // A portfolio at an address is read by ranges; without these the engine fetches all of it into its memory.
      filesystem: { reliableHeadRequests: true, allowFullHTTPReads: false, forceFullHTTPReads: false },
      query: { castDecimalToDouble: true, castBigIntToDouble: true, castTimestampToDate: true },
    });
    const connection = await database.connect();
    await connection.query('SET autoload_known_extensions=false');
    await connection.query('SET autoinstall_known_extensions=false');
    return new BrowserConnector(connection, database);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** What went wrong in the worker, without the browser's own preface. */
function broken(worker: Worker): Promise<never> {
  return new Promise((_, reject) =>
    worker.addEventListener('error', (event) =>
      reject(new Error(event.message.replace(/^Uncaught (\w*Error: )?/, '') || 'the database worker failed')),
    ),
  );
}
