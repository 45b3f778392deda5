import { listRows, listWindow, type ListedRow } from '#core/store/explore/rows.ts';
import type { Connector } from '#core/store/connector.ts';
import { ask } from '#lib/app/ask.svelte.ts';
import { portfolio } from '#lib/app/portfolio.svelte.ts';
import { t } from '#lib/i18n/t.ts';
import type { Explorer } from '../explorer.svelte.ts';
import { foldOf, turned } from '../folds.ts';
import { orderOf } from '../view.ts';

/** Rows that are put in order: of more, the order alone would take what a page may have (three million took 470 MB, five did not fit). */
export const MOST_SORTED = 3_000_000;

/** Rows read at once. */
const CHUNK = 120;

/** One line of the list: a group's head, or a row by its place. */
export type Line = { group: number } | { place: number };

/** The list of indicators: ordered once in the database, read a window at a time. */
export class List {
  #explorer: Explorer;
  #chunks: Record<number, readonly ListedRow[]> = $state.raw({});
  #asked: Record<number, true> = {};
  #turn = 0;
  #stop = new AbortController();

  constructor(explorer: Explorer) {
    this.#explorer = explorer;
  }

  #key = $derived.by(() => {
    const answer = this.#explorer.answer.value;
    const { sort, group } = this.#explorer.view;
    return answer && JSON.stringify([answer.coded.parts, answer.coded.search, sort, group]);
  });
  #ground = $derived.by(() => this.#explorer.ground);

  answer = ask(
    async (db): Promise<Awaited<ReturnType<typeof listRows>> | undefined> => {
      const key = this.#key;
      const coded = this.#explorer.answer.value?.coded;
      const { sort, group } = this.#explorer.view;
      if (!key || !coded || !this.#ground) return undefined;
      this.#stop.abort();
      const turn = ++this.#turn;
      const made = await listRows(db, { coded, ...orderOf(sort), group }, MOST_SORTED);
      if (turn === this.#turn) {
        this.#stop = new AbortController();
        this.#asked = {};
        this.#chunks = {};
      }
      return made;
    },
    () => this.#explorer.about(),
  );

  total = $derived(this.answer.value?.total ?? 0);
  groups = $derived(this.answer.value?.groups ?? []);
  /** Groups whose rows are folded away. */
  folded = $derived.by(() => {
    const { folded } = this.#explorer.view;
    return this.groups.flatMap(({ value }, g) => (folded.includes(foldOf('group', [value])) ? g : []));
  });
  /** The line on which each group's head stands, and the place of its first row. */
  #heads = $derived.by(() => {
    let [line, place] = [0, 0];
    return this.groups.map((group, g) => {
      const head = { line, place };
      line += 1 + (this.folded.includes(g) ? 0 : group.rows);
      place += group.rows;
      return head;
    });
  });
  lines = $derived.by(() => {
    if (this.groups.length === 0) return this.total;
    const last = this.groups.length - 1;
    return this.#heads[last]!.line + 1 + (this.folded.includes(last) ? 0 : this.groups[last]!.rows);
  });

  /** What stands on a line. */
  lineAt(line: number): Line {
    const heads = this.#heads;
    if (heads.length === 0) return { place: line };
    let [low, high] = [0, heads.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (heads[middle]!.line <= line) low = middle;
      else high = middle - 1;
    }
    const head = heads[low]!;
    return head.line === line ? { group: low } : { place: head.place + line - head.line - 1 };
  }

  fold(group: number): void {
    const { folded } = this.#explorer.view;
    this.#explorer.show({ folded: turned(folded, foldOf('group', [this.groups[group]!.value])) }, true);
  }

  /** A row, when it has been read. */
  rowAt(place: number): ListedRow | undefined {
    return this.#chunks[Math.floor(place / CHUNK)]?.[place % CHUNK];
  }

  /** Reads what is not there yet of the places given. */
  need(first: number, last: number): void {
    const db = portfolio.db;
    if (!db || this.answer.pending || this.total === 0) return;
    for (let chunk = Math.floor(first / CHUNK); chunk <= Math.floor(last / CHUNK); chunk += 1) {
      if (this.#asked[chunk]) continue;
      this.#asked[chunk] = true;
      const turn = this.#turn;
      const { signal } = this.#stop;
      void listWindow(stoppable(db, signal), chunk * CHUNK, (chunk + 1) * CHUNK).then(
        (rows) => {
          if (turn === this.#turn) this.#chunks = { ...this.#chunks, [chunk]: rows };
        },
        () => {
          if (turn === this.#turn) delete this.#asked[chunk];
        },
      );
    }
  }

  /** The first rows of the list, some at a time, for copying and export. @throws Error when another list takes its place */
  async *read(most: number, signal?: AbortSignal): AsyncGenerator<ListedRow[]> {
    const db = portfolio.db;
    const [turn, end] = [this.#turn, Math.min(most, this.total)];
    for (let from = 0; db && from < end; from += 2000) {
      if (turn !== this.#turn || db !== portfolio.db) throw new Error(t('take.changed'));
      const reading = signal ? stoppable(db, signal) : db;
      yield await listWindow(reading, from, Math.min(end, from + 2000));
    }
  }
}

function stoppable(db: Connector, signal: AbortSignal): Connector {
  return {
    query: (sql) => db.query(sql, { signal }),
    insert: (table, rows) => db.insert(table, rows),
  };
}
