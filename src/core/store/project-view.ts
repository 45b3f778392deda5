import { PROJECT_IDENTITY } from './goal-views.ts';
import type { Part } from './part.ts';
import { peers } from './peer-view.ts';

const share = (part: string, whole: string) => `CASE WHEN ${whole} > 0 THEN ${part} / ${whole} END`;

/** What is left of a printed sum after its parts; NULL when a part is not printed and the rest could be it. */
const gap = (whole: string, ...parts: string[]) => {
  const sum = parts.map((p) => `coalesce(${p}, 0)`).join(' + ');
  const all = parts.map((p) => `${p} IS NOT NULL`).join(' AND ');
  const some = parts.map((p) => `${p} IS NOT NULL`).join(' OR ');
  return `CASE WHEN ${whole} IS NULL OR NOT (${some}) THEN NULL
    WHEN (${all}) OR ${sum} >= ${whole} THEN ${whole} - (${sum}) END`;
};

/** The size of a difference in the printed unit, free of the noise of binary fractions. */
const inPrinted = (amount: string) =>
  `round(abs(${amount}) / CASE c.money_unit WHEN '千元' THEN 1e3 WHEN '万元' THEN 1e4 WHEN '亿元' THEN 1e8 ELSE 1 END, 6)`;

const KNOWN = '(coalesce(f.n_indicators, 0) - coalesce(f.n_lost, 0))';

/** One row a form: its head, money, goals and dates, counts and shares over its indicators, its goal's group. What compares forms looks at all of them. */
export function projectFact(rows: Part): string {
  return `
WITH content AS MATERIALIZED (
  SELECT p.form_id, p.form_order, ${PROJECT_IDENTITY} AS identity, p.year, p.annual, p.kind, f.mark
  FROM project p JOIN form_fact f ON f.form_id = p.form_id
),
earlier AS (
  SELECT n.form_id, bool_or(n.mark = o.mark) AS unchanged, 
    arg_max(o.annual, CASE WHEN n.mark = o.mark THEN 1e12 ELSE 0 END - o.form_order) AS annual
  FROM content n JOIN content o ON o.identity = n.identity AND o.year = n.year - 1 AND o.kind = n.kind
  GROUP BY n.form_id
),
counted AS (
  SELECT p.form_id AS form_id, p.* EXCLUDE (form_id), f.* EXCLUDE (form_id),
    ${KNOWN} AS n_known,
    coalesce(f.n_benefit, 0) - coalesce(f.n_benefit_lost, 0) AS n_benefit_known,
    coalesce(f.money_limit_total, f.money_limit_parts) AS money_limit_sum,
    p.end_date > p.start_date AND year(p.end_date) > year(p.start_date) AS is_multi_year
  FROM project p LEFT JOIN form_fact f ON f.form_id = p.form_id WHERE ${rows('p.form_id')}
),
peer AS (${peers(`(SELECT p.kind, p.year, f.n_indicators, ${share('f.n_word', KNOWN)} AS share_word
  FROM project p JOIN form_fact f ON f.form_id = p.form_id)`)})
SELECT
  c.form_id AS record,
  c.form_id,
  CAST(c.form_order AS DOUBLE) AS form_order,
  c.name,
  c.code AS project_code,
  CAST(c.year AS DOUBLE) AS year,
  c.department,
  c.unit AS unit_name,
  c.nature,
  c.category,
  c.kind AS form_kind,
  CAST(c.start_date AS VARCHAR) AS start_date,
  CAST(c.end_date AS VARCHAR) AS end_date,
  c.is_multi_year,
  c.end_date < c.start_date AS dates_reversed,
  c.year < year(c.start_date) OR c.year > year(c.end_date) AS year_outside_dates,
  CAST(c.last_date AS VARCHAR) AS last_target_date,
  c.last_date > c.end_date AS target_date_after_end,
  c.money_unit,
  c.money_unit IS NOT NULL AS money_unit_known,
  c.total,
  c.annual,
  c.fiscal,
  c.carried_over,
  c.other,
  c.executed,
  ${share('c.executed', 'c.annual')} AS execution_rate,
  ${gap('c.annual', 'c.fiscal', 'c.carried_over', 'c.other')} AS annual_gap,
  ${gap('c.total', 'c.total_fiscal', 'c.total_other')} AS total_gap,
  ${inPrinted(gap('c.annual', 'c.fiscal', 'c.carried_over', 'c.other'))} AS annual_gap_size,
  ${inPrinted(gap('c.total', 'c.total_fiscal', 'c.total_other'))} AS total_gap_size,
  abs(coalesce(nullif(${gap('c.annual', 'c.fiscal', 'c.carried_over', 'c.other')}, 0), ${gap('c.total', 'c.total_fiscal', 'c.total_other')})) AS funds_gap,
  c.total = c.annual AS total_equals_annual,
  CASE WHEN c.total IS NOT NULL THEN FALSE WHEN NOT coalesce(c.funding_noted, FALSE) THEN TRUE END AS total_blank,
  c.goal_annual,
  c.goal_overall,
  CASE WHEN c.goal_norm IS NOT NULL THEN TRUE WHEN NOT coalesce(c.goal_noted, FALSE) THEN FALSE END AS has_goal,
  CASE WHEN c.goal_norm IS NOT NULL OR NOT coalesce(c.goal_noted, FALSE)
    THEN CAST(coalesce(length(trim(c.goal_annual)), 0) AS DOUBLE) END AS goal_length,
  CASE WHEN coalesce(c.goal_overall, '') <> '' THEN FALSE WHEN NOT coalesce(c.goal_noted, FALSE) THEN TRUE END
    AS overall_goal_blank,
  trim(c.goal_overall) = trim(c.goal_annual) AS goal_equals_overall,
  c.goal_has_quantity,
  fit.fit AS goal_fit,
  fit.name_fit AS goal_name_fit,
  g.best_fit AS goal_best_fit,
  CASE WHEN g.best_fit > 0 THEN coalesce(fit.fit, 0) / g.best_fit END AS goal_fit_ratio,
  g.n_projects AS goal_group_size,
  g.n_projects - 1 AS goal_group_others,
  g.annual_sum AS goal_group_money,
  g.project_names AS goal_group_names,
  g.owner AS goal_owner,
  coalesce(g.owner_form = c.form_id, FALSE) AS is_goal_owner,
  coalesce(c.n_indicators, 0) AS n_indicators,
  ${['n_quantified', 'n_word', 'n_full', 'n_trend', 'n_state', 'n_lost', 'n_tautology'].map((n) => `coalesce(c.${n}, 0) AS ${n}`).join(', ')},
  ${['n_cost', 'n_cost_money', 'n_cost_lost', 'n_output', 'n_quantity', 'n_quantity_percent', 'n_quantity_lost'].map((n) => `coalesce(c.${n}, 0) AS ${n}`).join(', ')},
  ${['n_quality', 'n_timeliness', 'n_timeliness_word', 'n_timeliness_lost', 'n_benefit', 'n_benefit_quantified'].map((n) => `coalesce(c.${n}, 0) AS ${n}`).join(', ')},
  ${['n_benefit_lost', 'n_satisfaction', 'n_satisfaction_quantified', 'n_satisfaction_group', 'n_level_unknown', 'n_noted', 'n_weighted', 'n_scored', 'n_full_score'].map((n) => `coalesce(c.${n}, 0) AS ${n}`).join(', ')},
  c.n_known,
  c.n_benefit_known,
  ${share('c.n_quantified', 'c.n_known')} AS share_quantified,
  ${share('c.n_word', 'c.n_known')} AS share_word,
  ${share('c.n_full', 'c.n_quantified')} AS share_full,
  ${share('c.n_benefit_quantified', 'c.n_benefit_known')} AS share_benefit_quantified,
  ${share('c.annual', 'c.n_indicators')} AS money_per_indicator,
  c.money_limit_sum,
  ${share('c.money_limit_sum', 'c.annual')} AS cost_coverage,
  coalesce(c.names, []) AS names,
  c.likeness AS name_likeness,
  c.pair AS near_names,
  CAST(len(c.clauses) AS DOUBLE) AS n_goal_clauses,
  CAST(len(c.open) AS DOUBLE) AS n_goal_clauses_open,
  ${share('CAST(len(c.open) AS DOUBLE)', 'len(c.clauses)')} AS goal_open_share,
  c.open AS goal_clauses_open,
  peer.n_peers,
  peer.indicators_low AS peer_indicators_low,
  peer.indicators_high AS peer_indicators_high,
  peer.word_high AS peer_word_high,
  CASE WHEN peer.indicators_high > peer.indicators_low AND c.n_indicators > 0
    THEN greatest(c.n_indicators - peer.indicators_high, peer.indicators_low - c.n_indicators, 0)
      / (peer.indicators_high - peer.indicators_low) END AS indicators_off_peers,
  CASE WHEN peer.word_high > peer.word_low AND c.n_known > 0
    THEN greatest(c.n_word / c.n_known - peer.word_high, 0) / (peer.word_high - peer.word_low) END AS word_off_peers,
  coalesce(c.outcome_text, '') AS outcome_text,
  coalesce(c.satisfaction_names, []) AS satisfaction_names,
  coalesce(c.duplicate_names, []) AS duplicate_names,
  CAST(len(coalesce(c.duplicate_names, [])) AS DOUBLE) AS n_duplicate_name,
  c.weight_sum,
  c.weight_min,
  c.weight_max,
  c.score_sum,
  earlier.annual AS prior_annual,
  earlier.unchanged AS same_as_prior_year,
  CASE WHEN earlier.annual > 0 THEN abs(c.annual - earlier.annual) / earlier.annual END AS annual_change,
  coalesce(c.goal_noted, FALSE) AS goal_noted,
  coalesce(c.funding_noted, FALSE) AS funding_noted,
  coalesce(c.head_noted, FALSE) AS head_noted,
  c.source_file,
  CAST(c.source_line AS DOUBLE) AS source_line
FROM counted c
LEFT JOIN goal_fit fit ON fit.form_id = c.form_id
LEFT JOIN earlier ON earlier.form_id = c.form_id
LEFT JOIN peer ON peer.kind = c.kind AND peer.year = c.year
LEFT JOIN goal_group_fact g ON g.record = c.goal_norm`;
}
