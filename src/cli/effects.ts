/** All that a command does to the world besides reading files, so that tests can run commands in process. */
export interface Effects {
  /** Paths given are relative to it. */
  cwd: string;
  /** Standard output; resolves when it can take more. */
  out(chunk: string | Uint8Array): Promise<void>;
  /** Standard error, for messages and progress. */
  err(text: string): void;
  /** What the two streams are connected to; `columns` of standard output. */
  terminal: { out: boolean; err: boolean; columns: number; color: boolean };
  now(): Date;
}

/** A command cannot go on: the text is for the user, the exit code 2. */
export class CommandError extends Error {
  override name = 'CommandError';
}
