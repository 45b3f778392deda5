import type { Fact } from '#core/store/fact.ts';
import { identifier } from '#core/store/sql.ts';
import { leafSql } from './compile.ts';
import { isReference, paramName } from './condition.ts';
import type { OperatorName } from './operators.ts';
import type { Leaf, Params } from './rule.ts';

/** Operators that read a text through. */
const READING: ReadonlySet<OperatorName> = new Set([
  'containsAny',
  'containsNone',
  'startsWithAny',
  'endsWithAny',
  'endsWithNone',
  'matches',
]);

/**
 * Conditions that read a text are judged once for each different text of a fact, not once a record, and once for all rules that
 * share them: names of indicators repeat, and word lists are most of the work.
 */
export class TextOnce {
  readonly #facts: ReadonlySet<string>;
  readonly #leaves = new Map<string, Map<string, string>>();

  /** @param facts those whose texts repeat enough */
  constructor(facts: Iterable<string>) {
    this.#facts = new Set(facts);
  }

  /** The leaf as a predicate over `from()`; TRUE or FALSE. */
  leaf(leaf: Leaf, params: Params, facts: Record<string, Fact>): string {
    const sql = leafSql(leaf, params, facts);
    if (!readsText(leaf) || !this.#facts.has(leaf.fact)) return sql;
    const own = this.#leaves.get(leaf.fact) ?? new Map<string, string>();
    this.#leaves.set(leaf.fact, own);
    const column = own.get(sql) ?? `leaf_${[...this.#facts].indexOf(leaf.fact)}_${own.size}`;
    own.set(sql, column);
    return `coalesce(${column}, FALSE)`;
  }

  /** `view f` joined with what was judged of its texts. */
  from(view: string): string {
    const joins = [...this.#leaves].map(([fact, own]) => {
      const name = identifier(fact);
      const text = `text_${[...this.#facts].indexOf(fact)}`;
      const columns = [...own].map(([sql, column]) => `${sql} AS ${column}`).join(', ');
      return `LEFT JOIN (SELECT ${name} AS ${text}, ${columns} FROM (SELECT DISTINCT ${name} FROM ${view} WHERE ${name} IS NOT NULL)) t_${text}
        ON t_${text}.${text} = f.${name}`;
    });
    return [`${view} f`, ...joins].join('\n');
  }
}

/** Whether a leaf reads a text with words or a pattern that are known when the rule is compiled. */
export function readsText({ operator, value }: Leaf): boolean {
  return READING.has(operator) && (!isReference(value) || paramName(value.fact) !== null);
}
