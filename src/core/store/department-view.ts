const SENTENCE =
  '编报绩效目标的项目[^0-9]{0,4}([0-9]+)[^0-9]{0,3}个[^0-9]{0,24}?([0-9][0-9,]*[.]?[0-9]*)[^0-9]{0,2}万元';

/** The sentence of a published budget that says how many projects filed targets and for how much; it may run on into the next line. */
const SAID = `
  SELECT file, max(CAST(regexp_extract(said, '${SENTENCE}', 1) AS DOUBLE)) AS projects,
    max(round(CAST(replace(regexp_extract(said, '${SENTENCE}', 2), ',', '') AS DOUBLE) * 1e4, 2)) AS annual
  FROM (
    SELECT a.file, replace(a.text || coalesce(b.text, ''), ' ', '') AS said
    FROM source_line a LEFT JOIN source_line b ON b.file = a.file AND b.line = a.line + 1
    WHERE contains(replace(a.text, ' ', ''), '编报绩效目标的项目')
  ) WHERE regexp_matches(said, '${SENTENCE}', 's') GROUP BY file`;

const UNGUARDED = 'n_benefit > 0 AND n_benefit_quantified = 0 AND n_benefit_lost = 0';
const share = (part: string, whole: string) => `CASE WHEN ${whole} > 0 THEN ${part} / ${whole} END`;

/** A sum of yuan to the cent, the same in whatever order rows come: fractions of binary numbers do not add up alike. */
const money = (yuan: string) => `CAST(sum(CAST(round((${yuan}) * 100) AS BIGINT)) AS DOUBLE) / 100`;

/**
 * One row a department, kind of form and year. \`form_id\` repeats the key, for what counts money once a record; \`noted\`: the money of
 * a form could not be read. Reads project_fact.
 */
export const DEPARTMENT_FACT = `
WITH said AS (${SAID}),
whole AS (
  SELECT coalesce(department, '') || chr(31) || coalesce(CAST(CAST(year AS BIGINT) AS VARCHAR), '') || chr(31) || form_kind AS record,
    department, year, form_kind,
    CAST(count(*) AS DOUBLE) AS n_projects,
    coalesce(sum(annual), 0) AS annual,
    CAST(count(*) FILTER (WHERE annual IS NULL) AS DOUBLE) AS n_money_unknown,
    CAST(count(*) FILTER (WHERE ${UNGUARDED}) AS DOUBLE) AS n_unguarded,
    coalesce(sum(annual) FILTER (WHERE ${UNGUARDED}), 0) AS unguarded_annual,
    arg_min(name, form_order, 20) FILTER (WHERE ${UNGUARDED}) AS unguarded_names,
    ${money('annual * share_quantified')} AS measured,
    sum(annual) FILTER (WHERE share_quantified IS NOT NULL) AS measurable,
    bool_or(annual IS NULL AND funding_noted) AS noted,
    arg_min(source_file, form_order) AS source_file, arg_min(source_line, form_order) AS source_line
  FROM project_fact GROUP BY department, year, form_kind
),
beside AS (
  SELECT coalesce(f.department, '') || chr(31) || coalesce(CAST(CAST(f.year AS BIGINT) AS VARCHAR), '') || chr(31) || f.form_kind AS record,
    max(s.projects) AS projects, max(s.annual) AS annual
  FROM project_fact f JOIN said s ON s.file = f.source_file GROUP BY f.department, f.year, f.form_kind
),
alone AS (
  SELECT max(projects) AS projects, max(annual) AS annual FROM said
  WHERE file NOT IN (SELECT source_file FROM project_fact) AND (SELECT count(*) FROM whole) = 1
)
SELECT
  w.record,
  w.record AS form_id,
  w.department AS name,
  w.year,
  w.form_kind,
  w.n_projects,
  w.annual,
  w.n_money_unknown,
  w.n_unguarded,
  w.unguarded_annual,
  ${share('w.unguarded_annual', 'w.annual')} AS unguarded_share,
  coalesce(w.unguarded_names, []) AS unguarded_names,
  ${share('w.measured', 'w.measurable')} AS measured_share,
  coalesce(b.projects, alone.projects) AS published_projects,
  coalesce(b.annual, alone.annual) AS published_annual,
  abs(w.n_projects - coalesce(b.projects, alone.projects)) AS published_projects_gap,
  CASE WHEN w.n_money_unknown = 0 THEN round(abs(w.annual - coalesce(b.annual, alone.annual)), 2) END AS published_annual_gap,
  w.noted,
  w.source_file,
  w.source_line
FROM whole w LEFT JOIN beside b ON b.record = w.record CROSS JOIN alone`;
