import type { Finding } from '#core/model/finding.ts';
import type { Connector } from '#core/store/connector.ts';
import { goalSharers, groupMembers, type RelatedPlace } from '#core/store/questions/related-places.ts';
import { factsOf } from './condition.ts';
import type { ResolvedRule } from './resolve.ts';

export type Related = Finding['related'];

/** The other places of findings of one rule, by record: members of its group, forms with the same goal; at most 50 each. */
export async function relatedOf(
  db: Connector,
  { rule }: Pick<ResolvedRule, 'rule'>,
  records: readonly string[],
): Promise<Map<string, Related>> {
  const found: RelatedPlace[] = [];
  const ask = rule.scope === 'name-group' ? groupMembers : readsGoalGroup(rule) ? goalSharers : null;
  for (let from = 0; ask && from < records.length; from += AT_ONCE)
    found.push(...(await ask(db, records.slice(from, from + AT_ONCE))));
  const byRecord = new Map<string, Related>();
  for (const { record, project, indicator, raw, source_file, source_line } of found) {
    const source = { file: source_file, page: null, sheet: null, line: source_line, row: null, column: null };
    const related = byRecord.get(record);
    const one = { project, indicator, raw, source };
    if (related) related.push(one);
    else byRecord.set(record, [one]);
  }
  return byRecord;
}

/** Records named in one statement. */
const AT_ONCE = 200;

/** A rule on a goal that several projects share: the others belong to its findings. */
const readsGoalGroup = ({ scope, conditions }: ResolvedRule['rule']) =>
  scope === 'project' && factsOf(conditions).includes('goal_group_size');
