import type { Side } from './comparison.ts';
import { comparedFinding, type ComparedRun } from './findings.ts';

/** What `check --format json` wrote, as one side of a comparison; `null` for any other bytes, such as a form. */
export function writtenRun(bytes: Uint8Array): Omit<Side, 'name'> | null {
  try {
    const run = JSON.parse(new TextDecoder().decode(bytes)) as ComparedRun & { schema?: string; at: string };
    if (run.schema !== 'zhunxing/run@1') return null;
    return { at: run.at, run: { ...run, findings: run.findings.map(comparedFinding) }, targets: null };
  } catch {
    return null;
  }
}
