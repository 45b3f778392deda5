import type { Strength } from './indicator.ts';
import type { Target } from './target.ts';

/**
 * The class of strength of a target: `full` = a saturated 100 %, `number` = any other figure or day (a change with its
 * figure included, and several figures in one target), `trend` = a direction without a figure, `state` = another word, `lost` = nothing usable printed.
 */
export function strengthOf(target: Target): Strength {
  switch (target.kind) {
    case 'quantity':
      return isFull(target) ? 'full' : 'number';
    case 'date':
      return 'number';
    case 'trend':
      return target.value === null && !hasFigures(target) ? 'trend' : 'number';
    case 'quality':
      return hasFigures(target) ? 'number' : 'state';
    case 'placeholder':
    case 'lost':
      return 'lost';
  }
}

/** Several figures in words (`数据库1个、系统2套`) can be checked. */
const hasFigures = ({ flags }: Target) => flags.includes('several-figures');

function isFull(target: Target): boolean {
  return (
    target.dimension === 'percent' &&
    target.valueHigh === null &&
    target.value !== null &&
    target.value * target.scale === 100 &&
    (target.comparator === '=' || target.comparator === '≥' || target.comparator === null)
  );
}
