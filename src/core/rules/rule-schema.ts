import { REVIEWS, SCOPES, SEVERITIES, type Scope } from '#core/model/finding.ts';
import type { FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import { OPERATORS, OPERATOR_NAMES } from './operators.ts';
import { WORD_LISTS } from './params.ts';
import { ANSWERS, PARAM_TYPES, RULE_KEYS } from './rule.ts';

type Schema = Record<string, unknown>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const TYPES: readonly FactType[] = ['number', 'text', 'boolean', 'list'];
const text: Schema = { type: 'string', minLength: 1 };
const name: Schema = { type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' };
const version: Schema = { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' };
const list = (items: Schema): Schema => ({ type: 'array', items });
const object = (required: string[], properties: Record<string, Schema>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
const bilingual = object(['zh', 'en'], { zh: text, en: text });
const value: Schema = {
  anyOf: [
    { type: ['string', 'number', 'boolean'] },
    list({ type: ['string', 'number'] }),
    object(['fact'], { fact: text }),
  ],
};

/** A JSON Schema of rule files for editors: facts and operators of each scope with their meaning. `checkRule` remains the judge. */
export function ruleSchema(): Schema {
  return {
    $schema: DIALECT,
    title: '准星规则',
    ...object(RULE_KEYS, {
      $schema: text,
      id: name,
      code: { type: 'string', pattern: '^[A-Z]{1,3}\\d{2,3}$' },
      version,
      scope: { enum: SCOPES },
      severity: { enum: SEVERITIES },
      review: { enum: REVIEWS },
      doubt: { const: 'keep' },
      title: bilingual,
      why: bilingual,
      basis: list(
        object(['doc', 'item', 'verified'], {
          doc: text,
          item: text,
          verified: { type: 'boolean' },
          quote: text,
          url: text,
        }),
      ),
      params: { type: 'object', additionalProperties: param() },
      applies: {},
      conditions: {},
      message: bilingual,
      suggest: list({ anyOf: [bilingual, object(['from'], { from: { const: 'peers' } })] }),
      falseAlarms: list(bilingual),
      expectedMax: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
      tests: list(fixture()),
    }),
    allOf: SCOPES.map((scope) => ({
      if: { properties: { scope: { const: scope } } },
      then: { properties: { applies: group(scope), conditions: group(scope) } },
    })),
    $defs: Object.fromEntries(SCOPES.map((scope) => [scope, condition(scope)])),
  };
}

/** A JSON Schema of rule-set files. */
export function setSchema(): Schema {
  const severity: Schema = { enum: [...SEVERITIES, 'off'] };
  const change = object([], { severity: { enum: SEVERITIES }, params: { type: 'object' } });
  const entries: Schema = { type: 'object', additionalProperties: { anyOf: [severity, change] } };
  return {
    $schema: DIALECT,
    title: '准星规则集',
    ...object(['name', 'version', 'title', 'why', 'rules'], {
      $schema: text,
      name,
      version,
      title: bilingual,
      why: bilingual,
      extends: { anyOf: [name, { type: 'string', pattern: '\\.json$' }] },
      rules: { anyOf: [{ const: 'all' }, entries] },
      overrides: list(object(['when', 'rules'], { when: { type: 'object' }, rules: entries })),
      locked: { anyOf: [{ const: 'all' }, list(name)] },
    }),
  };
}

const nested = (scope: Scope): Schema => ({
  type: 'array',
  minItems: 1,
  items: { $ref: `#/$defs/${scope}` },
});
const groups = (scope: Scope): Schema[] => [
  object(['all'], { name, all: nested(scope) }),
  object(['any'], { name, any: nested(scope) }),
  object(['not'], { name, not: { $ref: `#/$defs/${scope}` } }),
];
const group = (scope: Scope): Schema => ({ anyOf: groups(scope) });
const condition = (scope: Scope): Schema => ({
  anyOf: [...groups(scope), ...TYPES.flatMap((type) => leaf(scope, type))],
});

function leaf(scope: Scope, type: FactType): Schema[] {
  const known = Object.entries(FACTS[scope]).filter(([, fact]) => fact.type === type);
  if (known.length === 0) return [];
  const facts = known.map(([fact, { zh, en, meaning }]) => ({
    const: fact,
    title: `${zh} · ${en}`,
    description: meaning,
  }));
  const operators = OPERATOR_NAMES.filter((operator) =>
    (OPERATORS[operator].types as readonly FactType[]).includes(type),
  );
  const named = operators.map((operator) => ({
    const: operator,
    title: `${OPERATORS[operator].zh} · ${OPERATORS[operator].en}`,
  }));
  return [
    object(['fact', 'operator', 'value'], {
      name,
      fact: { oneOf: facts },
      operator: { oneOf: named },
      value,
    }),
  ];
}

function param(): Schema {
  const number: Schema = { type: 'number' };
  return object(['type'], {
    list: { enum: [...WORD_LISTS.keys()] },
    type: { enum: PARAM_TYPES },
    default: { anyOf: [{ type: ['string', 'number', 'boolean'] }, list({ type: ['string', 'number'] })] },
    title: bilingual,
    min: number,
    max: number,
    step: number,
  });
}

function fixture(): Schema {
  return object(['expect', 'facts'], {
    name: text,
    expect: { enum: ANSWERS },
    because: list(name),
    facts: { type: 'object' },
    params: { type: 'object' },
  });
}
