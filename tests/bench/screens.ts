import type { Connector } from '#core/store/connector.ts';
import { codeFilter } from '#core/store/explore/coded-filter.ts';
import { layGround } from '#core/store/explore/ground.ts';
import { listRows, listWindow } from '#core/store/explore/rows.ts';
import type { Filter } from '#core/store/filter.ts';
import { fileList } from '#core/store/questions/file-list.ts';
import { findingGroups } from '#core/store/questions/finding-groups.ts';
import { findingList } from '#core/store/questions/finding-list.ts';
import { formDetail } from '#core/store/questions/form-detail.ts';
import { goalGroups } from '#core/store/questions/goal-groups.ts';
import { bestForms, worstForms } from '#core/store/questions/graded-forms.ts';
import { moneyByDepartment } from '#core/store/questions/money-by-department.ts';
import { moneyByProject } from '#core/store/questions/money-by-project.ts';
import { moneyByStrength } from '#core/store/questions/money-by-strength.ts';
import { noteList } from '#core/store/questions/note-list.ts';
import { outcomeList } from '#core/store/questions/outcome-list.ts';
import { peerTargets } from '#core/store/questions/peer-targets.ts';
import { portfolioSummary } from '#core/store/questions/portfolio-summary.ts';
import { projectList } from '#core/store/questions/project-list.ts';
import { qualityByMoney } from '#core/store/questions/quality-by-money.ts';
import { selectionSummary } from '#core/store/questions/selection-summary.ts';
import { strengthByLevel2 } from '#core/store/questions/strength-by-level.ts';
import { strengthByNature } from '#core/store/questions/strength-by-nature.ts';

/** What a screen asks, and how it asks it. */
export interface Question {
  screen: string;
  name: string;
  ask(db: Connector): Promise<unknown>;
}

const one = async (db: Connector, sql: string): Promise<string> =>
  (await db.query<{ id: string }>(`${sql} LIMIT 1`))[0]!.id;

/** The explorer's list: all rows of the filter put in order, and the first window of them. */
async function list(db: Connector, filter: Filter): Promise<{ total: number; rows: object[] }> {
  const coded = await codeFilter(db, filter);
  const { total } = await listRows(db, { coded, order: 'place', descending: false, group: null });
  return { total, rows: await listWindow(db, 0, 100) };
}

/** Every screen's questions, with the functions the screens call. */
export const QUESTIONS: readonly Question[] = [
  { screen: 'overview', name: 'portfolioSummary', ask: portfolioSummary },
  { screen: 'overview', name: 'moneyByProject', ask: moneyByProject },
  { screen: 'overview', name: 'moneyByStrength', ask: moneyByStrength },
  { screen: 'overview', name: 'strengthByLevel2', ask: strengthByLevel2 },
  { screen: 'overview', name: 'moneyByDepartment', ask: moneyByDepartment },
  { screen: 'overview', name: 'strengthByNature', ask: strengthByNature },
  { screen: 'overview', name: 'qualityByMoney', ask: qualityByMoney },
  { screen: 'overview', name: 'worstForms', ask: (db) => worstForms(db, 3) },
  { screen: 'overview', name: 'bestForms', ask: (db) => bestForms(db, 3) },
  { screen: 'overview', name: 'goalGroups', ask: goalGroups },
  { screen: 'explore', name: 'layGround', ask: layGround },
  {
    screen: 'explore',
    name: 'selectionSummary, one level',
    ask: (db) => selectionSummary(db, { level1: ['效益指标'] }),
  },
  { screen: 'explore', name: 'list, all rows', ask: (db) => list(db, {}) },
  { screen: 'explore', name: 'list, search', ask: (db) => list(db, { search: '满意度' }) },
  { screen: 'projects', name: 'projectList', ask: projectList },
  {
    screen: 'projects',
    name: 'formDetail',
    ask: async (db) => formDetail(db, await one(db, 'SELECT form_id AS id FROM project')),
  },
  {
    screen: 'projects',
    name: 'peerTargets',
    ask: async (db) => peerTargets(db, await one(db, 'SELECT record AS id FROM indicator_fact')),
  },
  { screen: 'audit', name: 'outcomeList', ask: outcomeList },
  { screen: 'audit', name: 'findingGroups by rule', ask: (db) => findingGroups(db, 'rule') },
  { screen: 'audit', name: 'findingList, first page', ask: (db) => findingList(db) },
  { screen: 'data', name: 'fileList', ask: fileList },
  { screen: 'data', name: 'noteList', ask: (db) => noteList(db, { code: 'D01' }) },
];
