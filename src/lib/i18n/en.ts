import shell from './en/shell.ts';
import overview from './en/overview.ts';
import compare from './en/compare.ts';
import explore from './en/explore.ts';
import projects from './en/projects.ts';
import audit from './en/audit.ts';
import rules from './en/rules.ts';
import sql from './en/sql.ts';
import data from './en/data.ts';
import mend from './en/mend.ts';
import editor from './en/editor.ts';
import suggest from './en/suggest.ts';
import code from './en/code.ts';
import type { MessageKey } from './zh.ts';

/** The English messages: every key of the Chinese ones. */
export const en: Record<MessageKey, string> = {
  ...shell,
  ...overview,
  ...compare,
  ...explore,
  ...projects,
  ...audit,
  ...rules,
  ...sql,
  ...data,
  ...mend,
  ...editor,
  ...suggest,
  ...code,
};
