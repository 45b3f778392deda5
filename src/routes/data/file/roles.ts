import type { Role } from '#core/ingest/correction.ts';

/** What a person can say of a cell, with the letter that says it in the menu. */
export const CHOICES: readonly { role: Exclude<Role, 'accept'>; letter: string }[] = [
  { role: 'name', letter: 'n' },
  { role: 'value', letter: 'v' },
  { role: 'level2', letter: 'l' },
  { role: 'goal-annual', letter: 'g' },
  { role: 'goal-overall', letter: 'o' },
  { role: 'project', letter: 'p' },
  { role: 'department', letter: 'd' },
  { role: 'unit', letter: 'u' },
  { role: 'annual', letter: 'a' },
  { role: 'fiscal', letter: 'f' },
  { role: 'ignore', letter: 'i' },
];
/** The letter that takes back what was said. */
export const BACK = 'r';
