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

  set(language: Language): void {
    this.current = language;
    document.documentElement.lang = TAG[language];
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // A browser that refuses storage still gets the language for this visit.
    }
  }

  restore(): void {
    let stored: string | null;
    try {
      stored = localStorage.getItem(KEY);
    } catch {
      return;
    }
    if (stored === 'en' || stored === 'zh') this.set(stored);
  }
}

export const language = new LanguageState();
