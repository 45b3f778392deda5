import { PROJECT_IDENTITY } from './goal-views.ts';
import type { Part } from './part.ts';

/**
 * One row a normalised indicator name that stands in two or more projects of one year. Counts are those of the year
 * in which the name is most widespread, so that one project filed in two years never looks like two projects.
 * `noted`: without the rows that carry a reading note the group, or the difference within it, would not stand.
 */
export function nameGroupFact(rows: Part): string {
  return `
WITH row_of AS (
  SELECT i.name_norm, i.name, i.raw, i.strength, i.kind, i.level1, i.level2, i.comparator, i.dimension, i.unit, i.polarity,
    CASE WHEN i.kind = 'quantity' THEN i.value END AS number,
    coalesce(len(i.notes), 0) > 0 AS noted,
    i.source_file, i.source_line, p.form_order * 1e5 + i.ordinal AS place,
    p.year, p.name AS project, p.form_order, p.annual, ${PROJECT_IDENTITY} AS identity,
    count(*) OVER (PARTITION BY i.name_norm, p.year, p.form_id) AS twins
  FROM indicator i JOIN project p ON p.form_id = i.form_id
  WHERE length(i.name_norm) > 0 AND ${rows('i.name_norm')}
), word AS (
  SELECT name_norm, year, raw, count(DISTINCT identity) AS projects FROM row_of
  WHERE strength IN ('trend', 'state') GROUP BY ALL
), top_word AS (
  SELECT name_norm, year, max(projects) AS projects, first(raw ORDER BY projects DESC, raw) AS raw FROM word GROUP BY ALL
), bar AS (
  SELECT name_norm, year, dimension, coalesce(comparator, '') AS comparator,
    count(DISTINCT number) AS numbers, count(DISTINCT number) FILTER (WHERE NOT noted) AS clean_numbers,
    count(DISTINCT identity) AS projects, min(number) AS low, max(number) AS high,
    first(raw ORDER BY number, place) AS low_raw, first(raw ORDER BY number DESC, place) AS high_raw,
    first(project ORDER BY number, place) AS low_project,
    first(project ORDER BY number DESC, place) AS high_project
  FROM row_of WHERE number IS NOT NULL GROUP BY ALL
), widest AS (
  SELECT *, row_number() OVER (PARTITION BY name_norm, year ORDER BY numbers DESC, dimension, comparator) AS rank
  FROM bar WHERE projects > 1
), yearly AS (
  SELECT name_norm, year, arg_min(name, place) AS name,
    count(DISTINCT identity) AS projects,
    count(DISTINCT identity) FILTER (WHERE NOT noted) AS clean_projects,
    count(DISTINCT identity) FILTER (WHERE level1 = '效益指标') AS benefit_projects,
    count(DISTINCT identity) FILTER (WHERE level2 = '时效指标') AS timeliness_projects,
    list_distinct(list(level2)) AS level2s,
    arg_min(level1, place) AS level1, arg_min(polarity, place) AS polarity,
    arg_min(project, place, 20) AS names,
    list_distinct(arg_min(replace(raw, ' ', ''), place, 200)) AS raws,
    sum(annual / twins) AS annual,
    arg_min(source_file, place) AS source_file, arg_min(source_line, place) AS source_line
  FROM row_of GROUP BY name_norm, year
), chosen AS (
  SELECT *, row_number() OVER (PARTITION BY name_norm ORDER BY projects DESC, year DESC) AS rank FROM yearly
  WHERE projects > 1
)
SELECT
  c.name_norm AS record,
  c.name,
  CAST(c.year AS DOUBLE) AS year,
  c.level1,
  list_sort(c.level2s) AS level2s,
  c.polarity,
  CAST(length(c.name_norm) AS DOUBLE) AS name_length,
  CAST(c.projects AS DOUBLE) AS n_projects,
  CAST(c.benefit_projects AS DOUBLE) AS n_benefit_projects,
  CAST(c.timeliness_projects AS DOUBLE) AS n_timeliness_projects,
  list_sort(list_distinct(c.names)) AS project_names,
  array_to_string(list_slice(list_sort(list_distinct(c.names)), 1, 6), '、') AS projects_text,
  list_sort(c.raws) AS raw_values,
  array_to_string(list_slice(list_sort(c.raws), 1, 6), '、') AS values_text,
  t.raw AS top_word,
  CAST(coalesce(t.projects, 0) AS DOUBLE) AS n_top_word_projects,
  w.dimension AS unit_dimension,
  w.comparator AS comparator,
  CAST(coalesce(w.numbers, 0) AS DOUBLE) AS n_values,
  w.low AS value_low,
  w.high AS value_high,
  w.high - w.low AS value_spread,
  w.low_raw AS low_raw,
  w.high_raw AS high_raw,
  w.low_project AS low_project,
  w.high_project AS high_project,
  c.annual AS annual_sum,
  c.source_file,
  CAST(c.source_line AS DOUBLE) AS source_line,
  c.clean_projects < 2 OR (coalesce(w.numbers, 0) > 1 AND w.clean_numbers < 2) AS noted
FROM chosen c
LEFT JOIN top_word t ON t.name_norm = c.name_norm AND t.year IS NOT DISTINCT FROM c.year
LEFT JOIN widest w ON w.rank = 1 AND w.name_norm = c.name_norm AND w.year IS NOT DISTINCT FROM c.year
WHERE c.rank = 1`;
}
