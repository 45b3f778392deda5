import { sourceOf, type Cell } from './cell.ts';
import type { Role } from './correction.ts';
import { codeAndName } from './head.ts';
import type { Mended } from './mend-form.ts';
import { moneyOf, YUAN } from './money-amount.ts';
import { joinPieces } from './token.ts';

/** Writes what was said of a form's head, goals and money. Returns cells that were of no use. */
export function mendParts(mended: Mended): Cell[] {
  const { form, grid, rows, said, release } = mended;
  const all = rows.flatMap((row) => row.cells);
  const cellsOf = (role: Role) => said.filter((one) => one.role === role).map(({ cell }) => cell);
  const [project, department, unit] = [cellsOf('project'), cellsOf('department'), cellsOf('unit')];
  if (project.length > 0) {
    const { code, name } = codeAndName(joinPieces(project));
    release(all, form.project.name, name);
    form.project.name = name;
    form.project.code ??= code;
  }
  for (const [field, cells] of [
    ['department', department],
    ['unit', unit],
  ] as const) {
    if (cells.length === 0) continue;
    const text = joinPieces(cells);
    release(all, form.project[field] ?? '', text);
    form.project[field] = text;
  }
  for (const field of ['annual', 'overall'] as const) {
    const cells = cellsOf(`goal-${field}`);
    if (cells.length === 0) continue;
    const text = cells.map((cell) => cell.text).join('\n');
    release(all, form.goals[field] ?? '', text);
    form.goals[field] = text;
    if (field === 'annual' || form.places.goal === null) form.places.goal = sourceOf(grid.site, cells[0]);
  }
  return (['annual', 'fiscal'] as const).flatMap((field) => mendMoney(mended, field, cellsOf(field)));
}

/** An amount, printed in one cell or beside its unit. */
function mendMoney({ form, grid }: Mended, field: 'annual' | 'fiscal', cells: Cell[]): Cell[] {
  if (cells.length === 0) return [];
  const money = moneyOf(cells.map((cell) => cell.text).join(''));
  if (!money) return cells;
  const { funding } = form;
  const unit = money.unit ?? funding.unit;
  funding[field] = Math.round(money.value * YUAN[unit ?? '元'] * 100) / 100;
  funding.unit ??= unit;
  form.places.funding ??= sourceOf(grid.site, cells[0]);
  return [];
}
