import type { Connector } from '../connector.ts';
import { findingFilterSql, type FindingFilter } from './finding-list.ts';

/** What findings can be grouped by, and the column: projects of one name are not one project. */
const GROUPS = {
  rule: 'rule',
  project: 'form_id',
  review: 'review',
  severity: 'severity',
  scope: 'scope',
} as const;

export type FindingGrouping = keyof typeof GROUPS;

/** Findings of one group, waived ones counted apart. */
export interface FindingGroup {
  value: string | null;
  total: number;
  errors: number;
  warnings: number;
  infos: number;
  waived: number;
}

/** Findings under the filter, grouped; the heaviest group first. */
export async function findingGroups(
  db: Connector,
  by: FindingGrouping,
  filter: FindingFilter = {},
): Promise<FindingGroup[]> {
  return db.query<FindingGroup>(findingGroupsSql(by, filter));
}

export function findingGroupsSql(by: FindingGrouping, filter: FindingFilter = {}): string {
  return `SELECT ${GROUPS[by]} AS value, count(*)::DOUBLE AS total,
  (count(*) FILTER (WHERE severity = 'error' AND NOT waived))::DOUBLE AS errors,
  (count(*) FILTER (WHERE severity = 'warning' AND NOT waived))::DOUBLE AS warnings,
  (count(*) FILTER (WHERE severity = 'info' AND NOT waived))::DOUBLE AS infos,
  (count(*) FILTER (WHERE waived))::DOUBLE AS waived
FROM finding WHERE ${findingFilterSql(filter)}
GROUP BY ${GROUPS[by]} ORDER BY errors DESC, warnings DESC, infos DESC, value NULLS LAST`;
}
