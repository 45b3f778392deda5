import type { Cell, Row } from './cell.ts';
import { labelsOf } from './vocabulary.ts';

/** What a person says a cell is. `accept` is about the form that begins at the row: it was looked at and is right as read. */
export const ROLES = [
  'name',
  'value',
  'level2',
  'goal-annual',
  'goal-overall',
  'project',
  'department',
  'unit',
  'annual',
  'fiscal',
  'ignore',
  'accept',
] as const;
export type Role = (typeof ROLES)[number];

/** One answer of a person to "what is this cell?": kept with the document's hash, applied whenever the document is read. */
export interface Correction {
  sheet: string | null;
  line: number;
  column: number;
  as: Role;
}

/** Corrections by the SHA-256 of the document they are about. */
export type Corrections = Record<string, readonly Correction[]>;

/** The corrections of one sheet or text, looked up by place. */
export class Mending {
  private byPlace = new Map<string, Role>();
  private accepted = new Set<number>();

  constructor(corrections: readonly Correction[], sheet: string | null) {
    for (const one of corrections) {
      if (one.sheet !== sheet) continue;
      if (one.as === 'accept') this.accepted.add(one.line);
      else this.byPlace.set(`${one.line}:${one.column}`, one.as);
    }
  }

  get any(): boolean {
    return this.byPlace.size > 0 || this.accepted.size > 0;
  }

  roleOf(cell: { line: number; column: number }): Role | null {
    return this.byPlace.get(`${cell.line}:${cell.column}`) ?? null;
  }

  accepts(form: { source: { line: number | null } }): boolean {
    return form.source.line !== null && this.accepted.has(form.source.line);
  }

  /**
   * The rows as the recogniser should see them: cells to ignore are gone, a cell named as the project stands beside its label. Returns
   * what was taken out.
   */
  prepare(rows: Iterable<Row>): { rows: Iterable<Row>; ignored: Cell[] } {
    const ignored: Cell[] = [];
    return { rows: this.prepared(rows, ignored), ignored };
  }

  private *prepared(rows: Iterable<Row>, ignored: Cell[]): Generator<Row> {
    for (const row of rows) {
      const cells: Cell[] = [];
      let labelled = row.cells.some(({ text }) => labelsOf(text).some(({ field }) => field === 'name'));
      for (const cell of row.cells) {
        const role = this.roleOf(cell);
        if (role === 'ignore') {
          ignored.push(Object.assign(cell, { fate: 'noted' }));
          continue;
        }
        if (role === 'project' && !labelled) {
          labelled = true;
          const { line, column } = cell;
          cells.push({ text: '项目名称', line, column, fate: 'placed', added: true });
        }
        cells.push(cell);
      }
      if (cells.length > 0) yield { ...row, cells };
    }
  }
}

/** What each role is called. */
export const ROLE_NAMES: Record<Role, { zh: string; en: string }> = {
  name: { zh: '三级指标', en: 'indicator' },
  value: { zh: '指标值', en: 'target' },
  level2: { zh: '二级指标', en: 'level 2' },
  'goal-annual': { zh: '年度总体目标', en: 'annual goal' },
  'goal-overall': { zh: '项目总目标', en: 'overall goal' },
  project: { zh: '项目名称', en: 'project' },
  department: { zh: '主管部门', en: 'department' },
  unit: { zh: '实施单位', en: 'unit' },
  annual: { zh: '年度资金总额', en: 'annual funding' },
  fiscal: { zh: '当年财政拨款', en: 'fiscal funding' },
  ignore: { zh: '忽略', en: 'ignored' },
  accept: { zh: '确认无误', en: 'accepted' },
};
