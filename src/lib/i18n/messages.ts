import type { Language } from '#lib/app/language.svelte.ts';
import zhShell from './zh/shell.ts';
import zhOverview from './zh/overview.ts';
import zhCompare from './zh/compare.ts';
import zhExplore from './zh/explore.ts';
import zhProjects from './zh/projects.ts';
import zhAudit from './zh/audit.ts';
import zhRules from './zh/rules.ts';
import zhSql from './zh/sql.ts';
import zhData from './zh/data.ts';
import zhMend from './zh/mend.ts';
import zhEditor from './zh/editor.ts';
import zhSuggest from './zh/suggest.ts';
import zhCode from './zh/code.ts';
import enShell from './en/shell.ts';
import enOverview from './en/overview.ts';
import enCompare from './en/compare.ts';
import enExplore from './en/explore.ts';
import enProjects from './en/projects.ts';
import enAudit from './en/audit.ts';
import enRules from './en/rules.ts';
import enSql from './en/sql.ts';
import enData from './en/data.ts';
import enMend from './en/mend.ts';
import enEditor from './en/editor.ts';
import enSuggest from './en/suggest.ts';
import enCode from './en/code.ts';

const zh = {
  ...zhShell,
  ...zhOverview,
  ...zhCompare,
  ...zhExplore,
  ...zhProjects,
  ...zhAudit,
  ...zhRules,
  ...zhSql,
  ...zhData,
  ...zhMend,
  ...zhEditor,
  ...zhSuggest,
  ...zhCode,
};

/** The Chinese messages are the source of the keys; English must have every one of them. */
export type MessageKey = keyof typeof zh;

const en: Record<MessageKey, string> = {
  ...enShell,
  ...enOverview,
  ...enCompare,
  ...enExplore,
  ...enProjects,
  ...enAudit,
  ...enRules,
  ...enSql,
  ...enData,
  ...enMend,
  ...enEditor,
  ...enSuggest,
  ...enCode,
};

export const messages: Record<Language, Record<MessageKey, string>> = { zh, en };
