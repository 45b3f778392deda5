import type { Correction, Role } from '#core/ingest/correction.ts';
import type { CellKind } from '#core/ingest/cell-kind.ts';
import { portfolio } from '#lib/app/portfolio.svelte.ts';
import { shelf } from '#lib/app/shelf.svelte.ts';
import type { Shown } from '#lib/ingest/desk.ts';
import { formsOf } from './file-forms.ts';
import { drawnGrids, keysOf, type DrawnCell } from './grid-rows.ts';

/** A printed row. */
export interface Place {
  sheet: string | null;
  line: number;
}

type List = readonly Correction[];

/** One file beside its record: what is shown, what is chosen, and what a person said in this visit, to be undone and done again. */
export class Mend {
  shown = $state.raw<Shown | null>(null);
  /** Why the file could not be shown. */
  failed = $state.raw<string | null>(null);
  /** What is said of the file, the correction under way included. */
  list = $state.raw<List>([]);
  busy = $state(false);
  /** Why the last correction was not made. */
  refused = $state.raw<string | null>(null);
  past = $state.raw<List[]>([]);
  future = $state.raw<List[]>([]);

  /** Number of the grid in view. */
  sheet = $state(0);
  /** The cell the keyboard is at, and the one a choice of several began at. */
  at = $state.raw<DrawnCell | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(keysOf([]));
  menu = $state(false);
  /** The row pointed at, here or in the record. */
  lit = $state.raw<Place | null>(null);
  /** The kind of cell that `next` looks for and the grid sets apart. */
  kind = $state<CellKind | null>(null);
  /** Where the grid is to scroll; a new object each time. */
  goal = $state.raw<{ cell: DrawnCell; focus: boolean } | null>(null);
  /** Number of the form in view, in the order printed. */
  form = $state(0);

  #from: DrawnCell | null = null;
  #turn = 0;

  grids = $derived(this.shown ? drawnGrids(this.shown) : []);
  flat = $derived(this.grids.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)));
  counts = $derived.by(() => {
    const counts: Partial<Record<CellKind, number>> = {};
    for (const { kind } of this.flat) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  });
  /** Every form of the file, held or not, as printed. */
  forms = $derived(this.shown ? formsOf(this.shown) : []);
  readOnly = $derived(shelf.elsewhere);

  /** Shows a file, or shows it again as it is read now. */
  async open(file: string, line: number | null): Promise<void> {
    const turn = ++this.#turn;
    if (this.shown?.file !== file) this.#forget();
    try {
      const shown = await portfolio.show(file);
      if (turn !== this.#turn) return;
      const first = this.shown === null;
      this.shown = shown;
      this.list = shown.corrections;
      this.failed = null;
      this.at = this.at ? (this.flat.find(({ key }) => key === this.at?.key) ?? null) : null;
      if (first) this.#begin(line);
      this.form = Math.min(this.form, Math.max(0, this.forms.length - 1));
    } catch (error) {
      if (turn !== this.#turn || isAbort(error)) return;
      this.failed = error instanceof Error ? error.message : String(error);
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }

  #forget(): void {
    this.shown = this.at = this.lit = this.goal = this.failed = this.refused = null;
    this.past = [];
    this.future = [];
    this.list = [];
    this.chosen = keysOf([]);
    this.sheet = this.form = 0;
    this.menu = false;
  }

  #begin(line: number | null): void {
    const held = this.forms.findIndex((one) => one.held);
    if (line !== null) this.goTo({ sheet: null, line });
    else if (held > 0) this.look(held);
  }

  /** Takes a form into view, and its printed rows. */
  look(form: number): void {
    this.form = form;
    const { sheet, line } = this.forms[form]?.form.source ?? { sheet: null, line: null };
    if (line !== null) this.goTo({ sheet, line }, false);
  }

  /** Scrolls to a printed row; the first cell of it takes the focus. A sheet of `null` is the first that has the row. */
  goTo({ sheet, line }: Place, focus = true): void {
    const of = (cell: DrawnCell) =>
      cell.cell.line === line && (sheet === null || this.grids[cell.grid]?.sheet === sheet);
    const cell = this.flat.find((one) => of(one) && one.kind === 'hard') ?? this.flat.find(of);
    if (cell) this.goToCell(cell, focus);
    this.lit = { sheet: cell ? (this.grids[cell.grid]?.sheet ?? null) : sheet, line };
  }

  goToCell(cell: DrawnCell, focus = true): void {
    this.sheet = cell.grid;
    if (focus) this.stand(cell);
    this.goal = { cell, focus };
  }

  /** Makes one cell the one at hand. */
  stand(cell: DrawnCell): void {
    this.at = this.#from = cell;
    this.chosen = keysOf([cell]);
    this.follow(cell);
  }

  /** Chooses all cells between where the choice began and this one. */
  reach(cell: DrawnCell): void {
    const from = this.flat.findIndex(({ key }) => key === (this.#from ?? this.at ?? cell).key);
    const to = this.flat.findIndex(({ key }) => key === cell.key);
    const cells = this.flat.slice(Math.min(from, to), Math.max(from, to) + 1);
    this.chosen = keysOf(cells.filter(({ grid }) => grid === cell.grid));
    this.at = cell;
  }

  /** The record follows the cell at hand. */
  follow(cell: DrawnCell): void {
    const sheet = this.grids[cell.grid]?.sheet ?? null;
    const { line } = cell.cell;
    const form = this.forms.findLastIndex(
      ({ form: { source } }) => source.sheet === sheet && (source.line ?? 0) <= line,
    );
    if (form >= 0) this.form = form;
    this.lit = { sheet, line };
  }

  /** The next cell of the kind looked for (hard to read, unless another is set apart), round and round. */
  next(step: 1 | -1): void {
    const kind = this.kind ?? 'hard';
    const cells = this.flat.filter((cell) => cell.kind === kind);
    if (cells.length === 0) return;
    const order = ({ grid, row, from }: DrawnCell) => (grid * 1e7 + row) * 1e3 + from;
    const here = this.at ? order(this.at) : -1;
    const found =
      step > 0
        ? (cells.find((cell) => order(cell) > here) ?? cells[0])
        : (cells.findLast((cell) => order(cell) < here) ?? cells.at(-1));
    if (found) this.goToCell(found);
  }

  /** The chosen cells, in the order printed. */
  get cells(): DrawnCell[] {
    return this.flat.filter(({ key }) => this.chosen.has(key));
  }

  /** Says what the chosen cells are; `null` takes back what was said. */
  say(role: Role | null): void {
    const said = this.cells.map(({ grid, cell: { line, column } }) => ({
      sheet: this.grids[grid]?.sheet ?? null,
      line,
      column,
    }));
    this.correct(said, role === null ? [] : said.map((place) => ({ ...place, as: role })));
  }

  /** Puts corrections in the place of those of the same cells. */
  correct(places: readonly Omit<Correction, 'as'>[], corrections: readonly Correction[]): void {
    const same = (a: Omit<Correction, 'as'>, b: Omit<Correction, 'as'>) =>
      a.sheet === b.sheet && a.line === b.line && a.column === b.column;
    const rest = this.list.filter((one) => !places.some((place) => same(one, place)));
    const next = [...rest, ...corrections];
    if (JSON.stringify(next) === JSON.stringify(this.list)) return;
    this.past = [...this.past, this.list];
    this.future = [];
    void this.#apply(next);
  }

  undo(): void {
    const before = this.past.at(-1);
    if (!before || this.readOnly) return;
    this.past = this.past.slice(0, -1);
    this.future = [this.list, ...this.future];
    void this.#apply(before);
  }

  redo(): void {
    const [after, ...rest] = this.future;
    if (!after || this.readOnly) return;
    this.future = rest;
    this.past = [...this.past, this.list];
    void this.#apply(after);
  }

  async #apply(next: List): Promise<void> {
    const sha256 = this.shown?.sha256;
    if (!sha256 || this.readOnly) return;
    this.list = next;
    this.busy = true;
    this.refused = null;
    const revision = portfolio.revision;
    await portfolio.correct(sha256, [...next]);
    if (this.list !== next || portfolio.revision !== revision) return;
    // Nothing came of it: what is kept is what counts.
    this.refused = portfolio.failure?.message ?? null;
    this.list = portfolio.marks.corrections[sha256] ?? [];
    this.past = this.past.slice(0, -1);
    this.busy = false;
  }
}

const isAbort = (error: unknown) =>
  error instanceof Error && 'failure' in error && (error.failure as { name: string }).name === 'AbortError';
