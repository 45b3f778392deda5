import type { Review, Severity } from '#core/model/finding.ts';
import type { Connector } from '../connector.ts';

/** One rule's findings by severity as found (after any drop for a reading note), waived ones counted apart. */
export interface RuleFindings {
  rule: string;
  code: string;
  review: Review;
  severity: Severity;
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
  total: number;
  forms: number;
}

/** Rules with at least one finding, the most findings first. `severity` is what the rule set gives. */
export async function findingsByRule(db: Connector): Promise<RuleFindings[]> {
  return db.query<RuleFindings>(findingsByRuleSql());
}

export function findingsByRuleSql(): string {
  return `SELECT rule, code, review, declared_severity AS severity,
  (count(*) FILTER (WHERE severity = 'error' AND NOT waived))::DOUBLE AS errors,
  (count(*) FILTER (WHERE severity = 'warning' AND NOT waived))::DOUBLE AS warnings,
  (count(*) FILTER (WHERE severity = 'info' AND NOT waived))::DOUBLE AS infos,
  (count(*) FILTER (WHERE waived))::DOUBLE AS waived,
  count(*)::DOUBLE AS total, count(DISTINCT form_id)::DOUBLE AS forms
FROM finding GROUP BY rule, code, review, declared_severity ORDER BY total DESC, code, rule`;
}
