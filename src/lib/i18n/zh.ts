import shell from './zh/shell.ts';
import overview from './zh/overview.ts';
import compare from './zh/compare.ts';
import explore from './zh/explore.ts';
import projects from './zh/projects.ts';
import audit from './zh/audit.ts';
import rules from './zh/rules.ts';
import sql from './zh/sql.ts';
import data from './zh/data.ts';
import mend from './zh/mend.ts';
import editor from './zh/editor.ts';
import suggest from './zh/suggest.ts';
import code from './zh/code.ts';

/** The Chinese messages: the source of the keys. */
export const zh = {
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

export type MessageKey = keyof typeof zh;
