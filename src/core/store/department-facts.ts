import { type Fact, facts } from './fact.ts';

/** Facts of one department's forms of one kind and year, taken together. */
export const DEPARTMENT_FACTS: Record<string, Fact> = facts('row', {
  name: ['text', '主管部门', 'Department', '未印主管部门的表归在一起，名称缺失'],
  year: ['number', '年度', 'Year'],
  form_kind: ['text', '表种', 'Kind of form', 'declaration 申报表、self-evaluation 自评表'],
  n_projects: ['number', '项目数', 'Projects', '已装载的表数'],
  annual: ['number', '年度资金合计（元）', 'Annual budget, yuan', '已装载各表的年度资金之和'],
  n_money_unknown: ['number', '资金未读出的项目数', 'Projects whose money was not read'],
  n_unguarded: [
    'number',
    '效益无一量化的项目数',
    'Projects with no benefit quantified',
    '效益指标值丢失的项目不计',
  ],
  unguarded_annual: ['number', '效益无一量化的资金（元）', 'Money with no benefit quantified, yuan'],
  unguarded_share: ['number', '效益无一量化的资金比例', 'Share of money with no benefit quantified'],
  unguarded_names: [
    'list',
    '效益无一量化的项目',
    'Projects with no benefit quantified, by name',
    '至多 20 个',
  ],
  measured_share: [
    'number',
    '按资金加权的量化比例',
    'Share quantified, weighted by money',
    '各项目量化比例 × 年度资金之和 ÷ 年度资金之和；没有指标或资金的项目不计',
  ],
  published_projects: [
    'number',
    '公开的项目数',
    'Projects as published',
    '“编报绩效目标的项目 N 个，涉及项目预算资金 X 万元”一句中的 N；该句与表同在一个文件，或单独一个文件而只装载了一个部门',
  ],
  published_annual: ['number', '公开的项目资金（元）', 'Money as published, yuan', '同一句中的 X，换算为元'],
  published_projects_gap: ['number', '项目数相差', 'Difference in projects', '不分正负'],
  published_annual_gap: [
    'number',
    '项目资金相差（元）',
    'Difference in money, yuan',
    '不分正负；有项目资金未读出时缺失',
  ],
});
