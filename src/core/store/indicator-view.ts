const ACTUAL = `TRY_CAST(regexp_extract(i.actual, '^[^0-9.-]{0,2}(-?[0-9]+([.][0-9]+)?)[^0-9]*$', 1) AS DOUBLE)`;

const HAS_SCORE = `i.kind = 'quantity' AND i.value_high IS NULL AND i.weight > 0
    AND NOT regexp_matches(coalesce(i.unit, ''), '^[百千万亿]', 's')`;

/**
 * The points that an actual earns of its weight: all of them when the target is reached, else in proportion, the other way round
 * where less is better; for a target of 0 all or nothing. NULL where the actual is no single figure in the unit of the target.
 */
const EARNED = `CASE WHEN NOT (${HAS_SCORE}) OR ${ACTUAL} IS NULL OR ${ACTUAL} < 0 THEN NULL
    WHEN i.comparator IN ('≤', '<') OR (i.comparator = '=' AND i.polarity = 'negative') THEN
      CASE WHEN ${ACTUAL} <= i.value THEN i.weight ELSE i.weight * i.value / ${ACTUAL} END
    WHEN i.value > 0 THEN i.weight * least(1, ${ACTUAL} / i.value)
    WHEN i.value = 0 AND i.comparator = '=' THEN CASE WHEN ${ACTUAL} = 0 THEN i.weight ELSE 0 END END`;

/** One row an indicator: its own columns, and of its form what rules and screens need beside them. */
export const INDICATOR_FACT = `
SELECT
  i.form_id || '/' || CAST(i.ordinal AS VARCHAR) AS record,
  i.form_id,
  CAST(i.ordinal AS DOUBLE) AS ordinal,
  CAST(p.form_order AS DOUBLE) AS form_order,
  p.name AS project,
  CAST(p.year AS DOUBLE) AS year,
  p.department,
  p.unit AS unit_name,
  p.nature,
  p.category,
  p.kind AS form_kind,
  p.annual,
  i.level1,
  i.level2,
  i.name,
  i.name_norm,
  CAST(length(i.name_norm) AS DOUBLE) AS name_length,
  i.raw,
  i.kind AS target_kind,
  i.strength,
  i.strength IN ('number', 'full') AS is_quantified,
  i.strength IN ('trend', 'state') AS is_word,
  i.comparator,
  i.value,
  i.value_high,
  i.unit,
  i.unit IS NOT NULL AS has_unit,
  coalesce(contains(i.unit, '/'), FALSE) AS unit_is_per,
  i.dimension AS unit_dimension,
  i.polarity,
  i.baseline,
  CAST(i.date AS VARCHAR) AS date,
  i.date IS NOT NULL AS has_date,
  i.words,
  i.flags,
  list_contains(i.flags, 'comparator-missing') AS comparator_missing,
  i.tautology,
  i.weight,
  i.actual,
  ${ACTUAL} AS actual_value,
  CASE WHEN i.kind = 'quantity' AND i.value > 0 AND coalesce(i.comparator, '=') IN ('≥', '>', '=')
    THEN ${ACTUAL} / i.value END AS actual_ratio,
  i.score,
  ${EARNED} AS earned_score,
  i.score - (${EARNED}) AS score_over,
  (${EARNED}) - i.score AS score_under,
  i.reason,
  i.stated_level1,
  i.stated_level2,
  i.notes,
  coalesce(len(i.notes), 0) > 0 AS noted,
  list_contains(i.notes, 'D03') AS boundary_noted,
  i.source_file,
  CAST(i.source_line AS DOUBLE) AS source_line
FROM indicator i JOIN project p ON p.form_id = i.form_id`;
