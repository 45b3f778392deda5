import type { Connector } from '#core/store/connector.ts';
import { audit } from './audit.svelte.ts';
import { portfolio } from './portfolio.svelte.ts';

/** What is known of a question: the last good answer stays while the next one is on its way. */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly error: Error | null;
  readonly pending: boolean;
}

/** What a question rests on: the run of the rules, or the forms alone. */
export type About = 'run' | 'forms';

class Asked<T> implements Answer<T> {
  value = $state.raw<T | undefined>(undefined);
  error = $state.raw<Error | null>(null);
  pending = $state(true);
}

/**
 * Asks a question of the store now and whenever its ground changes: another portfolio, another run of the rules
 * (`about: 'run'`, the default; `'forms'` does not wait for the rules; a function says which it is now), or any state that the
 * question reads before its first `await`. An answer that came too late is dropped, its query cancelled.
 * Call while a component is being set up.
 */
export function ask<T>(
  question: (db: Connector) => Promise<T>,
  about: About | (() => About) = 'run',
): Answer<T> {
  const asked = new Asked<T>();
  $effect(() => {
    const db = portfolio.db;
    const waits = (typeof about === 'function' ? about() : about) === 'run';
    const ready = portfolio.revision > 0 && !portfolio.changing;
    if (!db || !ready || (waits && (audit.revision === 0 || audit.running))) {
      asked.pending = true;
      return;
    }
    const stop = new AbortController();
    const cancelling: Connector = {
      query: (sql, options) => db.query(sql, { signal: stop.signal, ...options }),
      insert: (table, rows) => db.insert(table, rows),
    };
    asked.pending = true;
    question(cancelling).then(
      (value) => {
        if (stop.signal.aborted) return;
        asked.value = value;
        asked.error = null;
        asked.pending = false;
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        asked.error = error instanceof Error ? error : new Error(String(error));
        asked.pending = false;
      },
    );
    return () => stop.abort();
  });
  return asked;
}
