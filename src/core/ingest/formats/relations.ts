/** What one part of an Office file says of another. */
export interface Relation {
  /** The last word of the relation's type: worksheet, chartsheet, drawing. */
  type: string;
  /** The other part's name in the package, in lower case. */
  target: string;
}

/** The relations of the part called `source`, by their ids. */
export function relationsOf(xml: string, source: string): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const [tag] of xml.matchAll(/<(?:\w+:)?Relationship\s[^<>]*>/g)) {
    const target = attribute(tag, 'Target');
    if (attribute(tag, 'TargetMode') === 'External') continue;
    relations.set(attribute(tag, 'Id'), {
      type: attribute(tag, 'Type').split('/').at(-1)!,
      target: resolve(target, source).toLowerCase(),
    });
  }
  return relations;
}

export const isWorksheet = ({ type }: Relation) => type === 'worksheet';

const PATTERNS = new Map<string, RegExp>();

/** An attribute of a tag, or ''. */
export function attribute(tag: string, name: string): string {
  let pattern = PATTERNS.get(name);
  if (!pattern) PATTERNS.set(name, (pattern = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`)));
  const found = pattern.exec(tag);
  return found?.[1] ?? found?.[2] ?? '';
}

function resolve(target: string, source: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = source.split('/').slice(0, -1);
  for (const step of target.split('/'))
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  return path.join('/');
}
