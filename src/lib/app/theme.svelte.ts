export type Theme = 'system' | 'light' | 'dark';

/** Also read by static/theme.js, which sets `data-theme` before the first paint. */
const KEY = 'zhunxing.theme';
const PATTERNS = 'zhunxing.patterns';

class ThemeState {
  choice = $state<Theme>('system');
  /** Goes up whenever the colours on screen change, so that drawings made of token values can redraw. */
  revision = $state(0);

  /** Charts tell their parts by pattern too: chosen, or wished for by the system (more contrast, forced colours). */
  patterns = $state(false);

  setPatterns(on: boolean): void {
    this.#pattern(on);
    try {
      localStorage.setItem(PATTERNS, on ? '1' : '0');
    } catch {
      // No storage: the choice lasts for this visit.
    }
  }

  #pattern(on: boolean): void {
    this.patterns = on;
    document.documentElement.toggleAttribute('data-patterns', on);
  }

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
    const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');
    const wished = () => {
      let chosen: string | null = null;
      try {
        chosen = localStorage.getItem(PATTERNS);
      } catch {
        // No storage: the system decides.
      }
      this.#pattern(chosen === null ? contrast.matches : chosen === '1');
      this.revision += 1;
    };
    contrast.addEventListener('change', wished);
    wished();
  }
}

export const theme = new ThemeState();
