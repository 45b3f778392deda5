import { literal } from './sql.ts';

const ORDER = {
  level1: ['成本指标', '产出指标', '效益指标', '满意度指标'],
  level2: [
    '经济成本指标',
    '社会成本指标',
    '生态环境成本指标',
    '数量指标',
    '质量指标',
    '时效指标',
    '经济效益指标',
    '社会效益指标',
    '生态效益指标',
    '可持续影响指标',
    '服务对象满意度指标',
  ],
};

/** The place of a level's name in the order of the printed form, as SQL; names of other schemes come after. */
export function levelOrder(level: 'level1' | 'level2', column: string = level): string {
  return `coalesce(list_position(${literal(ORDER[level])}, ${column}), 99)`;
}
