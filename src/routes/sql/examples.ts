import type { MessageKey } from '#lib/i18n/messages.ts';

/** Questions to begin with; each runs as it stands on any portfolio. */
export const EXAMPLES: { key: MessageKey; sql: string }[] = [
  {
    key: 'sql.example.projects',
    sql: `-- 每个项目：资金（万元）、指标数、写了数的指标占比
SELECT name AS 项目, round(annual / 10000, 2) AS 年度资金_万元,
       n_indicators AS 指标数, n_quantified AS 量化指标数,
       round(100 * share_quantified, 1) AS 量化比例_百分比
FROM project_fact
ORDER BY annual DESC NULLS LAST`,
  },
  {
    key: 'sql.example.levels',
    sql: `-- 每类二级指标的五种可衡量程度
SELECT level1 AS 一级指标, level2 AS 二级指标, count(*) AS 指标数,
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
    sql: `-- 用文字代替数的指标值，最常见的在前
SELECT raw AS 指标值, count(*) AS 次数,
       count(DISTINCT form_id) AS 涉及项目,
       any_value(name) AS 例
FROM indicator_fact
WHERE is_word
GROUP BY raw
ORDER BY 次数 DESC, raw`,
  },
  {
    key: 'sql.example.satisfaction',
    sql: `-- 满意度目标，定得最低的在前
SELECT project AS 项目, name AS 指标, raw AS 指标值, value AS 数值,
       source_line AS 行
FROM indicator_fact
WHERE contains(name, '满意') AND value IS NOT NULL
ORDER BY value, project`,
  },
  {
    key: 'sql.example.names',
    sql: `-- 同一名称的指标在几个项目里，定得是否一样
SELECT name AS 指标, n_projects AS 项目数, values_text AS 各指标值,
       low_project AS 最低者, low_raw AS 最低值, high_project AS 最高者, high_raw AS 最高值
FROM name_group_fact
ORDER BY n_projects DESC, name`,
  },
  {
    key: 'sql.example.goals',
    sql: `-- 哪些项目的年度总体目标一字不差，合计多少资金
SELECT goal_group_size AS 项目数, round(goal_group_money / 10000, 2) AS 合计资金_万元,
       any_value(goal_owner) AS 疑出自, left(any_value(goal_annual), 40) AS 目标开头
FROM project_fact
WHERE goal_group_size > 1
GROUP BY goal_group_size, goal_group_money
ORDER BY 项目数 DESC`,
  },
  {
    key: 'sql.example.findings',
    sql: `-- 每个项目的疑点，严重的在前（不含豁免）
SELECT project AS 项目,
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
    sql: `-- 读表时哪里不顺：请先核对原件
SELECT n.code AS 代码, p.name AS 项目, n.source_line AS 行, n.message_zh AS 说明, n.text AS 原文
FROM reading_note n LEFT JOIN project p ON p.form_id = n.form_id
ORDER BY n.source_file, n.source_line`,
  },
];
