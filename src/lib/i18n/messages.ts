import type { Language } from '#lib/app/language.svelte.ts';
import { zh, type MessageKey } from './zh.ts';

/** By language. Chinese stands in the prerendered pages; another one is there once it was learned. */
export const messages: { zh: Record<MessageKey, string> } & Partial<
  Record<Language, Record<MessageKey, string>>
> = { zh };

/** Fetches the messages of a language, unless they are there. */
export async function learn(of: Language): Promise<void> {
  if (of === 'en') messages.en ??= (await import('./en.ts')).en;
}
