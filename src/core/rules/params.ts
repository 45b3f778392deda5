import wordLists from '#data/rule-words.json' with { type: 'json' };
import { nearest, type Inspector } from './inspector.ts';
import { patternProblem } from './pattern.ts';
import { PARAM_TYPES, type Param, type ParamType, type Params, type Rule } from './rule.ts';

/** The rule's defaults with a set's values put over them; both have been checked before. */
export function withDefaults(rule: Rule, given: Params = {}): Params {
  const defaults = Object.entries(rule.params).map(([name, param]) => [name, param.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}

/** Checks a rule's declarations of parameters. */
export function checkParams(look: Inspector, params: unknown, place: string): Record<string, Param> {
  const all = look.object(params, place, 'any') ?? {};
  for (const [name, declared] of Object.entries(all)) {
    const at = `${place}/${name}`;
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      look.problem(at, '参数名应形如 moneyWords', 'a parameter is named like moneyWords');
    const param = look.object(declared, at, {
      required: ['type'],
      optional: ['default', 'list', 'title', 'min', 'max', 'step'],
    });
    if (!param) continue;
    look.oneOf(param.type, PARAM_TYPES, `${at}/type`);
    checkList(look, param, at);
    if (param.title !== undefined) look.bilingual(param.title, `${at}/title`);
    for (const bound of ['min', 'max', 'step'] as const) {
      if (param[bound] === undefined) continue;
      if (param.type !== 'number')
        look.problem(`${at}/${bound}`, '只有 number 参数可写界限', 'only a number has bounds');
      else checkValue(look, param[bound], { type: 'number' }, `${at}/${bound}`);
    }
    if ((PARAM_TYPES as readonly unknown[]).includes(param.type) && param.default !== undefined)
      checkValue(look, param.default, param as unknown as Param, `${at}/default`);
  }
  return all as Record<string, Param>;
}

/** Word lists that rules share, by name: those of data/rule-words.json. */
export const WORD_LISTS = new Map(Object.entries(wordLists));

/** A parameter gives its value as `default`, or names a shared `list` of words; never both. */
function checkList(look: Inspector, param: Record<string, unknown>, at: string): void {
  if ((param.default === undefined) === (param.list === undefined))
    return look.problem(at, '须写 default 或 list 之一', 'needs either default or list');
  if (param.list === undefined) return;
  if (param.type !== 'string[]')
    return look.problem(`${at}/list`, '只有 string[] 参数可引用词表', 'only a string[] can name a list');
  if (typeof param.list === 'string' && WORD_LISTS.has(param.list)) return;
  const known = [...WORD_LISTS.keys()];
  const near = typeof param.list === 'string' ? nearest(param.list, known) : undefined;
  look.problem(
    `${at}/list`,
    `没有这个共用词表${near ? `，是否应为“${near}”？` : `；可用：${known.join('、')}`}`,
    `there is no such list${near ? `; did you mean "${near}"?` : `; known: ${known.join(', ')}`}`,
  );
}

/** The parameters of a checked rule with the words of shared lists put in as defaults. */
export function withLists(params: Record<string, Param & { list?: string }>): Record<string, Param> {
  return Object.fromEntries(
    Object.entries(params).map(([name, { list, ...param }]) => [
      name,
      list === undefined ? param : { ...param, default: [...WORD_LISTS.get(list)!.words] },
    ]),
  );
}

/** Checks the values that a set or a fixture gives for a rule's parameters. */
export function checkGiven(
  look: Inspector,
  given: unknown,
  declared: Record<string, Param>,
  place: string,
): void {
  const all = look.object(given, place, { required: [], optional: Object.keys(declared) });
  for (const [name, value] of Object.entries(all ?? {})) {
    const param = declared[name];
    if (param) checkValue(look, value, param, `${place}/${name}`);
  }
}

const MEANING: Record<ParamType, { zh: string; en: string }> = {
  number: { zh: '应为数字', en: 'must be a number' },
  string: { zh: '应为文字', en: 'must be text' },
  boolean: { zh: '应为 true 或 false', en: 'must be true or false' },
  pattern: { zh: '应为模式', en: 'must be a pattern' },
  'string[]': { zh: '应为文字的数组', en: 'must be an array of texts' },
  'number[]': { zh: '应为数字的数组', en: 'must be an array of numbers' },
};

function checkValue(
  look: Inspector,
  value: unknown,
  param: { type: ParamType; min?: number; max?: number },
  place: string,
): void {
  const wrong = () => look.problem(place, MEANING[param.type].zh, MEANING[param.type].en);
  const isNumber = (v: unknown) => typeof v === 'number' && Number.isFinite(v);
  switch (param.type) {
    case 'number':
      if (!isNumber(value)) return wrong();
      if (param.min !== undefined && (value as number) < param.min)
        look.problem(place, `不得小于 ${param.min}`, `must be at least ${param.min}`);
      if (param.max !== undefined && (value as number) > param.max)
        look.problem(place, `不得大于 ${param.max}`, `must be at most ${param.max}`);
      return;
    case 'boolean':
      return look.boolean(value, place);
    case 'string':
      return void look.text(value, place);
    case 'pattern': {
      if (typeof value !== 'string') return wrong();
      const problem = patternProblem(value);
      if (problem) look.problem(place, problem.zh, problem.en);
      return;
    }
    case 'string[]':
      return look.array(value, place)?.forEach((v, i) => look.text(v, `${place}/${i}`));
    case 'number[]':
      return look.array(value, place)?.forEach((v, i) => {
        if (!isNumber(v)) look.problem(`${place}/${i}`, MEANING.number.zh, MEANING.number.en);
      });
  }
}
