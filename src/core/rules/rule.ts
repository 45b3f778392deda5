import type { Review, Scope, Severity } from '#core/model/finding.ts';
import type { OperatorName } from './operators.ts';

export interface Bilingual {
  zh: string;
  en: string;
}

export type Scalar = string | number | boolean;
export type ParamValue = Scalar | string[] | number[];

export const PARAM_TYPES = ['number', 'string', 'boolean', 'pattern', 'string[]', 'number[]'] as const;
export type ParamType = (typeof PARAM_TYPES)[number];

/** A number or word list that a rule set may change. `min` and `max` (numbers only) bound what a set may give. */
export interface Param {
  type: ParamType;
  default: ParamValue;
  title?: Bilingual;
  min?: number;
  max?: number;
  step?: number;
}

/** Parameter values of one rule, by name, after the set's changes. */
export type Params = Record<string, ParamValue>;

/** `{ "fact": "other" }` compares with another fact of the record, `{ "fact": "param:x" }` with a parameter. */
export interface Reference {
  fact: string;
}

export interface Leaf {
  name?: string;
  fact: string;
  operator: OperatorName;
  value: ParamValue | Reference;
}
export interface AllGroup {
  name?: string;
  all: Condition[];
}
export interface AnyGroup {
  name?: string;
  any: Condition[];
}
export interface NotGroup {
  name?: string;
  not: Condition;
}
/** A json-rules-engine condition, without priority, path, params and shared conditions. */
export type Condition = Leaf | AllGroup | AnyGroup | NotGroup;

export const ANSWERS = ['flagged', 'clean', 'notApplicable'] as const;
/** What a rule says of one record; it never says "clean" of a record it does not apply to. */
export type Answer = (typeof ANSWERS)[number];

/** One example in the rule's own file. Facts left out are missing. `because` = exactly the named conditions that made it so. */
export interface Fixture {
  name?: string;
  expect: Answer;
  because?: string[];
  facts: Record<string, Scalar | string[] | null>;
  /** Parameter values other than the defaults. */
  params?: Params;
}

/** A policy document behind a rule. `verified: false` = nobody has checked the clause against the text (未核对). */
export interface Basis {
  doc: string;
  item: string;
  verified: boolean;
  quote?: string;
  url?: string;
}

export type Suggestion = { from: 'peers' } | Bilingual;

/** What every rule file says. */
export const RULE_KEYS = [
  'id',
  'code',
  'version',
  'scope',
  'severity',
  'review',
  'title',
  'why',
  'basis',
  'applies',
  'conditions',
  'message',
  'tests',
];

/** One rule, as its file says; true = violation. Made only by `checkRule`. */
export interface Rule {
  $schema?: string;
  id: string;
  code: string;
  version: string;
  scope: Scope;
  severity: Severity;
  review: Review;
  title: Bilingual;
  why: Bilingual;
  basis: Basis[];
  params: Record<string, Param>;
  applies: Condition;
  conditions: Condition;
  message: Bilingual;
  suggest: Suggestion[];
  /** Where the rule is known to be wrong: what an auditor should think of before writing the finding down. */
  falseAlarms: Bilingual[];
  /** Share of the records checked (above 0, at most 1) that it should flag at most; above that the rule itself is in question. */
  expectedMax?: number;
  /** `keep`: a doubtful record says 先核对原件 but keeps its severity. */
  doubt?: 'keep';
  tests: Fixture[];
}
