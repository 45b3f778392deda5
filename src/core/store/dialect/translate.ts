import { DialectError, type Call, type Dialect } from './dialect.ts';
import { isWord, parseBrackets, splitAtCommas, trimmed, type Node } from './tokens.ts';

/** Words that a bracket may follow without being a function's arguments. */
const GRAMMAR = new Set(
  `ALL AND ANY AS BETWEEN BY CASE CROSS DISTINCT ELSE EXCEPT EXCLUDE EXISTS FILTER FROM HAVING IN INTERSECT INTO IS JOIN LIKE
  MATERIALIZED NOT ON OR OVER QUALIFY SELECT TABLE THEN UNION USING VALUES WHEN WHERE WITH`.split(/\s+/),
);

/** What names stand for in one session, besides what the dialect says. */
export interface Names {
  /** Tables that are called otherwise than in the source. */
  tables: ReadonlyMap<string, string>;
  /** Macros: a call is the body with its arguments in place of the parameters. */
  macros: ReadonlyMap<string, { params: readonly string[]; body: string }>;
}

const NO_NAMES: Names = { tables: new Map(), macros: new Map() };

/**
 * DuckDB's SQL in another engine's dialect: calls, types, literals and a few words are rewritten, the rest stands as it is.
 * Understands the subset that store/ and rules/ are written in: functions for slices of lists, `ORDER BY` inside an
 * aggregate goes down by numbers only.
 * @param options `unknown: 'keep'` leaves functions alone that the dialect does not list, for SQL of a person who knows the engine
 * @throws DialectError for what the dialect does not list; SyntaxError for brackets that do not match
 */
export function translate(
  sql: string,
  dialect: Dialect,
  names: Names = NO_NAMES,
  { unknown = 'refuse' }: { unknown?: 'refuse' | 'keep' } = {},
): string {
  return new Writer(dialect, names, unknown).write(parseBrackets(sql));
}

/** How many statements a text holds: what stands between semicolons and is not blank. */
export function countStatements(sql: string): number {
  let count = 0;
  let blank = true;
  for (const node of parseBrackets(sql)) {
    if (node.kind === 'sign' && node.text === ';') blank = true;
    else if (node.kind !== 'space' && blank) {
      count++;
      blank = false;
    }
  }
  return count;
}

class Writer {
  readonly #dialect: Dialect;
  readonly #names: Names;

  readonly #unknown: 'refuse' | 'keep';

  constructor(dialect: Dialect, names: Names, unknown: 'refuse' | 'keep') {
    this.#dialect = dialect;
    this.#names = names;
    this.#unknown = unknown;
  }

  write(nodes: readonly Node[]): string {
    const bare = bareColumns(nodes);
    let out = '';
    let before: Node | undefined;
    for (let i = 0; i < nodes.length;) {
      const { written, end } = this.#one(nodes, i, before);
      const name = bare.get(i);
      out += name === undefined ? written : `${written} AS ${this.#dialect.quoted(name)}`;
      if (nodes[i]!.kind !== 'space') before = nodes[i];
      i = end;
    }
    return out;
  }

  #one(nodes: readonly Node[], i: number, before: Node | undefined): { written: string; end: number } {
    const node = nodes[i]!;
    const end = i + 1;
    switch (node.kind) {
      case 'group':
        return {
          written: node.open === '(' ? `(${this.write(node.nodes)})` : `[${this.write(node.nodes)}]`,
          end,
        };
      case 'text':
        return { written: this.#dialect.text(node.text.slice(1, -1).replaceAll("''", "'")), end };
      case 'name':
        return { written: this.#name(node.text.slice(1, -1).replaceAll('""', '"')), end };
      case 'word':
        return this.#word(node.text, nodes, end, before);
      case 'sign':
        if (node.text === '::') return this.#castBehind(nodes, end);
        return { written: node.text, end };
      default:
        return { written: node.text, end };
    }
  }

  #name(name: string): string {
    return this.#dialect.quoted(this.#names.tables.get(name) ?? name);
  }

  #word(word: string, nodes: readonly Node[], end: number, before: Node | undefined) {
    const at = skipSpace(nodes, end);
    const next = nodes[at];
    if (
      next?.kind === 'group' &&
      next.open === '(' &&
      !GRAMMAR.has(word.toUpperCase()) &&
      !isWord(before, 'INTO', 'TABLE')
    )
      return this.#call(word, next.nodes, nodes, at + 1);
    if (word.toUpperCase() === 'DESCRIBE' && next?.kind === 'word')
      return { written: this.#dialect.describe(this.#names.tables.get(next.text) ?? next.text), end: at + 1 };
    const table = this.#names.tables.get(word);
    const written = (table && this.#dialect.quoted(table)) ?? this.#dialect.words[word.toUpperCase()];
    return { written: written ?? word, end };
  }

  /** A type behind `::` is one word and perhaps `[]`. */
  #castBehind(nodes: readonly Node[], from: number) {
    const at = skipSpace(nodes, from);
    const list = nodes[at + 1];
    const end = list?.kind === 'group' && list.open === '[' && list.nodes.length === 0 ? at + 2 : at + 1;
    return { written: `::${this.#type(nodes.slice(at, end))}`, end };
  }

  #type(nodes: readonly Node[]): string {
    const name = trimmed(nodes)
      .map((node) => (node.kind === 'group' ? '[]' : node.text))
      .join('')
      .toUpperCase();
    return this.#dialect.types[name] ?? name;
  }

  #call(name: string, inside: readonly Node[], nodes: readonly Node[], behind: number) {
    const filterAt = skipSpace(nodes, behind);
    const bracketAt = skipSpace(nodes, filterAt + 1);
    const bracket = nodes[bracketAt];
    const filtered = isWord(nodes[filterAt], 'FILTER') && bracket?.kind === 'group';
    const filter = filtered ? this.write(trimmed(trimmed(bracket.nodes).slice(1))) : null;
    const call: Call = { name: name.toLowerCase(), ...this.#arguments(inside), filter };
    return { written: this.#written(call, name), end: filtered ? bracketAt + 1 : behind };
  }

  #written(call: Call, printed: string): string {
    const { name, args, distinct, order, filter } = call;
    const macro = this.#names.macros.get(name);
    if (macro) {
      const body = new Writer(this.#dialect, this.#names, this.#unknown).write(parseBrackets(macro.body));
      return this.#dialect.bind(macro.params, args, body);
    }
    const writing = this.#dialect.functions[name];
    if (typeof writing === 'function') return writing(call);
    if (writing === undefined && !this.#dialect.same.has(name) && this.#unknown === 'refuse')
      throw new DialectError(`${this.#dialect.name}: the dialect lists no function ${name}`);
    if (order.length > 0) throw new DialectError(`${this.#dialect.name}: ${name} takes no ORDER BY`);
    const written = `${writing ?? printed}(${distinct ? 'DISTINCT ' : ''}${args.join(', ')})`;
    return filter === null ? written : `${written} FILTER (WHERE ${filter})`;
  }

  #arguments(inside: readonly Node[]): Pick<Call, 'args' | 'distinct' | 'order'> {
    let nodes = trimmed(inside);
    const distinct = isWord(nodes[0], 'DISTINCT');
    if (distinct) nodes = trimmed(nodes.slice(1));
    const from = nodes.findIndex((node) => isWord(node, 'ORDER'));
    const keys = from < 0 ? [] : splitAtCommas(nodes.slice(skipSpace(nodes, from + 1) + 1));
    const order = keys.map((key) => {
      const descending = isWord(key.at(-1), 'DESC');
      return { by: this.write(trimmed(descending ? key.slice(0, -1) : key)), descending };
    });
    const args = splitAtCommas(from < 0 ? nodes : nodes.slice(0, from)).flatMap((arg) => this.#argument(arg));
    return { args, distinct, order };
  }

  /** One argument; `x AS type` of a cast gives two. */
  #argument(arg: readonly Node[]): string[] {
    if (isWord(arg[0], 'LAMBDA')) {
      const colon = arg.findIndex((node) => node.kind === 'sign' && node.text === ':');
      const params = arg.slice(1, colon).flatMap((node) => (node.kind === 'word' ? [node.text] : []));
      return [this.#dialect.lambda(params, this.write(trimmed(arg.slice(colon + 1))))];
    }
    const as = arg.findIndex((node) => isWord(node, 'AS'));
    if (as < 0 || isWord(arg[0], 'SELECT', 'WITH')) return [this.write(arg)];
    return [this.write(trimmed(arg.slice(0, as))), this.#type(arg.slice(as + 1))];
  }
}

/**
 * Columns that stand in a SELECT as `table.column` and nothing more, by the place of the column's word: an engine may call the result
 * `table.column`, so they are given their names.
 */
function bareColumns(nodes: readonly Node[]): Map<number, string> {
  const found = new Map<number, string>();
  let item: number[] | null = null;
  const close = () => {
    const [table, dot, column] = (item ?? []).map((i) => nodes[i]!);
    const last = item?.[2];
    if (
      item?.length === 3 &&
      last !== undefined &&
      table?.kind === 'word' &&
      dot?.kind === 'sign' &&
      dot.text === '.'
    )
      if (column?.kind === 'word') found.set(last, column.text);
      else if (column?.kind === 'name') found.set(last, column.text.slice(1, -1).replaceAll('""', '"'));
  };
  nodes.forEach((node, i) => {
    if (isWord(node, 'SELECT')) item = [];
    else if (isWord(node, 'FROM', 'UNION')) {
      close();
      item = null;
    } else if (item && node.kind === 'sign' && node.text === ',') {
      close();
      item = [];
    } else if (node.kind !== 'space' && !isWord(node, 'DISTINCT')) item?.push(i);
  });
  close();
  return found;
}

const skipSpace = (nodes: readonly Node[], i: number): number => {
  while (nodes[i]?.kind === 'space') i++;
  return i;
};
