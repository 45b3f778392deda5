import { parseTarget, tidyTarget } from '#core/model/target-parse.ts';
import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { moneyOf, YUAN } from './money-amount.ts';
import { sourceOf, type Cell, type Row, type Site } from './cell.ts';
import { short, type Notebook } from './notes.ts';
import { level1Of, levelOf } from './vocabulary.ts';

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
      for (const cell of row.cells) {
        const role = this.roleOf(cell);
        if (role === 'ignore') ignored.push(Object.assign(cell, { fate: 'noted' }));
        else if (role === 'project') {
          cell.fate = 'placed';
          cells.push(
            { text: '项目名称', line: cell.line, column: cell.column, fate: 'placed', added: true },
            cell,
          );
        } else cells.push(cell);
      }
      if (cells.length > 0) yield { ...row, cells };
    }
  }

  /** Writes what people said of the cells of a form's rows into the form. Notes about a mended row or part go; D13 says what was done. */
  apply(form: Form, rows: readonly Row[], site: Site, notes: Notebook): void {
    for (const row of rows) {
      const said = row.cells.flatMap((cell) => {
        const role = cell.added ? null : this.roleOf(cell);
        return role ? [{ cell, role }] : [];
      });
      if (said.length === 0) continue;
      for (const { cell } of said) cell.fate = 'placed';
      const of = (role: Role) => said.filter((one) => one.role === role).map(({ cell }) => cell.text);
      const [name, value, level2] = [of('name').join(''), of('value').join(''), of('level2')[0]];
      if (name || value || level2) mendRow(form, row, site, { name, value, level2 });
      for (const { cell, role } of said) setPart(form, role, cell, site);
      forget(
        form,
        notes,
        row.line,
        said.map(({ role }) => role),
      );
      const what = said.map(({ cell, role }) => `${ROLE_NAMES[role].zh}“${short(cell.text)}”`).join('、');
      const whatEn = said.map(({ cell, role }) => `${ROLE_NAMES[role].en} "${short(cell.text)}"`).join(', ');
      notes.add('D13', 'form', row, { zh: `由人工指认：${what}。`, en: `Said by a person: ${whatEn}.` });
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

interface Said {
  name: string;
  value: string;
  level2: string | undefined;
}

function mendRow(form: Form, row: Row, site: Site, { name, value, level2 }: Said): void {
  const line = row.line;
  let indicator = form.indicators.find((one) => one.source.line === line);
  if (!indicator) {
    if (name === '') return;
    const before = form.indicators.findLast((one) => (one.source.line ?? 0) < line);
    indicator = newIndicator(before, sourceOf(site, row.cells[0] ?? row));
    form.indicators.push(indicator);
    form.indicators.sort((a, b) => (a.source.line ?? 0) - (b.source.line ?? 0));
    form.indicators.forEach((one, i) => (one.ordinal = i + 1));
  }
  if (name !== '') indicator.name = name;
  if (value !== '') indicator.raw = tidyTarget(value);
  if (level2) {
    const level = levelOf(level2);
    indicator.level2 = level?.level === 2 ? level.name : level2;
    indicator.level1 = (level?.level === 2 ? level1Of(level.name) : null) ?? indicator.level1;
    indicator.stated = { ...indicator.stated, level2 };
  }
  indicator.target = parseTarget(indicator.raw, indicator.name);
  indicator.notes = [];
}

function newIndicator(before: Indicator | undefined, source: Indicator['source']): Indicator {
  return {
    ordinal: 0,
    level1: before?.level1 ?? null,
    level2: before?.level2 ?? null,
    name: '',
    raw: '',
    target: parseTarget('', ''),
    weight: null,
    actual: null,
    score: null,
    reason: null,
    stated: { level1: null, level2: null },
    source,
    notes: [],
  };
}

function setPart(form: Form, role: Role, cell: Cell, site: Site): void {
  if (role === 'goal-annual' || role === 'goal-overall') {
    form.goals[role === 'goal-annual' ? 'annual' : 'overall'] = cell.text;
    form.places.goal ??= sourceOf(site, cell);
  } else if (role === 'department' || role === 'unit') form.project[role] = cell.text;
  else if (role === 'annual' || role === 'fiscal') {
    const money = moneyOf(cell.text);
    if (!money) return;
    form.funding[role] = Math.round(money.value * YUAN[money.unit ?? form.funding.unit ?? '元'] * 100) / 100;
    form.places.funding ??= sourceOf(site, cell);
  }
}

const PARTS: Partial<Record<Role, string>> = {
  'goal-annual': 'goal',
  'goal-overall': 'goal',
  annual: 'funding',
  fiscal: 'funding',
};

/** Notes a person has answered: those of the row, and those of a part that was named. */
function forget(form: Form, notes: Notebook, line: number, roles: readonly Role[]): void {
  const parts = new Set(roles.flatMap((role) => PARTS[role] ?? []));
  const gone = (note: Form['notes'][number]) =>
    (note.source.line === line && note.code !== 'D13') || (parts.has(note.part) && note.code !== 'D13');
  for (let i = notes.notes.length - 1; i >= 0; i--) if (gone(notes.notes[i]!)) notes.notes.splice(i, 1);
  notes.unread = notes.unread.filter((cell) => cell.line !== line);
  form.notes = notes.notes;
}
