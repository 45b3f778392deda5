import { compareFindings, countStates, type ComparedRun, type Difference } from './findings.ts';
import { compareTargets, type TargetChange, type TargetRow } from './targets.ts';

/** One side of a comparison. */
export interface Side {
  /** What it was called by whoever gave it. */
  name: string;
  at: string;
  run: ComparedRun;
  /** `null` where only the run is known, not the forms. */
  targets: readonly TargetRow[] | null;
}

/** Two runs side by side. */
export interface Comparison {
  before: SideNote;
  after: SideNote;
  differences: Difference[];
  counts: ReturnType<typeof countStates>;
  /** `null` where one side's forms are not known. */
  targets: TargetChange[] | null;
}

/** What is said of a side: which run it is. */
export interface SideNote {
  name: string;
  at: string;
  rules: { set: string; version: string };
  /** Hex sha256 of the lock, where the run tells it. */
  lock: string | null;
  data: string;
}

export function compareRuns(before: Side, after: Side): Comparison {
  const differences = compareFindings(before.run, after.run);
  return {
    before: noteOf(before),
    after: noteOf(after),
    differences,
    counts: countStates(differences),
    targets: before.targets && after.targets && compareTargets(before.targets, after.targets),
  };
}

function noteOf({ name, at, run }: Side): SideNote {
  return { name, at, rules: run.rules, lock: run.lock?.sha256 ?? null, data: run.data.sha256 };
}
