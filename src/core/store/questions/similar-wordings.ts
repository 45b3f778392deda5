import type { Connector } from '../connector.ts';
import { literal } from '../sql.ts';

/** How other projects put a number to an indicator like one of the given: one way of saying it, with how many say so. */
export interface SimilarWording {
  /** The weak indicator's record. */
  record: string;
  /** How like the names are, 0…1; 1 = the same name. */
  likeness: number;
  name: string;
  /** The commonest printing of it: `≥90(%)` and `≥90.00%` are one way. */
  raw: string;
  /** Projects that say so. */
  projects: number;
  /** The first of them, to be shown. */
  form_id: string;
  ordinal: number;
  project: string;
}

/** Pairs of characters that stand in more names than this say nothing of likeness. */
const COMMON = 400;
const LEAST = 0.3;

/**
 * Wordings with a number that other projects use for indicators like the given ones: the same 二级, the same name or one that shares
 * characters pair by pair (Dice's coefficient), units reconciled by value and dimension. `among` is a SELECT that gives `record`.
 * Rows with a reading note are no example.
 */
export async function similarWordings(
  db: Connector,
  among: string,
  most = 3,
  options: { signal?: AbortSignal } = {},
): Promise<SimilarWording[]> {
  return db.query<SimilarWording>(similarWordingsSql(among, most), options);
}

/** The same for some records. */
export const amongRecords = (records: readonly string[]): string =>
  `SELECT unnest(CAST([${records.map((one) => literal(one)).join(', ')}] AS VARCHAR[])) AS record`;

export function similarWordingsSql(among: string, most = 3): string {
  const grams = (name: string) =>
    `list_distinct(list_transform(range(1, greatest(2, length(${name}))), lambda i: substr(${name}, i, 2)))`;
  return `WITH weak AS (SELECT f.record, f.form_id, f.level2, f.name_norm, f.form_order, f.ordinal
    FROM indicator_fact f SEMI JOIN (${among}) a ON a.record = f.record WHERE length(f.name_norm) > 0),
  said AS MATERIALIZED (SELECT level2, name_norm, comparator, value, value_high, unit_dimension, unit_is_per, date, baseline,
      CASE WHEN value IS NULL OR unit_dimension = 'none' THEN raw END AS other,
      mode(name ORDER BY form_order, ordinal) AS name, mode(raw ORDER BY form_order, ordinal) AS raw, CAST(count(DISTINCT form_id) AS DOUBLE) AS projects,
      arg_min(record, form_order * 100000 + ordinal) AS first
    FROM indicator_fact WHERE strength = 'number' AND raw IS NOT NULL AND NOT noted AND length(name_norm) > 0 GROUP BY ALL),
  weak_name AS (SELECT DISTINCT level2, name_norm FROM weak),
  said_name AS (SELECT DISTINCT level2, name_norm FROM said),
  weak_gram AS (SELECT level2, name_norm, unnest(${grams('name_norm')}) AS gram FROM weak_name),
  said_gram AS (SELECT level2, name_norm, gram FROM (
      SELECT level2, name_norm, gram, count(*) OVER (PARTITION BY level2, gram) AS n
      FROM (SELECT level2, name_norm, unnest(${grams('name_norm')}) AS gram FROM said_name)) WHERE n <= ${COMMON}),
  alike AS (
    SELECT level2, w, s, max(likeness) AS likeness FROM (
      SELECT a.level2, a.name_norm AS w, b.name_norm AS s,
        2.0 * count(*) / (len(${grams('a.name_norm')}) + len(${grams('b.name_norm')})) AS likeness
      FROM weak_gram a JOIN said_gram b ON b.level2 = a.level2 AND b.gram = a.gram
      GROUP BY a.level2, a.name_norm, b.name_norm
      UNION ALL SELECT a.level2, a.name_norm, b.name_norm, 1.0 FROM weak_name a JOIN said_name b
        ON b.level2 = a.level2 AND b.name_norm = a.name_norm)
    GROUP BY ALL HAVING max(likeness) >= ${LEAST})
SELECT weak.record, CAST(alike.likeness AS DOUBLE) AS likeness, said.name, said.raw, said.projects, f.form_id, f.ordinal, f.project
FROM weak JOIN alike ON alike.level2 = weak.level2 AND alike.w = weak.name_norm
JOIN said ON said.level2 = alike.level2 AND said.name_norm = alike.s
JOIN indicator_fact f ON f.record = said.first
WHERE NOT (said.projects = 1 AND f.form_id = weak.form_id)
QUALIFY row_number() OVER (PARTITION BY weak.record ORDER BY alike.likeness DESC, said.projects DESC, said.first) <= ${Math.trunc(most)}
ORDER BY weak.form_order, weak.ordinal, alike.likeness DESC, said.projects DESC, said.first`;
}
