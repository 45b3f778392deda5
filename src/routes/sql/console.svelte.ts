import { keptRecord, keepRecord } from '#lib/app/settings.ts';

/** A page of the console: a text, what its parameters hold, and how its result is shown. */
export interface Tab {
  id: number;
  text: string;
  values: Record<string, string>;
  show: 'table' | 'chart' | 'plan';
}

/** A query that was given a name. */
export interface SavedQuery {
  name: string;
  text: string;
}

/** A statement that ran, and how it came out. */
export interface Past {
  text: string;
  values: Record<string, string>;
  /** ISO time. */
  at: string;
  rows: number;
  /** ms */
  took: number;
}

const MOST_PAST = 100;

/** What is written in the console: pages, named queries and history, kept in this browser. */
export class Console {
  tabs = $state<Tab[]>([]);
  at = $state(0);
  saved = $state.raw<SavedQuery[]>([]);
  past = $state.raw<Past[]>([]);

  constructor(first: string) {
    this.tabs = [tab(1, first)];
    this.at = 1;
  }

  get tab(): Tab {
    return this.tabs.find((one) => one.id === this.at) ?? this.tabs[0]!;
  }

  /** Whether a page has this text. */
  has(text: string): boolean {
    return this.tabs.some((one) => one.text.trim() === text.trim());
  }

  /** Opens a text on a page of its own, or goes to the page that has it. */
  open(text: string, values: Record<string, string> = {}): void {
    const there = this.tabs.find((one) => one.text.trim() === text.trim());
    if (there) Object.assign(there.values, values);
    const one = there ?? tab(Math.max(...this.tabs.map(({ id }) => id)) + 1, text, values);
    if (!there) this.tabs.push(one);
    this.at = one.id;
  }

  /** Closes a page; the last one is emptied instead. */
  close(id: number): void {
    const place = this.tabs.findIndex((one) => one.id === id);
    if (this.tabs.length === 1) this.tabs = [tab(id + 1, '')];
    else this.tabs = this.tabs.filter((one) => one.id !== id);
    if (this.at === id) this.at = this.tabs[Math.min(place, this.tabs.length - 1)]!.id;
  }

  /** Keeps a query under a name, in the place of any of that name. */
  save(name: string, text: string): void {
    this.saved = [{ name, text }, ...this.saved.filter((one) => one.name !== name)];
    keepRecord('sql.saved', this.saved);
  }

  unsave(name: string): void {
    this.saved = this.saved.filter((one) => one.name !== name);
    keepRecord('sql.saved', this.saved);
  }

  /** Puts what ran on top of the history; the same text is there once. */
  ran(past: Past): void {
    this.past = [past, ...this.past.filter((one) => one.text !== past.text)].slice(0, MOST_PAST);
    keepRecord('sql.past', this.past);
  }

  forget(): void {
    this.recall([]);
  }

  /** Puts a history in the place of the one there is. */
  recall(past: Past[]): void {
    this.past = past;
    keepRecord('sql.past', past);
  }

  /** Writes the pages as they are now; call after a change. */
  keep(): void {
    keepRecord('sql.tabs', { at: this.at, tabs: $state.snapshot(this.tabs) });
  }

  /** Takes up what this browser kept; what is not what it should be is left. */
  restore(): void {
    const kept = keptRecord('sql.tabs') as { at?: unknown; tabs?: unknown } | null;
    const tabs = listOf<Tab>(kept?.tabs, isTab);
    if (tabs.length > 0) {
      this.tabs = tabs;
      this.at = tabs.find((one) => one.id === kept?.at)?.id ?? tabs[0]!.id;
    }
    this.saved = listOf(keptRecord('sql.saved'), isSaved);
    this.past = listOf(keptRecord('sql.past'), isPast);
  }
}

/** What a page is called: its first comment or line. */
export function titleOf(text: string): string {
  const line = text.split('\n').find((one) => one.replace(/^[\s-]+/, '') !== '' && !/^\s*--\s*:/.test(one));
  const words = (line ?? '').replace(/^[\s-]+/, '').trim();
  return words.length > 18 ? `${words.slice(0, 17)}…` : words;
}

const tab = (id: number, text: string, values: Record<string, string> = {}): Tab => ({
  id,
  text,
  values,
  show: 'table',
});

function listOf<T>(given: unknown, is: (one: Record<string, unknown>) => boolean): T[] {
  if (!Array.isArray(given)) return [];
  return given.filter((one): one is T => typeof one === 'object' && one !== null && is(one));
}

const isWords = (one: unknown) =>
  typeof one === 'object' && one !== null && Object.values(one).every((value) => typeof value === 'string');
const isTab = (one: Record<string, unknown>) =>
  typeof one['id'] === 'number' &&
  typeof one['text'] === 'string' &&
  isWords(one['values']) &&
  ['table', 'chart', 'plan'].includes(String(one['show']));
const isSaved = (one: Record<string, unknown>) =>
  typeof one['name'] === 'string' && typeof one['text'] === 'string';
const isPast = (one: Record<string, unknown>) =>
  typeof one['text'] === 'string' &&
  isWords(one['values']) &&
  typeof one['at'] === 'string' &&
  typeof one['rows'] === 'number' &&
  typeof one['took'] === 'number';
