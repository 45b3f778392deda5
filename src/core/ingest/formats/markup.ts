import { Tokenizer } from 'htmlparser2';
import type { Budget } from './budget.ts';

/** What a reader of tags gets, in the order of the document: nothing is matched, nested or kept. */
export interface TagReader {
  open(name: string, attributes: Attributes): void;
  /** `implied` when the tag closed itself (`<w:br/>`, XML only). */
  close(name: string, implied: boolean): void;
  text(text: string): void;
  comment?(text: string): void;
}

/** The wanted attributes a tag has, by lower-case name in HTML. */
export type Attributes = Readonly<Record<string, string | undefined>>;

const NONE: Attributes = Object.freeze({});
const CHECK_EVERY = 1024;

/**
 * Goes over the tags of HTML or XML without building a tree, so depth costs nothing. HTML tag and attribute names come in lower case;
 * only `wanted` attributes are read. XML prefixes of the namespaces in `prefixes` are given as named there, whatever the file calls them.
 * @throws ReadError too-slow
 */
export function readTags(
  markup: string,
  reader: TagReader,
  options: { xml: boolean; wanted: ReadonlySet<string>; budget: Budget; prefixes?: Record<string, string> },
): void {
  const { xml, wanted, budget, prefixes } = options;
  const aliases = new Map<string, string>();
  let name = '';
  let attributes: Record<string, string> | null = null;
  let attribute = '';
  let value: string | null = null;
  let tags = 0;
  const canonical = (full: string) => {
    if (aliases.size === 0) return full;
    const colon = full.indexOf(':');
    const prefix = aliases.get(colon < 0 ? '' : full.slice(0, colon));
    return prefix === undefined ? full : `${prefix}:${full.slice(colon + 1)}`;
  };
  const cut = (start: number, end: number) =>
    xml ? markup.slice(start, end) : markup.slice(start, end).toLowerCase();
  const opened = () => {
    if (++tags % CHECK_EVERY === 0) budget.check();
    reader.open(xml ? canonical(name) : name, attributes ?? NONE);
    attributes = null;
  };
  const tokenizer = new Tokenizer(
    { xmlMode: xml },
    {
      onopentagname(start, end) {
        name = cut(start, end);
        attributes = null;
      },
      onattribname(start, end) {
        attribute = cut(start, end);
        if (aliases.size > 0 && attribute.includes(':')) attribute = canonical(attribute);
        value = wanted.has(attribute) || (prefixes && attribute.startsWith('xmlns')) ? '' : null;
      },
      onattribdata(start, end) {
        if (value !== null) value += markup.slice(start, end);
      },
      onattribentity(code) {
        if (value !== null) value += String.fromCodePoint(code);
      },
      onattribend() {
        if (value === null) return;
        if (prefixes && attribute.startsWith('xmlns')) {
          const prefix = attribute.slice(6);
          const known = prefixes[value];
          if (known !== undefined && known !== prefix && aliases.size < 64) aliases.set(prefix, known);
        } else {
          attributes ??= {};
          attributes[attribute] ??= value;
        }
        value = null;
      },
      onopentagend: opened,
      onselfclosingtag() {
        const self = name;
        opened();
        if (xml) reader.close(canonical(self), true);
      },
      onclosetag(start, end) {
        if (++tags % CHECK_EVERY === 0) budget.check();
        const closed = cut(start, end);
        reader.close(xml ? canonical(closed) : closed, false);
      },
      ontext: (start, end) => reader.text(markup.slice(start, end)),
      ontextentity: (code) => reader.text(String.fromCodePoint(code)),
      oncdata: (start, end, offset) => reader.text(markup.slice(start, end - offset)),
      oncomment: (start, end, offset) => reader.comment?.(markup.slice(start, end - offset)),
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
      isInForeignContext: () => false,
    },
  );
  tokenizer.write(markup);
  tokenizer.end();
}
