import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openNative, type NativeConnector } from '#cli/duckdb.ts';
import type { Form } from '#core/model/form.ts';
import type { NoteCode } from '#core/model/note.ts';
import { createSchema } from './create.ts';
import { load } from './load.ts';
import { form, indicator, loadable } from './sample.test-data.ts';

let db: NativeConnector;
beforeAll(async () => {
  db = await openNative();
});
beforeEach(() => createSchema(db));
afterAll(() => db.close());

const COST: [string, string] = ['成本指标', '经济成本指标'];
const BENEFIT: [string, string] = ['效益指标', '社会效益指标'];
const SATISFACTION: [string, string] = ['满意度指标', '服务对象满意度指标'];
const TIMELINESS: [string, string] = ['产出指标', '时效指标'];

async function projects(forms: Form[], facts: string) {
  await load(db, loadable(forms));
  return db.query(`SELECT ${facts} FROM project_fact ORDER BY form_order`);
}
const noted = (name: string, raw: string, ...notes: NoteCode[]) => ({
  ...indicator(name, raw, SATISFACTION),
  notes,
});
const inYear = (f: Form, year: number): Form => ({ ...f, year });

test('counts and shares leave lost values out of the whole', async () => {
  const indicators = [
    indicator('培训人次', '≥100(人次)'),
    indicator('采购完成率', '=100(%)'),
    indicator('培训及时性', '及时', TIMELINESS),
    indicator('影响力', '提升', BENEFIT),
    indicator('安全性', '', BENEFIT),
  ];
  const [facts] = await projects(
    [form('a.txt#1', { annual: 500, indicators })],
    `n_indicators, n_known, n_quantified, n_full, n_word, n_lost, share_word, share_full, n_benefit, n_benefit_known,
     n_quantity, n_quantity_percent, n_timeliness, n_timeliness_word, money_per_indicator`,
  );
  expect(facts).toEqual({
    n_indicators: 5,
    n_known: 4,
    n_quantified: 2,
    n_full: 1,
    n_word: 2,
    n_lost: 1,
    share_word: 0.5,
    share_full: 0.5,
    n_benefit: 2,
    n_benefit_known: 1,
    n_quantity: 2,
    n_quantity_percent: 1,
    n_timeliness: 1,
    n_timeliness_word: 1,
    money_per_indicator: 100,
  });
});

test('cost limits are summed in yuan; a total stands for its parts, a price a head for nothing', async () => {
  const rows = await projects(
    [
      form('a.txt#1', {
        annual: 4e6,
        indicators: [
          indicator('管理费', '≤120.00(万元)', COST),
          indicator('场地费', '≤800000(元)', COST),
          indicator('人均培训成本', '≤300(元/人)', COST),
        ],
      }),
      form('a.txt#2', {
        annual: 1e6,
        indicators: [indicator('项目总成本', '≤100(万元)', COST), indicator('设备费', '≤60(万元)', COST)],
      }),
      form('a.txt#3', { annual: 1e6, indicators: [indicator('人均培训成本', '≤300(元/人)', COST)] }),
    ],
    'money_limit_sum, cost_coverage, n_cost_money',
  );
  expect(rows).toEqual([
    { money_limit_sum: 2e6, cost_coverage: 0.5, n_cost_money: 3 },
    { money_limit_sum: 1e6, cost_coverage: 1, n_cost_money: 2 },
    { money_limit_sum: null, cost_coverage: null, n_cost_money: 1 },
  ]);
});

test('a gap in the funds is said only when the printed parts leave no doubt', async () => {
  const base = form('a.txt#1', { annual: 100, indicators: [] });
  const with_ = (funding: Partial<Form['funding']>, n: number): Form => ({
    ...base,
    id: `a.txt#${n}`,
    funding: { ...base.funding, ...funding },
  });
  const rows = await projects(
    [
      with_({ fiscal: 90, carriedOver: 10, other: 0 }, 1),
      with_({ fiscal: 80, carriedOver: 10, other: 0 }, 2),
      with_({ fiscal: 80, carriedOver: null, other: null }, 3),
      with_({ annual: 0, fiscal: 450000, carriedOver: null, other: null, unit: '万元' }, 4),
      with_({ fiscal: null, carriedOver: null, other: null }, 5),
    ],
    'annual_gap, annual_gap_size, funds_gap',
  );
  expect(rows).toEqual([
    { annual_gap: 0, annual_gap_size: 0, funds_gap: null },
    { annual_gap: 10, annual_gap_size: 10, funds_gap: 10 },
    { annual_gap: null, annual_gap_size: null, funds_gap: null },
    { annual_gap: -450000, annual_gap_size: 45, funds_gap: 450000 },
    { annual_gap: null, annual_gap_size: null, funds_gap: null },
  ]);
});

test('a copied goal belongs to the project whose indicators it speaks of, whatever the names', async () => {
  const goal = '完成沿街校舍维修，消除安全隐患，为图书借阅提供场所。';
  const copy = (id: string, name: string, indicators: ReturnType<typeof indicator>[]): Form => ({
    ...form(id, { annual: 10, name, indicators }),
    goals: { overall: null, annual: goal },
  });
  const rows = await projects(
    [
      copy('a.txt#1', '图书借阅', [indicator('接听及时性', '及时')]),
      copy('a.txt#2', '房屋经费', [
        indicator('校舍维修面积', '≥300(平方米)'),
        indicator('隐患消除率', '=100(%)'),
      ]),
      {
        ...form('a.txt#3', { annual: 10, indicators: [indicator('讲座', '≥6(次)')] }),
        goals: { overall: null, annual: '' },
      },
    ],
    'goal_group_size, goal_owner, is_goal_owner, has_goal, goal_fit_ratio',
  );
  expect(rows).toEqual([
    { goal_group_size: 2, goal_owner: '房屋经费', is_goal_owner: false, has_goal: true, goal_fit_ratio: 0 },
    { goal_group_size: 2, goal_owner: '房屋经费', is_goal_owner: true, has_goal: true, goal_fit_ratio: 1 },
    { goal_group_size: null, goal_owner: null, is_goal_owner: false, has_goal: false, goal_fit_ratio: null },
  ]);
});

test('one project in two years is one project: its goal and its indicator names are not copies', async () => {
  const one = form('a.txt#1', {
    annual: 100,
    name: '宣传费',
    indicators: [indicator('满意度', '≥85(%)', SATISFACTION)],
  });
  const later = inYear({ ...one, id: 'a.txt#2', funding: { ...one.funding, annual: 150 } }, 2025);
  const rows = await projects(
    [one, later],
    'goal_group_size, prior_annual, same_as_prior_year, annual_change',
  );
  expect(rows).toEqual([
    { goal_group_size: 1, prior_annual: null, same_as_prior_year: null, annual_change: null },
    { goal_group_size: 1, prior_annual: 100, same_as_prior_year: true, annual_change: 0.5 },
  ]);
  expect(await db.query('SELECT record FROM name_group_fact')).toEqual([]);
});

test('repeated names are found through blanks and punctuation', async () => {
  const indicators = [
    indicator('教育 覆盖率', '=100(%)'),
    indicator('教育（覆盖率）', '=100(%)'),
    indicator('讲座', '≥6(次)'),
  ];
  expect(
    await projects([form('a.txt#1', { annual: 1, indicators })], 'duplicate_names, n_duplicate_name'),
  ).toEqual([{ duplicate_names: ['教育 覆盖率'], n_duplicate_name: 1 }]);
});

test('a group of one name compares numbers of one dimension and sign, and doubts what rests on noted rows', async () => {
  await load(
    db,
    loadable([
      form('a.txt#1', { annual: 100, indicators: [indicator('群众满意度', '≥80(%)', SATISFACTION)] }),
      form('a.txt#2', { annual: 200, indicators: [noted('群众满意度', '≥85.00 (%)', 'D02')] }),
      form('a.txt#3', { annual: 400, indicators: [indicator('群众满意度', '满意', SATISFACTION)] }),
    ]),
  );
  const [group] = await db.query(
    'SELECT record, n_projects, n_values, value_spread, low_project, high_project, top_word, n_top_word_projects, annual_sum, noted FROM name_group_fact',
  );
  expect(group).toEqual({
    record: '群众满意度',
    n_projects: 3,
    n_values: 2,
    value_spread: 5,
    low_project: '项目1',
    high_project: '项目2',
    top_word: '满意',
    n_top_word_projects: 1,
    annual_sum: 700,
    noted: true,
  });
});

test('points earned: reached or in proportion, the other way round where less is better, all or nothing for a target of 0', async () => {
  const marked = (name: string, raw: string, actual: string, score: number) => ({
    ...indicator(name, raw),
    actual,
    weight: 10,
    score,
  });
  const indicators = [
    marked('培训人次', '≥1000(人次)', '800', 10),
    marked('培训人次', '≥1000(人次)', '1200人次', 10),
    marked('差错率', '≤2(%)', '4%', 5),
    marked('差错率', '≤2(%)', '1%', 4),
    marked('事故数', '=0(起)', '1起', 10),
    marked('项目总成本', '≤122(万元)', '122', 10),
    marked('培训场次', '≥4(场)', '一季度2场，二季度2场', 10),
    marked('管理制度', '健全', '健全', 10),
  ];
  await load(db, loadable([form('a.txt#1', { annual: 1, indicators })]));
  const rows = await db.query('SELECT earned_score, score_over FROM indicator_fact ORDER BY rowid');
  expect(rows.map((row) => [row.earned_score, row.score_over])).toEqual([
    [8, 2],
    [10, 0],
    [5, 0],
    [10, -6],
    [0, 10],
    [null, null],
    [null, null],
    [null, null],
  ]);
});

test('clauses of a goal without an indicator, names nearly alike, and the quartiles of the year', async () => {
  const goal = '1.完成办公楼外墙修缮工程；2.满足三家单位同时办公，安全隐患消除。短句';
  const own = {
    ...form('a.txt#1', {
      annual: 1,
      indicators: [
        indicator('外墙修缮面积', '≥900(平方米)'),
        indicator('外墙修缮面数', '=4(面)'),
        indicator('安全检查次数', '≥2(次)'),
      ],
    }),
  };
  const others = [2, 3, 4, 5].map((n) =>
    form(`a.txt#${n}`, {
      annual: 1,
      indicators: Array.from({ length: n }, (_, i) => indicator(`事项${i}`, '≥1(项)')),
    }),
  );
  const rows = await projects(
    [{ ...own, goals: { ...own.goals, annual: goal } }, ...others],
    'n_goal_clauses, n_goal_clauses_open, goal_clauses_open, near_names, round(name_likeness, 3) AS likeness, n_peers, peer_indicators_low, peer_indicators_high, indicators_off_peers',
  );
  expect(rows[0]).toEqual({
    n_goal_clauses: 3,
    n_goal_clauses_open: 1,
    goal_clauses_open: ['满足三家单位同时办公'],
    near_names: '外墙修缮面积、外墙修缮面数',
    likeness: 0.833,
    n_peers: 5,
    peer_indicators_low: 3,
    peer_indicators_high: 4,
    indicators_off_peers: 0,
  });
  expect(rows.map((row) => row.indicators_off_peers)).toEqual([0, 1, 0, 0, 1]);
});

test('the quartiles of shares in words leave lost values out of the whole', async () => {
  const forms = [0, 1, 2, 3].map((words) =>
    form(`a.txt#${words + 1}`, {
      annual: 1,
      indicators: ['甲', '乙', '丙', '丁', '戊'].map((name, i) =>
        indicator(`${name}事项`, i === 4 ? '' : i < words ? '提升' : '≥1(项)', BENEFIT),
      ),
    }),
  );
  const rows = await projects(forms, 'n_known, share_word, peer_word_high, word_off_peers');
  expect(rows).toEqual(
    [0, 0.25, 0.5, 0.75].map((share_word) => ({
      n_known: 4,
      share_word,
      peer_word_high: 0.5,
      word_off_peers: share_word > 0.5 ? 0.5 : 0,
    })),
  );
});

test('a department: money without a quantified benefit, the share measurable by money, and what its budget published', async () => {
  const words = form('a.txt#1', { annual: 300, indicators: [indicator('影响力', '提升', BENEFIT)] });
  const figures = form('a.txt#2', { annual: 100, indicators: [indicator('事故数', '=0(起)', BENEFIT)] });
  const lost = form('a.txt#3', { annual: 600, indicators: [indicator('安全性', '', BENEFIT)] });
  const text = ['编报绩效目标的项目 3 个，涉及项目预算资', '金0.12万元。'];
  const facts = `n_projects, annual, n_unguarded, unguarded_annual, unguarded_share, unguarded_names, measured_share,
    published_projects, published_annual, published_projects_gap, published_annual_gap`;
  const ask = async (file: string, ...more: Form[]) => {
    const { portfolio } = loadable([words, figures, lost, ...more]);
    await load(db, { portfolio, lines: text.map((line, i) => ({ file, line: i + 7, text: line })) });
    return db.query(`SELECT ${facts} FROM department_fact ORDER BY name`);
  };
  const one = {
    n_projects: 3,
    annual: 1000,
    n_unguarded: 1,
    unguarded_annual: 300,
    unguarded_share: 0.3,
    unguarded_names: [words.project.name],
    measured_share: 0.25,
    published_projects: 3,
    published_annual: 1200,
    published_projects_gap: 0,
    published_annual_gap: 200,
  };
  expect(await ask('a.txt')).toEqual([one]);
  await createSchema(db);
  expect(await ask('budget.txt')).toEqual([one]);
  await createSchema(db);
  const other = form('b.txt#1', { annual: 1, indicators: [] });
  const two = await ask('budget.txt', { ...other, project: { ...other.project, department: '另一部门' } });
  expect(two.map((row) => row.published_projects)).toEqual([null, null]);
});
