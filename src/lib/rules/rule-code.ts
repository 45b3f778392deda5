import type { CompletionContext, CompletionResult, Completion } from '@codemirror/autocomplete';
import { jsonLanguage } from '@codemirror/lang-json';
import { REVIEWS, SCOPES, SEVERITIES, type Scope } from '#core/model/finding.ts';
import type { Problem } from '#core/rules/inspector.ts';
import { OPERATORS, OPERATOR_NAMES } from '#core/rules/operators.ts';
import { ANSWERS, PARAM_TYPES } from '#core/rules/rule.ts';
import type { FactType } from '#core/store/fact.ts';
import { FACTS } from '#core/store/facts.ts';
import type { CodeMark } from '#lib/ui/code-editor.ts';

type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode'];
type Language = 'zh' | 'en';
const LONG = 80;
interface Stretch {
  from: number;
  to: number;
}

/** Where every value of a JSON text stands, by JSON pointer, and the first stretch that is no JSON. */
export function placesOf(text: string): { places: Map<string, Stretch>; broken: Stretch | null } {
  const tree = jsonLanguage.parser.parse(text);
  const places = new Map<string, Stretch>();
  let broken: Stretch | null = null;
  tree.iterate({
    enter(node) {
      if (node.type.isError) broken ??= { from: node.from, to: Math.max(node.to, node.from + 1) };
    },
  });
  const walk = (node: Node, pointer: string): void => {
    places.set(pointer, { from: node.from, to: node.to });
    let index = 0;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === 'Property') {
        const [key, value] = [child.getChild('PropertyName'), child.lastChild];
        if (!key || !value || value === key) continue;
        const at = `${pointer}/${unquote(text.slice(key.from, key.to))}`;
        walk(value, at);
        // A key that should not be there is marked itself, not what it holds.
        places.set(`${at}#key`, { from: key.from, to: key.to });
      } else if (node.name === 'Array' && !/^[[\],⚠]$/.test(child.name)) walk(child, `${pointer}/${index++}`);
    }
  };
  const top = tree.topNode.firstChild;
  if (top) walk(top, '');
  return { places, broken };
}

/** The problems of a draft as marks in its text; one whose place is not there is marked at the nearest place above it. */
export function marksOf(text: string, problems: readonly Problem[], language: Language): CodeMark[] {
  if (problems.length === 0) return [];
  const { places, broken } = placesOf(text);
  return problems.map((problem) => {
    const message = language === 'zh' ? problem.message : problem.messageEn;
    return { ...stretchOf(problem.place, places, broken), severity: 'error', message };
  });
}

/** Where a problem stands in the text; of a long value its key, of a long text without one its first character. */
function stretchOf(place: string, places: ReadonlyMap<string, Stretch>, broken: Stretch | null): Stretch {
  if (place === '' && broken) return broken;
  for (let at = place; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const [value, key] = [places.get(at), places.get(`${at}#key`)];
    if (value && value.to - value.from <= LONG) return value;
    if (key) return key;
    if (value || at === '') return { from: value?.from ?? 0, to: (value?.from ?? 0) + 1 };
  }
}

/** Completes keys, facts, operators, parameters and fixed words of a rule file. */
export function completeRule(language: Language): (context: CompletionContext) => CompletionResult | null {
  return (context) => {
    const text = context.state.doc.toString();
    const tree = jsonLanguage.parser.parse(text);
    const node = tree.resolveInner(context.pos, -1);
    const spot = spotOf(node, text);
    if (!spot) return null;
    const from = spot.quoted ? node.from + 1 : (context.matchBefore(/[\w:-]*/)?.from ?? context.pos);
    const to =
      spot.quoted && text[node.to - 1] === '"' && node.to > node.from + 1 ? node.to - 1 : context.pos;
    if (!spot.quoted && !context.explicit) return null;
    const options = optionsAt(spot, text, language).map((one): Completion =>
      spot.quoted || !quotes(one)
        ? one
        : { ...one, apply: JSON.stringify(one.label) + (spot.key ? ': ' : '') },
    );
    return options.length === 0 ? null : { from, to, options, validFor: /^[\w:\-\u4e00-\u9fff]*$/ };
  };
}

const quotes = ({ type }: Completion) => type !== 'constant';

interface Spot {
  /** Keys from the top down to the object the cursor is in. */
  path: string[];
  /** A key is being written; else the value of `of`. */
  key: boolean;
  of: string | null;
  quoted: boolean;
  object: Node | null;
}

function spotOf(node: Node, text: string): Spot | null {
  const quoted = node.name === 'String' || node.name === 'PropertyName';
  let at: Node | null = quoted ? node.parent : node;
  if (at?.name === 'JsonText') return null;
  let of: string | null = null;
  let key = node.name === 'PropertyName';
  if (at?.name === 'Property') {
    const name = at.getChild('PropertyName');
    if (!key && name) of = unquote(text.slice(name.from, name.to));
    at = at.parent;
  } else if (at?.name === 'Object') key = true;
  else if (at?.name === 'Array' && at.parent?.name === 'Property') {
    const name = at.parent.getChild('PropertyName');
    of = name ? unquote(text.slice(name.from, name.to)) : null;
    at = at.parent.parent;
  }
  const object = at?.name === 'Object' ? at : null;
  const path: string[] = [];
  for (let up: Node | null = object; up; up = up.parent)
    if (up.name === 'Property') {
      const name = up.getChild('PropertyName');
      if (name) path.unshift(unquote(text.slice(name.from, name.to)));
    }
  return { path, key, of, quoted, object };
}

const TOP = [
  'id',
  'code',
  'version',
  'scope',
  'severity',
  'review',
  'title',
  'why',
  'basis',
  'params',
  'applies',
  'conditions',
  'message',
  'suggest',
  'doubt',
  'falseAlarms',
  'expectedMax',
  'tests',
];

function optionsAt({ path, key, of, object }: Spot, text: string, language: Language): Completion[] {
  const rule = scopeAndParams(text);
  const top = path[0] ?? '';
  const within = path.at(-1) ?? '';
  const inCondition = top === 'applies' || top === 'conditions';
  const words = (list: readonly string[]): Completion[] => list.map((label) => ({ label, type: 'keyword' }));
  if (key) {
    if (path.length === 0) return words(TOP);
    if (top === 'params')
      return path.length === 1 ? [] : words(['type', 'default', 'title', 'min', 'max', 'step']);
    if (within === 'facts') return facts(rule.scope, language);
    if (top === 'tests') return words(['name', 'expect', 'because', 'facts', 'params']);
    if (within === 'value') return words(['fact']);
    if (inCondition) return words(['name', 'fact', 'operator', 'value', 'all', 'any', 'not']);
    if (top === 'basis') return words(['doc', 'item', 'verified', 'quote', 'url']);
    return words(['zh', 'en']);
  }
  if (of === 'fact') {
    const params = rule.params.map((name): Completion => ({ label: `param:${name}`, type: 'variable' }));
    return within === 'value' ? [...params, ...facts(rule.scope, language)] : facts(rule.scope, language);
  }
  if (of === 'operator') return operators(object, text, rule.scope, language);
  if (path.length === 0 && of !== null) {
    if (of === 'scope') return words(SCOPES);
    if (of === 'severity') return words(SEVERITIES);
    if (of === 'review') return words(REVIEWS);
    if (of === 'doubt') return words(['keep']);
  }
  if (of === 'expect') return words(ANSWERS);
  if (of === 'type' && top === 'params') return words(PARAM_TYPES);
  if (of === 'verified' || (of === 'value' && inCondition))
    return ['true', 'false'].map((label) => ({ label, type: 'constant' }));
  return [];
}

function facts(scope: Scope | null, language: Language): Completion[] {
  return Object.entries(scope ? FACTS[scope] : {}).map(([label, fact]) => ({
    label,
    detail: `${fact[language]} · ${fact.type}`,
    info: fact.meaning,
    type: 'variable',
  }));
}

/** Those that fit the fact that stands beside them; all of them when there is none yet. */
function operators(object: Node | null, text: string, scope: Scope | null, language: Language): Completion[] {
  const property = object?.getChildren('Property').find((one) => nameOf(one, text) === 'fact');
  const value = property?.lastChild;
  const type = scope && value ? FACTS[scope][unquote(text.slice(value.from, value.to))]?.type : undefined;
  return OPERATOR_NAMES.filter(
    (name) => !type || (OPERATORS[name].types as readonly FactType[]).includes(type),
  ).map((label) => ({ label, detail: OPERATORS[label][language], type: 'function' }));
}

function nameOf(property: Node, text: string): string {
  const name = property.getChild('PropertyName');
  return name ? unquote(text.slice(name.from, name.to)) : '';
}

/** Read with patterns, since the text is seldom whole while it is typed. */
function scopeAndParams(text: string): { scope: Scope | null; params: string[] } {
  const scope = SCOPES.find((one) => one === /"scope"\s*:\s*"([a-z-]+)"/.exec(text)?.[1]) ?? null;
  const from = text.indexOf('"params"');
  const to = text.indexOf('"applies"', from);
  const params =
    from < 0
      ? []
      : [...text.slice(from, to < 0 ? from + 4000 : to).matchAll(/"([a-z][a-zA-Z0-9]*)"\s*:\s*\{/g)];
  return { scope, params: params.map((m) => m[1]!).filter((name) => name !== 'params' && name !== 'title') };
}

function unquote(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, '');
  }
}
