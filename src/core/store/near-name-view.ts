import type { Part } from './part.ts';

/** Names of lengths further apart than this are not compared. */
const LEAST = 0.7;
/** So many names under one level 2 are compared, each with each; of more nothing is said: no form that people wrote has them. */
const MOST = 300;

const namesOf = (rows: Part) => `(SELECT form_id, level2, ordinal, name, name_norm FROM (
  SELECT form_id, level2, ordinal, name, name_norm, count(*) OVER (PARTITION BY form_id, level2) AS together FROM indicator i WHERE ${rows('i.form_id')})
  WHERE together <= ${MOST})`;

const characters = (text: string) =>
  `list_transform(range(1, length(${text}) + 1), lambda k: substr(${text}, k, 1))`;

/**
 * One row a form: the two different names under one level 2 that are most alike, and how alike they are: the share of the longer
 * one's characters that the other has too.
 */
export const nearNames = (rows: Part) => `
  SELECT form_id, max(likeness) AS likeness, first(pair ORDER BY likeness DESC, first_ordinal, second_ordinal) AS pair
  FROM (
    SELECT form_id, first_ordinal, second_ordinal, pair,
      CAST(len(list_filter(${characters('longer')}, lambda c: contains(shorter, c))) AS DOUBLE) / length(longer) AS likeness
    FROM (
      SELECT a.form_id, a.ordinal AS first_ordinal, b.ordinal AS second_ordinal, a.name || '、' || b.name AS pair,
        CASE WHEN length(a.name_norm) < length(b.name_norm) THEN b.name_norm ELSE a.name_norm END AS longer,
        CASE WHEN length(a.name_norm) < length(b.name_norm) THEN a.name_norm ELSE b.name_norm END AS shorter
      FROM ${namesOf(rows)} a JOIN ${namesOf(rows)} b ON b.form_id = a.form_id AND b.level2 = a.level2
      WHERE a.ordinal < b.ordinal AND a.name_norm <> b.name_norm
        AND least(length(a.name_norm), length(b.name_norm)) >= ${LEAST} * greatest(length(a.name_norm), length(b.name_norm))))
  GROUP BY form_id`;
