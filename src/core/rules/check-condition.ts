import type { Fact, FactType } from '#core/store/fact.ts';
import { isReference, paramName } from './condition.ts';
import { nearest, type Inspector } from './inspector.ts';
import { OPERATORS, OPERATOR_NAMES, type ExpectedType, type OperatorName } from './operators.ts';
import { patternProblem } from './pattern.ts';
import type { Param, ParamType } from './rule.ts';

/** What a condition may speak of: the facts of the rule's scope and the rule's own parameters. */
export interface Vocabulary {
  scope: string;
  facts: Record<string, Fact>;
  params: Record<string, Param>;
}

const GROUPS = ['all', 'any', 'not'] as const;
const MAX_DEPTH = 12;

/** Checks one condition and all below it; the names given to conditions are added to `names`. */
export function checkCondition(
  look: Inspector,
  condition: unknown,
  place: string,
  words: Vocabulary,
  names: Set<string>,
  depth = 0,
): void {
  const object = look.object(condition, place, 'any');
  if (!object) return;
  const groups = GROUPS.filter((key) => key in object);
  if (depth > MAX_DEPTH)
    return look.problem(place, `嵌套超过 ${MAX_DEPTH} 层`, `nested more than ${MAX_DEPTH} deep`);
  if (groups.length > 1)
    return look.problem(
      place,
      `同一对象里同时写了 ${groups.join(' 与 ')}：请把其中一个放进另一个里面`,
      `${groups.join(' and ')} on one object: put one inside the other`,
    );
  const group = groups[0];
  if (group === undefined && depth === 0)
    return look.problem(
      place,
      '最外层应为 all、any 或 not',
      'the outermost condition must be all, any or not',
    );
  if (object.name !== undefined) {
    look.name(object.name, `${place}/name`);
    if (names.has(String(object.name)))
      look.problem(
        `${place}/name`,
        `名称“${String(object.name)}”重复`,
        `the name "${String(object.name)}" is used twice`,
      );
    names.add(String(object.name));
  }
  if (group === undefined) return checkLeaf(look, object, place, words);
  look.object(object, place, { required: [group], optional: ['name'] });
  if (group === 'not') return checkCondition(look, object.not, `${place}/not`, words, names, depth + 1);
  const list = look.array(object[group], `${place}/${group}`);
  if (list?.length === 0)
    look.problem(
      `${place}/${group}`,
      '空组没有意义：请写入条件或删去',
      'an empty group: give it conditions or remove it',
    );
  list?.forEach((one, i) => checkCondition(look, one, `${place}/${group}/${i}`, words, names, depth + 1));
}

function checkLeaf(look: Inspector, leaf: Record<string, unknown>, place: string, words: Vocabulary): void {
  look.object(leaf, place, { required: ['fact', 'operator', 'value'], optional: ['name'] });
  const fact = leaf.fact === undefined ? null : checkFact(look, leaf.fact, `${place}/fact`, words);
  if (leaf.operator === undefined) return;
  const before = look.problems.length;
  look.oneOf(leaf.operator, OPERATOR_NAMES, `${place}/operator`);
  if (!fact || look.problems.length > before) return;
  const name = leaf.operator as OperatorName;
  const types: readonly FactType[] = OPERATORS[name].types;
  if (!types.includes(fact.type)) {
    const fitting = OPERATOR_NAMES.filter((o) =>
      (OPERATORS[o].types as readonly FactType[]).includes(fact.type),
    );
    return look.problem(
      `${place}/operator`,
      `运算 ${name} 不适用于类型为 ${fact.type} 的事实“${String(leaf.fact)}”；可用：${fitting.join('、')}`,
      `${name} does not fit "${String(leaf.fact)}", which is ${fact.type}; fitting: ${fitting.join(', ')}`,
    );
  }
  if (leaf.value !== undefined)
    checkExpected(look, leaf.value, `${place}/value`, OPERATORS[name].expects, fact, words);
}

/** The catalogue's entry of a fact, or `null` after noting that there is none. */
export function checkFact(look: Inspector, fact: unknown, place: string, words: Vocabulary): Fact | null {
  const entry = typeof fact === 'string' && Object.hasOwn(words.facts, fact) ? words.facts[fact] : undefined;
  if (entry) return entry;
  const near = typeof fact === 'string' ? nearest(fact, Object.keys(words.facts)) : undefined;
  look.problem(
    place,
    `“${words.scope}”这一层没有事实“${String(fact)}”${near ? `，是否应为“${near}”？` : '；请查事实目录'}`,
    `${words.scope} has no fact "${String(fact)}"${near ? `; did you mean "${near}"?` : '; see the catalogue of facts'}`,
  );
  return null;
}

const SAME: Record<FactType, ParamType> = {
  number: 'number',
  text: 'string',
  boolean: 'boolean',
  list: 'string[]',
};

function paramTypeFor(expects: ExpectedType, fact: FactType): ParamType | null {
  if (expects === 'true') return null;
  if (expects === 'pattern') return 'pattern';
  if (expects === 'texts') return 'string[]';
  if (expects === 'same') return SAME[fact];
  return fact === 'number' ? 'number[]' : 'string[]';
}

function checkExpected(
  look: Inspector,
  value: unknown,
  place: string,
  expects: ExpectedType,
  fact: Fact,
  words: Vocabulary,
): void {
  const wanted = paramTypeFor(expects, fact.type);
  if (wanted === null) {
    if (value !== true)
      look.problem(
        place,
        '只能写 true；反义请用另一个运算',
        'must be true; for the opposite use the other operator',
      );
    return;
  }
  if (isReference(value)) return checkReference(look, value, place, wanted, words);
  const isScalar = !wanted.endsWith('[]');
  if (isScalar) return checkScalar(look, value, wanted, place);
  const list = look.array(value, place);
  if (list?.length === 0)
    look.problem(place, '空列表永远不成立：请写入词语', 'an empty list never holds: give it words');
  list?.forEach((one, i) =>
    checkScalar(look, one, wanted === 'number[]' ? 'number' : 'string', `${place}/${i}`),
  );
}

function checkReference(
  look: Inspector,
  value: { fact: unknown },
  place: string,
  wanted: ParamType,
  words: Vocabulary,
): void {
  look.object(value, place, { required: ['fact'], optional: [] });
  const param = typeof value.fact === 'string' ? paramName(value.fact) : null;
  const at = `${place}/fact`;
  if (param === null) {
    const other = checkFact(look, value.fact, at, words);
    if (other && SAME[other.type] !== wanted)
      look.problem(
        at,
        `这里需要 ${wanted}，而“${String(value.fact)}”是 ${other.type}`,
        `needs ${wanted}, but "${String(value.fact)}" is ${other.type}`,
      );
    return;
  }
  const declared = Object.hasOwn(words.params, param) ? words.params[param] : undefined;
  if (!declared) {
    const near = nearest(param, Object.keys(words.params));
    look.problem(
      at,
      `规则没有参数“${param}”${near ? `，是否应为“${near}”？` : '；请在 params 中声明'}`,
      `the rule has no parameter "${param}"${near ? `; did you mean "${near}"?` : '; declare it under params'}`,
    );
  } else if (declared.type !== wanted)
    look.problem(
      at,
      `这里需要 ${wanted} 参数，而“${param}”是 ${declared.type}`,
      `needs a ${wanted} parameter, but "${param}" is ${declared.type}`,
    );
}

function checkScalar(look: Inspector, value: unknown, wanted: ParamType, place: string): void {
  if (wanted === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value))
      look.problem(place, '应为数字（不加引号）', 'must be a number, without quotes');
  } else if (wanted === 'boolean') look.boolean(value, place);
  else if (wanted === 'pattern') {
    const problem =
      typeof value === 'string' ? patternProblem(value) : { zh: '应为模式', en: 'must be a pattern' };
    if (problem) look.problem(place, problem.zh, problem.en);
  } else look.text(value, place);
}
