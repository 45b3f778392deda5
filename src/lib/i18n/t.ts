import { IntlMessageFormat } from 'intl-messageformat';
import { language, type Language } from '#lib/app/language.svelte.ts';
import { messages, type MessageKey } from './messages.ts';

type Values = Record<string, string | number | boolean | Date | null | undefined>;

const compiled = new Map<string, IntlMessageFormat>();

/** The message in the interface's language; in markup and `$derived` it follows the language switch. */
export function t(key: MessageKey, values?: Values): string {
  return say(language.current, key, values);
}

/** The message in a language of choice. */
export function say(of: Language, key: MessageKey, values?: Values): string {
  const id = `${of} ${key}`;
  let format = compiled.get(id);
  if (!format) {
    format = new IntlMessageFormat(messages[of][key], of === 'zh' ? 'zh-CN' : 'en', undefined, {
      ignoreTag: true,
    });
    compiled.set(id, format);
  }
  return String(format.format(values));
}
