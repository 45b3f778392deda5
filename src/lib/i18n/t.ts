import { IntlMessageFormat } from 'intl-messageformat';
import { language, type Language } from '#lib/app/language.svelte.ts';
import { messages } from './messages.ts';
import type { MessageKey } from './zh.ts';

type Values = Record<string, string | number | boolean | Date | null | undefined>;

const compiled = new Map<string, IntlMessageFormat>();

/** The message in the interface's language; in markup and `$derived` it follows the language switch. */
export function t(key: MessageKey, values?: Values): string {
  return say(language.current, key, values);
}

/** A piece of a message; `tone` is the tag around it in the message (`<good>…</good>`), if any. */
export interface Piece {
  text: string;
  tone: string | null;
}

/** A message with tagged pieces, for markup that sets some of its words apart. Values are text, never tags. */
export function tPieces(key: MessageKey, values: Values, tones: readonly string[]): Piece[] {
  const of = language.current;
  const tagged = new IntlMessageFormat(messages[of]![key], of === 'zh' ? 'zh-CN' : 'en');
  const tags = Object.fromEntries(
    tones.map((tone) => [tone, (chunks: unknown[]): Piece => ({ text: chunks.join(''), tone })]),
  );
  const made = tagged.format<Piece>({ ...values, ...tags });
  return (Array.isArray(made) ? made : [made]).map((piece) =>
    typeof piece === 'object' && piece !== null ? piece : { text: String(piece), tone: null },
  );
}

/** The message in a language that was learned: the one that is spoken, or Chinese. */
export function say(of: Language, key: MessageKey, values?: Values): string {
  const id = `${of} ${key}`;
  let format = compiled.get(id);
  if (!format) {
    format = new IntlMessageFormat(messages[of]![key], of === 'zh' ? 'zh-CN' : 'en', undefined, {
      ignoreTag: true,
    });
    compiled.set(id, format);
  }
  return String(format.format(values));
}
