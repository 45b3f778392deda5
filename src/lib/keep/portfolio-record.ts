/** A portfolio as listed. `made` and `changed` are ISO instants, `bytes` is the size of its documents. */
export interface Kept {
  id: string;
  name: string;
  made: string;
  changed: string;
  files: number;
  forms: number;
  indicators: number;
  bytes: number;
  /** Goes up by one with every change; 1 after the first write. A write that `expects` another one is refused. */
  generation: number;
}

/** What the reader of `version` gave for a document; `result` is opaque here, anything a structured clone can carry. */
export interface KeptReading {
  version: string;
  result: unknown;
}

/** A document without its bytes. `modified` is the file's own date in ms since 1970, `size` is in bytes. */
export interface KeptFile {
  sha256: string;
  name: string;
  modified: number | null;
  size: number;
}

/** One document: what was dropped, and what reading gave. Within a portfolio, hash and name together tell documents apart. */
export interface KeptDocument {
  /** 64 hex, of `bytes`; checked when written and when read. */
  sha256: string;
  name: string;
  modified: number | null;
  bytes: Uint8Array;
  reading: KeptReading | null;
}

/** Everything of a portfolio besides its documents: corrections, choices between doubles, waivers. Opaque JSON. */
export type Decisions = Record<string, unknown>;

export interface Counts {
  forms: number;
  indicators: number;
}

/** What `write` makes of a portfolio: the kept documents in their order, then the added ones in theirs. */
export interface Change {
  id: string;
  name: string;
  /** Hashes of the documents that stay. Every one must be in the portfolio. */
  keep: string[];
  /** Taken one by one. One with the hash and name of a document that stays takes its place, with the new reading. */
  add: Iterable<KeptDocument> | AsyncIterable<KeptDocument>;
  /** A function is asked after the last document was taken. */
  decisions: Decisions | (() => Decisions);
  counts: Counts | (() => Counts);
  /** The generation this change starts from, 0 for a new portfolio; when another tab has moved on, `changed` is thrown. */
  expects?: number;
}

/** A new id for a portfolio: 32 hex at random. Works where `crypto.randomUUID` does not (plain http). */
export function newPortfolioId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
