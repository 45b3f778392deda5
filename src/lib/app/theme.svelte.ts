export type Theme = 'system' | 'light' | 'dark';

/** Also read by static/theme.js, which sets `data-theme` before the first paint. */
const KEY = 'zhunxing.theme';

class ThemeState {
  choice = $state<Theme>('system');
  /** Goes up whenever the colours on screen change, so that drawings made of token values can redraw. */
  revision = $state(0);

  set(choice: Theme): void {
    this.choice = choice;
    const root = document.documentElement;
    if (choice === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = choice;
    try {
      if (choice === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // No storage: the choice lasts for this visit.
    }
    this.revision += 1;
  }

  /** Takes over what theme.js set, and follows the system from now on. */
  restore(): void {
    const set = document.documentElement.dataset['theme'];
    if (set === 'light' || set === 'dark') this.choice = set;
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => (this.revision += 1));
  }
}

export const theme = new ThemeState();
