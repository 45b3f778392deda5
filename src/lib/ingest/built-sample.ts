import type { Run } from '#core/rules/run.ts';
import type { Snapshot } from '#core/store/snapshot.ts';
import type { Contents } from './contents.ts';

/** The built-in sample as it was read, settled and judged by the shipped rules when the page was built. */
export interface BuiltSample {
  contents: Contents;
  run: Run;
  tables: Snapshot;
}
