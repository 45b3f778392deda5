import type { Portfolio } from '#core/model/form.ts';

/** One file as given: its name (a path is kept as printed), its bytes, and when it was last changed (epoch milliseconds) if known. */
export interface InputFile {
  name: string;
  bytes: Uint8Array;
  modified?: number | null;
}

/** One line (or table row) of a source as printed, for showing where a finding stands. `line` counts from 1. */
export interface SourceLine {
  file: string;
  line: number;
  text: string;
}

/** What reading gives: the portfolio and the printed lines behind it. */
export interface ReadResult {
  portfolio: Portfolio;
  lines: SourceLine[];
}
