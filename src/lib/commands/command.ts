import { findsAll } from '#core/model/search-pattern.ts';

/** Something the reader can do, wherever it is offered: the palette, a key, a menu, the help sheet. */
export interface Command {
  id: string;
  group: CommandGroup;
  /** What it does, in the interface's language at the time of asking. */
  title: () => string;
  /** Keys as pressed: `Mod+K`, `Mod+Shift+Z`, `?`, or two after another, `g o`. */
  keys?: string;
  /** Other keys that do the same, known from elsewhere; not told. */
  also?: string;
  /** The keys mean something of their own while one writes, such as undo: then they are left to that. */
  yields?: boolean;
  run: () => void;
}

export const COMMAND_GROUPS = ['go', 'do', 'look', 'help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** What is found among commands: every word of the query stands in the title or in the id. */
export function matching(commands: readonly Command[], query: string): Command[] {
  const words = query.split(/\s+/).filter(Boolean);
  return commands.filter((command) => findsAll(`${command.title()} ${command.id}`, words));
}
