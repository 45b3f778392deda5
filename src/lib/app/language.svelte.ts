import { toasts } from '#lib/app/toasts.svelte.ts';
import { learn } from '#lib/i18n/messages.ts';
import { t } from '#lib/i18n/t.ts';

export type Language = 'zh' | 'en';

const KEY = 'zhunxing.language';
const TAG: Record<Language, string> = { zh: 'zh-CN', en: 'en' };

class LanguageState {
  /** What the interface speaks. Prerendered pages are Chinese; `restore` brings back a stored choice after hydration. */
  current = $state<Language>('zh');

  /** BCP 47 tag, for `lang` attributes and Intl. */
  get tag(): string {
    return TAG[this.current];
  }

  /** Speaks a language once its messages are there; where they cannot be had it says so in the present one, which stays. */
  async set(language: Language): Promise<void> {
    try {
      await learn(language);
    } catch {
      toasts.say(t('shell.language.failed'), { bad: true });
      return;
    }
    this.current = language;
    document.documentElement.lang = TAG[language];
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // A browser that refuses storage still gets the language for this visit.
    }
  }

  async restore(): Promise<void> {
    let stored: string | null;
    try {
      stored = localStorage.getItem(KEY);
    } catch {
      return;
    }
    if (stored === 'en' || stored === 'zh') await this.set(stored);
  }
}

export const language = new LanguageState();
