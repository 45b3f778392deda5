import { random, type Random } from './random.ts';

const PLACES =
  '江苏 浙江 山东 河南 四川 湖北 湖南 安徽 福建 江西 广东 广西 云南 贵州 陕西 甘肃 山西 河北 辽宁 吉林'.split(
    ' ',
  );
const CITIES =
  '东 西 南 北 中 新 长 平 安 宁 永 兴 和 清 临 泰 海 江 河 山 阳 州 川 城 陵 源 丰 华 昌 明'.split(' ');
const FIELDS =
  '教育 卫生健康 交通运输 农业农村 水务 民政 文化旅游 生态环境 住房建设 应急管理 人社 科技 市场监管 自然资源 商务 体育 统计 审计 档案 医保'.split(
    ' ',
  );
const WORKS =
  '信息化建设 设备购置 维修改造 业务 宣传 培训 监测 执法 补助 运行维护 专项检查 课题研究 购买服务 安全整治 示范创建'.split(
    ' ',
  );
const ENDS = '经费 专项 项目 补助资金 工作经费 专项资金'.split(' ');
const STATES = '提升 提高 完善 健全 有效 合理 及时 准确 规范 改善'.split(' ');

/** A department by its number: as many as are asked for, all different. */
export function department(n: number): { name: string; field: string } {
  const field = FIELDS[n % FIELDS.length]!;
  const place = Math.floor(n / FIELDS.length);
  const province = PLACES[place % PLACES.length]!;
  const city = Math.floor(place / PLACES.length);
  if (city === 0) return { name: `${province}省${field}局`, field };
  const two = CITIES[city % CITIES.length]! + CITIES[Math.floor(city / CITIES.length) % CITIES.length]!;
  const far = Math.floor(city / CITIES.length ** 2);
  return { name: `${province}省${two}${far ? `第${far + 1}` : ''}市${field}局`, field };
}

/** The name of a project: mostly made for it, sometimes one that many others have too. */
export function projectName(field: string, own: string, r: Random): string {
  if (r.chance(0.25)) return own;
  const batch = r.chance(0.15) ? `（${'一二三四五六七八九'[r.below(9)]}期）` : '';
  return `${field}${r.pick(WORKS)}${r.pick(ENDS)}${batch}`;
}

/**
 * The name of an indicator: half keep a name that stands in thousands of forms, others carry their field or object, a few differ from another by a
 * character: a long tail of names, and near-duplicates.
 */
export function indicatorName(name: string, field: string, noted: boolean, r: Random): string {
  const at = r.next();
  if (at < 0.5) return name;
  if (at < 0.75) return field + name;
  if (at < 0.9) return r.pick(WORKS) + name;
  if (at < 0.97) return `${field}${r.pick(WORKS)}${name}`;
  // Where the reader had to infer the level, the end of the name is what it goes by.
  return noted ? name : name.replace(/率$/, '比率').replace(/性$/, '程度');
}

/** A target of the same kind: figures spread over decades, per cents and words as often as the sample has them. */
export function target(raw: string, pool: readonly string[], r: Random): string {
  const number = /^([^\d]*)(\d[\d,]*(?:\.\d+)?)(.*)$/.exec(raw);
  if (!number) return STATES.includes(raw) && r.chance(0.1) ? sameLength(raw, r) : raw;
  const [, before, figure, after] = number as unknown as [string, string, string, string];
  if (/%/.test(after)) return r.chance(0.3) && pool.length > 0 ? r.pick(pool) : raw;
  const value = Number(figure.replaceAll(',', ''));
  if (value === 0 || r.chance(0.2)) return raw;
  const places = figure.includes('.') ? figure.length - figure.indexOf('.') - 1 : 0;
  const scaled = Math.max(1, Math.round(value * Math.exp(r.normal())));
  return `${before}${scaled.toFixed(places)}${after}`;
}

function sameLength(raw: string, r: Random): string {
  return r.pick(STATES.filter((word) => word.length === raw.length));
}

/** Seeds of things that last over years: the same numbers in each year's file. */
export const lasting = (seed: number, ...of: number[]) => random(seed, 7, ...of);
