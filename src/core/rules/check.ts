import { REVIEWS, SCOPES, SEVERITIES, type Scope } from '#core/model/finding.ts';
import type { Fact } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { checkCondition, checkFact, type Vocabulary } from './check-condition.ts';
import { checkFixtures } from './check-fixtures.ts';
import { Inspector } from './inspector.ts';
import { FORMATTERS, placeholders } from './message.ts';
import { compile } from './compile.ts';
import { checkParams, withDefaults, withLists } from './params.ts';
import { RULE_KEYS, type Rule } from './rule.ts';

const OPTIONAL = ['$schema', 'params', 'suggest', 'falseAlarms', 'expectedMax', 'doubt'];

const LONGEST_SQL = 40_000;

export type Catalogue = Record<Scope, Record<string, Fact>>;

/**
 * Checks a rule's JSON through and through, against the catalogue of facts and the table of operators.
 * `params`, `suggest` and `falseAlarms` may be left out and are filled in empty, shared word lists become defaults; `file` is only for messages and for id = file name.
 * @throws RuleError with every problem, its place as a JSON pointer, and how to mend it
 */
export function checkRule(json: unknown, file: string, catalogue: Catalogue = FACTS): Rule {
  const look = new Inspector(file);
  const rule = look.object(json, '', { required: RULE_KEYS, optional: OPTIONAL });
  if (rule) checkParts(look, rule, catalogue);
  look.finish();
  const checked = json as Partial<Rule>;
  const { params = {}, suggest = [], falseAlarms = [] } = checked;
  const whole = { ...checked, params: withLists(params), suggest, falseAlarms } as Rule;
  checkLength(look, whole, catalogue);
  look.finish();
  return whole;
}

function checkParts(look: Inspector, rule: Record<string, unknown>, catalogue: Catalogue): void {
  const given = (key: string) => rule[key] !== undefined;
  if (given('id')) look.name(rule.id, '/id');
  if (typeof rule.id === 'string') look.fileName(rule.id, '/id');
  if (given('code') && !(typeof rule.code === 'string' && /^[A-Z]{1,3}\d{2,3}$/.test(rule.code)))
    look.problem('/code', '应为目录编号，如 I08', 'must be a catalogue id such as I08');
  if (given('version')) look.version(rule.version, '/version');
  if (given('scope')) look.oneOf(rule.scope, SCOPES, '/scope');
  if (given('severity')) look.oneOf(rule.severity, SEVERITIES, '/severity');
  if (given('review')) look.oneOf(rule.review, REVIEWS, '/review');
  if (given('doubt')) look.oneOf(rule.doubt, ['keep'], '/doubt');
  for (const key of ['title', 'why', 'message']) if (given(key)) look.bilingual(rule[key], `/${key}`);
  if (given('basis')) checkBasis(look, rule.basis);
  if (given('suggest')) checkSuggest(look, rule.suggest);
  if (given('falseAlarms'))
    look
      .array(rule.falseAlarms, '/falseAlarms')
      ?.forEach((one, i) => look.bilingual(one, `/falseAlarms/${i}`));
  const most = rule.expectedMax;
  if (most !== undefined && !(typeof most === 'number' && most > 0 && most <= 1))
    look.problem(
      '/expectedMax',
      '应为大于 0、不超过 1 的数，如 0.2',
      'must be above 0 and at most 1, such as 0.2',
    );
  const params = given('params') ? checkParams(look, rule.params, '/params') : {};

  const scope = rule.scope as Scope;
  if (!SCOPES.includes(scope)) return;
  const words: Vocabulary = { scope, facts: catalogue[scope], params };
  const names = new Set<string>();
  if (given('applies')) checkCondition(look, rule.applies, '/applies', words, new Set());
  if (given('conditions')) checkCondition(look, rule.conditions, '/conditions', words, names);
  if (given('message')) checkTemplates(look, rule.message, words);
  if (given('tests')) checkFixtures(look, rule.tests, words, names);
}

/** A statement that is too long can crash the database in the page. */
function checkLength(look: Inspector, rule: Rule, catalogue: Catalogue): void {
  const { applies, conditions } = compile(rule, withDefaults(rule), catalogue[rule.scope]);
  const length = applies.length + conditions.length;
  if (length > LONGEST_SQL)
    look.problem(
      '',
      `规则编译成 SQL 后长 ${length} 个字符，不得超过 ${LONGEST_SQL}：请缩短词表或拆成几条规则`,
      `compiles to ${length} characters of SQL, more than ${LONGEST_SQL}: shorten its word lists or split it`,
    );
}

function checkBasis(look: Inspector, basis: unknown): void {
  look.array(basis, '/basis')?.forEach((one, i) => {
    const place = `/basis/${i}`;
    const object = look.object(one, place, {
      required: ['doc', 'item', 'verified'],
      optional: ['quote', 'url'],
    });
    if (!object) return;
    for (const key of ['doc', 'item', 'quote', 'url'])
      if (object[key] !== undefined) look.text(object[key], `${place}/${key}`);
    if (object.verified !== undefined) look.boolean(object.verified, `${place}/verified`);
  });
}

function checkSuggest(look: Inspector, suggest: unknown): void {
  look.array(suggest, '/suggest')?.forEach((one, i) => {
    const place = `/suggest/${i}`;
    const object = look.object(one, place, 'any');
    if (!object) return;
    if (!('from' in object)) return look.bilingual(object, place);
    look.object(object, place, { required: ['from'], optional: [] });
    look.oneOf(object.from, ['peers'], `${place}/from`);
  });
}

function checkTemplates(look: Inspector, message: unknown, words: Vocabulary): void {
  for (const [language, template] of Object.entries((message ?? {}) as Record<string, unknown>)) {
    if (typeof template !== 'string') continue;
    const place = `/message/${language}`;
    const { found, stray } = placeholders(template);
    if (stray) look.problem(place, '花括号不成对，或嵌套', 'a brace stands alone or inside another');
    for (const { fact, formatter } of found) {
      if (fact.startsWith('param:')) {
        if (!Object.hasOwn(words.params, fact.slice(6)))
          look.problem(
            place,
            `规则没有参数“${fact.slice(6)}”`,
            `the rule has no parameter "${fact.slice(6)}"`,
          );
      } else {
        const type = checkFact(look, fact, place, words)?.type;
        if (formatter !== null && type !== undefined && type !== 'number')
          look.problem(
            place,
            `“${fact}”不是数字，不能用 |${formatter}`,
            `"${fact}" is not a number: no |${formatter}`,
          );
      }
      if (formatter !== null) look.oneOf(formatter, Object.keys(FORMATTERS), place);
    }
  }
}
