import { goto } from '$app/navigation';
import { language } from '#lib/app/language.svelte.ts';
import { keepRecord, keptRecord } from '#lib/app/settings.ts';
import { theme, type Theme } from '#lib/app/theme.svelte.ts';
import { to } from '#lib/app/to.ts';
import type { MessageKey } from '#lib/i18n/zh.ts';
import { t } from '#lib/i18n/t.ts';
import type { Command } from './command.ts';
import { PLACES } from './places.ts';

/** What stands over the page at the moment. */
export type Sheet = 'palette' | 'help';

/** The one list of what can be done: the palette, the keys, the menu and the help sheet all read it. */
class Commands {
  sheet = $state<Sheet | null>(null);
  /** Keys that need no other held down; a reader who dictates or has a tremor can turn them off. */
  plainKeys = $state(true);
  #offered: readonly Command[] = [];

  /** As it is when a sheet opens; what pages offer does not change while one stands. */
  get list(): readonly Command[] {
    void this.sheet;
    return [...this.#offered, ...BASE];
  }

  /** Adds a page's own commands while it stands; call in `onMount`, which takes them away by what is returned. */
  offer(commands: readonly Command[]): () => void {
    this.#offered = [...this.#offered, ...commands];
    return () => (this.#offered = this.#offered.filter((one) => !commands.includes(one)));
  }

  setPlainKeys(on: boolean): void {
    this.plainKeys = on;
    keepRecord('plain-keys', on);
  }

  restore(): void {
    this.plainKeys = keptRecord('plain-keys') !== false;
  }
}

const go = (href: string) => () => void goto(to(href));
const look = (choice: Theme): Command => ({
  id: `theme-${choice}`,
  group: 'look',
  title: () => `${t('shell.theme')}${t('ui.colon')}${t(`shell.theme.${choice}`)}`,
  run: () => theme.set(choice),
});

const BASE: readonly Command[] = [
  ...PLACES.map(({ href, key, letter }): Command => ({
    id: `go-${href.slice(1) || 'overview'}`,
    group: 'go',
    title: () => t('command.go', { place: t(key as MessageKey) }),
    keys: `g ${letter}`,
    run: go(href),
  })),
  {
    id: 'palette',
    group: 'do',
    title: () => t('command.palette'),
    keys: 'Mod+K',
    run: () => (commands.sheet = 'palette'),
  },
  {
    id: 'search',
    group: 'do',
    title: () => t('command.search'),
    keys: '/',
    run: () => (commands.sheet = 'palette'),
  },
  { id: 'print', group: 'do', title: () => t('command.print'), run: () => print() },
  look('system'),
  look('light'),
  look('dark'),
  {
    id: 'patterns',
    group: 'look',
    title: () => t(theme.patterns ? 'command.patterns.off' : 'command.patterns.on'),
    run: () => theme.setPatterns(!theme.patterns),
  },
  {
    id: 'language',
    group: 'look',
    title: () => t('command.language'),
    run: () => void language.set(language.current === 'zh' ? 'en' : 'zh'),
  },
  {
    id: 'help',
    group: 'help',
    title: () => t('command.help'),
    keys: '?',
    run: () => (commands.sheet = 'help'),
  },
];

export const commands = new Commands();
