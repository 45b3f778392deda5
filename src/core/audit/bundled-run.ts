import type { Finding } from '#core/model/finding.ts';
import { comparedFinding } from '#core/compare/findings.ts';
import type { Lock } from '#core/rules/lock.ts';
import type { Outcome } from '#core/model/finding.ts';
import type { EvidenceRow } from './evidence.ts';
import { BundleError, Parts } from './parts.ts';

/** What an audit bundle tells of its run, taken at its word (`verifyBundle` checks it); `null` for any other zip. */
export function bundledRun(zip: Uint8Array) {
  let parts: Parts;
  try {
    parts = new Parts(zip);
  } catch (error) {
    if (error instanceof BundleError) return null;
    throw error;
  }
  const { outcomes } = parts.json('run.json') as { outcomes: Outcome[] };
  const projects = new Map(parts.ndjson<EvidenceRow>('data/project.ndjson').map((row) => [row.form_id, row]));
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  const targets = parts.ndjson<EvidenceRow>('data/indicator.ndjson').map((row) => {
    const project = projects.get(row.form_id ?? null);
    return {
      project: text(project?.name) ?? '',
      year: (project?.year ?? null) as number | null,
      level2: text(row.level2),
      indicator: text(row.name) ?? '',
      raw: text(row.raw),
    };
  });
  const { at, rules, data } = parts.manifest;
  return {
    at,
    run: {
      rules,
      data,
      lock: parts.json('lock.json') as Lock,
      outcomes,
      findings: parts.ndjson<Finding>('findings.ndjson').map(comparedFinding),
    },
    targets,
  };
}
