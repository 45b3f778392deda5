import { language, type Language } from '#lib/app/language.svelte.ts';
import { messages } from '#lib/i18n/messages.ts';
import type { MessageKey } from '#lib/i18n/zh.ts';
import { inEnglish } from './english-names.ts';

export const GROUPS = ['money', 'targets', 'same', 'audit'] as const;
type Group = (typeof GROUPS)[number];

/** A question to begin with; it runs as it stands on any portfolio. */
export interface Example {
  key: MessageKey;
  group: Group;
  sql: string;
}

/** The example under its title, in a language whose messages are there. */
function text({ key, sql }: Example, of: Language): string {
  return `-- ${(messages[of] ?? messages.zh)[key]}\n${of === 'en' ? inEnglish(sql) : sql}`;
}

/** An example as it stands in the console, in the interface's language. */
export function exampleText(example: Example): string {
  return text(example, language.current);
}

/** The example that a text is, in whatever language. */
export function exampleOf(given: string): Example | undefined {
  const known = Object.keys(messages) as Language[];
  return EXAMPLES.find((one) => known.some((of) => text(one, of) === given));
}

export const EXAMPLES: Example[] = [
  {
    key: 'sql.example.projects',
    group: 'money',
    sql: `SELECT name AS 项目, round(annual / 10000, 2) AS 年度资金_万元,
       n_indicators AS 指标数, n_quantified AS 量化指标数,
       round(100 * share_quantified, 1) AS 量化比例_百分比
FROM project_fact
ORDER BY annual DESC NULLS LAST`,
  },
  {
    key: 'sql.example.levels',
    group: 'targets',
    sql: `SELECT level1 AS 一级指标, level2 AS 二级指标, count(*) AS 指标数,
       count(*) FILTER (strength = 'number') AS 有数可核,
       count(*) FILTER (strength = 'full') AS 等于百分之百,
       count(*) FILTER (strength = 'trend') AS 方向词,
       count(*) FILTER (strength = 'state') AS 状态词,
       count(*) FILTER (strength = 'lost') AS 缺值
FROM indicator
GROUP BY level1, level2
ORDER BY 指标数 DESC`,
  },
  {
    key: 'sql.example.words',
    group: 'targets',
    sql: `SELECT raw AS 指标值, count(*) AS 次数,
       count(DISTINCT form_id) AS 涉及项目,
       any_value(name) AS 例
FROM indicator_fact
WHERE is_word
GROUP BY raw
ORDER BY 次数 DESC, raw`,
  },
  {
    key: 'sql.example.satisfaction',
    group: 'targets',
    sql: `SELECT project AS 项目, name AS 指标, raw AS 指标值, value AS 数值,
       source_line AS 行
FROM indicator_fact
WHERE contains(name, '满意') AND value IS NOT NULL
ORDER BY value, project`,
  },
  {
    key: 'sql.example.names',
    group: 'same',
    sql: `SELECT name AS 指标, n_projects AS 项目数, values_text AS 各指标值,
       low_project AS 最低者, low_raw AS 最低值, high_project AS 最高者, high_raw AS 最高值
FROM name_group_fact
ORDER BY n_projects DESC, name`,
  },
  {
    key: 'sql.example.goals',
    group: 'same',
    sql: `SELECT goal_group_size AS 项目数, round(goal_group_money / 10000, 2) AS 合计资金_万元,
       any_value(goal_owner) AS 疑出自, left(any_value(goal_annual), 40) AS 目标开头
FROM project_fact
WHERE goal_group_size > 1
GROUP BY goal_group_size, goal_group_money
ORDER BY 项目数 DESC`,
  },
  {
    key: 'sql.example.findings',
    group: 'audit',
    sql: `SELECT project AS 项目,
       count(*) FILTER (severity = 'error') AS 严重,
       count(*) FILTER (severity = 'warning') AS 一般,
       count(*) FILTER (severity = 'info') AS 提示,
       round(any_value(money) / 10000, 2) AS 年度资金_万元
FROM finding
WHERE NOT waived AND project IS NOT NULL
GROUP BY project
ORDER BY 严重 DESC, 一般 DESC, 提示 DESC`,
  },
  {
    key: 'sql.example.notes',
    group: 'audit',
    sql: `SELECT n.code AS 代码, p.name AS 项目, n.source_line AS 行, n.message_zh AS 说明, n.text AS 原文
FROM reading_note n LEFT JOIN project p ON p.form_id = n.form_id
ORDER BY n.source_file, n.source_line`,
  },
  {
    key: 'sql.example.all-words',
    group: 'money',
    sql: `SELECT name AS 项目, department AS 主管部门, round(annual / 10000, 2) AS 年度资金_万元,
       n_benefit AS 效益指标数, n_benefit_known AS 其中有值
FROM project_fact
WHERE n_benefit_known > 0 AND n_benefit_quantified = 0
ORDER BY annual DESC NULLS LAST`,
  },
  {
    key: 'sql.example.rich-vague',
    group: 'money',
    sql: `-- :万元 = 500
-- :百分比 = 60
SELECT name AS 项目, round(annual / 10000, 2) AS 年度资金_万元,
       round(100 * share_quantified, 1) AS 量化比例_百分比, n_indicators AS 指标数
FROM project_fact
WHERE annual >= :万元 * 10000 AND share_quantified < :百分比 / 100
ORDER BY annual DESC`,
  },
  {
    key: 'sql.example.capital',
    group: 'money',
    sql: `SELECT name AS 项目, nature AS 项目性质, round(annual / 10000, 2) AS 年度资金_万元, n_cost AS 成本指标数
FROM project_fact p
WHERE NOT EXISTS (
  FROM indicator i
  WHERE i.form_id = p.form_id AND i.level1 = '成本指标' AND i.dimension = 'money' AND i.value IS NOT NULL)
ORDER BY annual DESC NULLS LAST`,
  },
  {
    key: 'sql.example.departments',
    group: 'money',
    sql: `SELECT coalesce(department, '—') AS 主管部门, count(*) AS 项目数,
       round(sum(annual) / 10000, 2) AS 年度资金_万元,
       round(coalesce(sum(annual) FILTER (n_benefit_quantified = 0), 0) / 10000, 2) AS 无可衡量效益_万元
FROM project_fact
GROUP BY ALL
ORDER BY 年度资金_万元 DESC NULLS LAST`,
  },
  {
    key: 'sql.example.years',
    group: 'money',
    sql: `SELECT name AS 项目, year AS 年度, round(annual / 10000, 2) AS 年度资金_万元,
       round(100 * share_quantified, 1) AS 量化比例_百分比,
       round((annual - lag(annual) OVER w) / 10000, 2) AS 比上一年度_万元
FROM project_fact
WINDOW w AS (PARTITION BY name, department ORDER BY year)
ORDER BY name, year`,
  },
  {
    key: 'sql.example.find',
    group: 'targets',
    sql: `-- :词 = 培训
SELECT project AS 项目, level2 AS 二级指标, name AS 指标, raw AS 指标值, source_line AS 行
FROM indicator_fact
WHERE contains(name, :词)
ORDER BY name, project`,
  },
  {
    key: 'sql.example.timeliness',
    group: 'targets',
    sql: `SELECT project AS 项目, name AS 指标, raw AS 指标值, source_line AS 行
FROM indicator_fact
WHERE level2 = '时效指标' AND strength = 'state'
ORDER BY project, ordinal`,
  },
  {
    key: 'sql.example.cost',
    group: 'targets',
    sql: `SELECT project AS 项目, name AS 指标, raw AS 指标值, unit_dimension AS 量纲, source_line AS 行
FROM indicator_fact
WHERE level2 = '经济成本指标' AND value IS NOT NULL AND unit_dimension <> 'money'
ORDER BY project, ordinal`,
  },
  {
    key: 'sql.example.full',
    group: 'targets',
    sql: `SELECT name AS 项目, n_quantified AS 量化指标数, round(100 * share_full, 1) AS 等于百分之百_百分比,
       round(annual / 10000, 2) AS 年度资金_万元
FROM project_fact
WHERE n_quantified > 0
ORDER BY share_full DESC, annual DESC NULLS LAST`,
  },
  {
    key: 'sql.example.missing',
    group: 'targets',
    sql: `SELECT name AS 项目, n_cost AS 成本, n_output AS 产出, n_benefit AS 效益, n_satisfaction AS 满意度,
       round(annual / 10000, 2) AS 年度资金_万元
FROM project_fact
WHERE least(n_cost, n_output, n_benefit, n_satisfaction) = 0
ORDER BY annual DESC NULLS LAST`,
  },
  {
    key: 'sql.example.rules',
    group: 'audit',
    sql: `SELECT code AS 编号, rule AS 规则, severity AS 级别, checked AS 检查, flagged AS 疑点,
       not_applicable AS 不适用, round(money / 10000, 2) AS 牵涉资金_万元
FROM outcome
WHERE flagged > 0
ORDER BY flagged DESC, code`,
  },
];
