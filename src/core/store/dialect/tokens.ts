/** A piece of SQL: a token, or what stands between two brackets. */
export type Node =
  | { kind: 'space' | 'text' | 'name' | 'number' | 'word' | 'sign'; text: string }
  | { kind: 'group'; open: '(' | '['; nodes: Node[] };

// Blank or comment · 'text' · "name" · number · word · sign
const TOKEN =
  /(\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*")|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_$]*)|(::|\|\||->|<=|>=|<>|!=|[^\s'"])/uy;
const KINDS = ['space', 'text', 'name', 'number', 'word', 'sign'] as const;

/**
 * SQL as a tree of brackets over tokens, blanks and comments kept.
 * @throws SyntaxError for a bracket or a quote that is not closed
 */
export function parseBrackets(sql: string): Node[] {
  const open: { bracket: '(' | '['; nodes: Node[] }[] = [{ bracket: '(', nodes: [] }];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < sql.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(sql);
    if (!match) throw new SyntaxError(`SQL: a quote is not closed: ${sql.slice(at, at + 40)}`);
    const text = match[0];
    if (text === '(' || text === '[') {
      open.push({ bracket: text, nodes: [] });
    } else if (text === ')' || text === ']') {
      const { bracket, nodes } = open.pop()!;
      const outer = open.at(-1);
      if (!outer || (bracket === '(') !== (text === ')'))
        throw new SyntaxError(`SQL: ${text} closes nothing: ${sql.slice(Math.max(0, at - 40), at + 1)}`);
      outer.nodes.push({ kind: 'group', open: bracket, nodes });
    } else {
      const kind = KINDS[match.slice(1).findIndex((part) => part !== undefined)]!;
      open.at(-1)!.nodes.push({ kind, text });
    }
  }
  if (open.length > 1) throw new SyntaxError('SQL: a bracket is not closed');
  return open[0]!.nodes;
}

/** Whether a node is this word of SQL, whatever its case. */
export const isWord = (node: Node | undefined, ...words: string[]): boolean =>
  node?.kind === 'word' && words.includes(node.text.toUpperCase());

/** The parts between commas, those inside brackets left alone; blanks around a part are cut off. */
export function splitAtCommas(nodes: readonly Node[]): Node[][] {
  const parts: Node[][] = [[]];
  for (const node of nodes) {
    if (node.kind === 'sign' && node.text === ',') parts.push([]);
    else parts.at(-1)!.push(node);
  }
  return parts.map(trimmed).filter((part, i) => part.length > 0 || i > 0);
}

export function trimmed(nodes: readonly Node[]): Node[] {
  const solid = (node: Node) => node.kind !== 'space';
  const from = nodes.findIndex(solid);
  return from < 0 ? [] : nodes.slice(from, nodes.findLastIndex(solid) + 1);
}
