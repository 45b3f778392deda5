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

/** An attribute of a tag, or ''. */
export const attribute = (tag: string, name: string): string =>
  new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).join('') ?? '';

function resolve(target: string, source: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const path = source.split('/').slice(0, -1);
  for (const step of target.split('/'))
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  return path.join('/');
}
