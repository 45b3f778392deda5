import { checkRule } from './check.ts';
import type { Rule } from './rule.ts';

const FILES = import.meta.glob<unknown>('../../../rules/templates/*.json', {
  eager: true,
  import: 'default',
});

/** Rules to begin one's own from, each whole and with examples; none of them is run. By code. */
export function templates(): Rule[] {
  return Object.entries(FILES)
    .map(([path, json]) => checkRule(json, path.replace(/^(\.\.\/)+/, '')))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}
