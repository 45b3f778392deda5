import { goalClauses } from './goal-clause-view.ts';
import { nearNames } from './near-name-view.ts';
import type { Part } from './part.ts';

const part = (level: 'level1' | 'level2', name: string) => `${level} = '${name}'`;
const COST = part('level1', '成本指标');
const OUTPUT = part('level1', '产出指标');
const BENEFIT = part('level1', '效益指标');
const SATISFACTION = part('level1', '满意度指标');
const QUANTITY = part('level2', '数量指标');
const QUALITY = part('level2', '质量指标');
const TIMELINESS = part('level2', '时效指标');
const QUANTIFIED = `strength IN ('number', 'full')`;
const WORD = `strength IN ('trend', 'state')`;
const MONEY_LIMIT = `${COST} AND dimension = 'money' AND comparator IN ('≤', '<', '=') AND NOT contains(coalesce(unit, ''), '/')`;

const count = (where: string) => `CAST(count(*) FILTER (WHERE ${where}) AS DOUBLE)`;

const counts = (rows: Part) => `
  SELECT form_id,
    CAST(count(*) AS DOUBLE) AS n_indicators,
    ${count(QUANTIFIED)} AS n_quantified,
    ${count(WORD)} AS n_word,
    ${count(`strength = 'full'`)} AS n_full,
    ${count(`strength = 'trend'`)} AS n_trend,
    ${count(`strength = 'state'`)} AS n_state,
    ${count(`strength = 'lost'`)} AS n_lost,
    ${count('tautology')} AS n_tautology,
    ${count(COST)} AS n_cost,
    ${count(`${COST} AND dimension = 'money'`)} AS n_cost_money,
    ${count(`${COST} AND strength = 'lost'`)} AS n_cost_lost,
    ${count(OUTPUT)} AS n_output,
    ${count(QUANTITY)} AS n_quantity,
    ${count(`${QUANTITY} AND dimension = 'percent'`)} AS n_quantity_percent,
    ${count(`${QUANTITY} AND strength = 'lost'`)} AS n_quantity_lost,
    ${count(QUALITY)} AS n_quality,
    ${count(TIMELINESS)} AS n_timeliness,
    ${count(`${TIMELINESS} AND ${WORD}`)} AS n_timeliness_word,
    ${count(`${TIMELINESS} AND strength = 'lost'`)} AS n_timeliness_lost,
    ${count(BENEFIT)} AS n_benefit,
    ${count(`${BENEFIT} AND ${QUANTIFIED}`)} AS n_benefit_quantified,
    ${count(`${BENEFIT} AND strength = 'lost'`)} AS n_benefit_lost,
    ${count(SATISFACTION)} AS n_satisfaction,
    ${count(`${SATISFACTION} AND ${QUANTIFIED}`)} AS n_satisfaction_quantified,
    CAST(count(DISTINCT name_norm) FILTER (WHERE ${SATISFACTION} AND contains(name, '满意')) AS DOUBLE)
      AS n_satisfaction_group,
    ${count('level1 IS NULL')} AS n_level_unknown,
    ${count('len(notes) > 0')} AS n_noted,
    sum(value) FILTER (WHERE ${MONEY_LIMIT}) AS money_limit_parts,
    max(value) FILTER (WHERE ${MONEY_LIMIT} AND contains(name, '总')) AS money_limit_total,
    list(name ORDER BY ordinal) AS names,
    string_agg(name, '、' ORDER BY ordinal) FILTER (WHERE ${BENEFIT} OR ${QUALITY}) AS outcome_text,
    list(name ORDER BY ordinal) FILTER (WHERE ${SATISFACTION}) AS satisfaction_names,
    max(date) FILTER (WHERE kind = 'date') AS last_date,
    ${count('weight IS NOT NULL')} AS n_weighted,
    round(sum(weight), 2) AS weight_sum,
    min(weight) AS weight_min,
    max(weight) AS weight_max,
    ${count('score IS NOT NULL')} AS n_scored,
    ${count('score >= weight')} AS n_full_score,
    sum(score) AS score_sum,
    CAST(sum(hash(level2, name_norm, raw)) AS VARCHAR) AS mark
  FROM indicator i WHERE ${rows('i.form_id')} GROUP BY form_id`;

const repeated = (rows: Part) => `
  SELECT form_id, list(name ORDER BY first_ordinal) AS duplicate_names FROM (
    SELECT form_id, arg_min(name, ordinal) AS name, min(ordinal) AS first_ordinal FROM indicator i
    WHERE length(name_norm) > 0 AND ${rows('i.form_id')} GROUP BY form_id, name_norm HAVING count(*) > 1
  ) GROUP BY form_id`;

/**
 * One row a form that has indicators: what they say by themselves, and beside the form's goal. `mark` stands for all names and targets whatever
 * their order, to tell an unchanged form from year to year.
 */
export function formFact(rows: Part): string {
  return `
SELECT r.form_id AS form_id, r.* EXCLUDE (form_id), coalesce(d.duplicate_names, []) AS duplicate_names, clause.clauses, clause.open, near.likeness, near.pair
FROM (${counts(rows)}) r
LEFT JOIN (${repeated(rows)}) d ON d.form_id = r.form_id
LEFT JOIN (${goalClauses(rows)}) clause ON clause.form_id = r.form_id
LEFT JOIN (${nearNames(rows)}) near ON near.form_id = r.form_id`;
}
