import { AsyncDuckDB, VoidLogger, DuckDBAccessMode } from '@duckdb/duckdb-wasm';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import { BrowserConnector } from './connector.ts';

/** Boots DuckDB in a worker, from the app's own origin, with every road to a foreign host closed. */
export async function openBrowserDatabase(): Promise<BrowserConnector> {
  const worker = new Worker(workerUrl, { name: 'duckdb' });
  try {
    const database = new AsyncDuckDB(new VoidLogger(), worker);
    // An absolute address: the worker would resolve a relative one against itself.
    await database.instantiate(new URL(wasmUrl, location.href).href, null);
    await database.open({
      path: ':memory:',
      accessMode: DuckDBAccessMode.AUTOMATIC,
      query: { castDecimalToDouble: true, castBigIntToDouble: true, castTimestampToDate: true },
    });
    const connection = await database.connect();
    await connection.query('SET autoload_known_extensions=false');
    await connection.query('SET autoinstall_known_extensions=false');
    return new BrowserConnector(connection);
  } catch (error) {
    worker.terminate();
    throw error;
  }
}
