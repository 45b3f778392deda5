import words from '#data/goal-words.json' with { type: 'json' };
import type { Part } from './part.ts';
import { literal } from './sql.ts';

/**
 * One row a form with an annual goal and indicators: the clauses of the goal that none of its indicators' names speaks of.
 * A name speaks of a clause when it shares two neighbouring characters with it that are no everyday word.
 */
export const goalClauses = (rows: Part) => `
  SELECT form_id, clauses, list_filter(clauses, lambda c: len(list_filter(
    list_transform(range(1, length(c)), lambda k: substr(c, k, 2)),
    lambda b: contains(said, b) AND NOT list_contains(${literal(words.everyday)}, b))) = 0) AS open
  FROM (
    SELECT p.form_id, p.goal_clauses AS clauses, string_agg(i.name_norm, '|' ORDER BY i.ordinal) AS said
    FROM project p JOIN indicator i ON i.form_id = p.form_id
    WHERE len(p.goal_clauses) > 0 AND ${rows('i.form_id')} GROUP BY p.form_id, p.goal_clauses)`;
