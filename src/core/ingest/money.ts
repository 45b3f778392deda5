import type { Funding } from '#core/model/form.ts';
import { place, sourceOf, type Shape } from './cell.ts';
import type { Source } from '#core/model/source.ts';
import type { Token } from './token.ts';

const AMOUNT = /^[-−]?[¥￥]?\d[\d,，]*(?:\.\d+)?$/u;
const YUAN = { 元: 1, 千元: 1e3, 万元: 1e4, 亿元: 1e8 };

interface Entry {
  field: string;
  label: Token;
  value: number | null;
  initial: number | null;
  executed: number | null;
}

/** The funding rows of a form. Columns (年初预算, 全年预算数, 执行数) when the form heads them, else one amount a label. */
export class MoneyTable {
  unit: Funding['unit'] = null;
  shape: Shape;
  entries: Entry[] = [];
  columns: string[] = [];
  /** True while a row of column headings is being read. */
  heading = false;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  startRow(): void {
    this.heading = false;
  }

  column(field: string): void {
    if (!this.heading) this.columns = [];
    this.heading = true;
    this.columns.push(field);
  }

  /** Takes the amounts of a row and gives back the tokens that are none. */
  row(field: string, label: Token, following: readonly Token[]): Token[] {
    this.heading = false;
    const entry: Entry = { field, label, value: null, initial: null, executed: null };
    const rest: Token[] = [];
    following.forEach((token, order) => {
      const slot =
        this.shape === 'columns' && this.columns.length > 0 ? token.column - label.column - 1 : order;
      const column =
        this.columns.length > 0
          ? this.columns[slot]
          : order === firstAmount(following)
            ? 'budget'
            : undefined;
      const amount = amountOf(token.text);
      if (amount === null || !column || !this.put(entry, column, amount)) rest.push(token);
      else place(...token.cells);
    });
    this.entries.push(entry);
    return rest;
  }

  private put(entry: Entry, column: string, amount: number): boolean {
    if (column === 'budget') entry.value = amount;
    else if (column === 'initial') entry.initial = amount;
    else if (column === 'executed') entry.executed = amount;
    else return false;
    return true;
  }

  funding(): Funding {
    const of = (field: string) => this.entries.filter((entry) => entry.field === field);
    const total = of('total')[0];
    const annual = of('annual')[0];
    const either = of('fiscalEither')[0];
    const [left, right] = total ? this.others(of('other'), total, annual) : [[], of('other')];
    const yuan = (n: number | null | undefined) =>
      n === null || n === undefined ? null : Math.round(n * YUAN[this.unit ?? '元'] * 100) / 100;
    const sum = (entries: Entry[]) => {
      const values = entries.map(amount).filter((n) => n !== null);
      return values.length > 0 ? values.reduce((a, b) => a + b, 0) : null;
    };
    return {
      total: yuan(amount(total)),
      totalFiscal: total ? yuan(amount(either)) : null,
      totalOther: yuan(sum(left)),
      annual: yuan(amount(annual)),
      fiscal: yuan(amount(of('fiscal')[0] ?? (total ? undefined : either))),
      carriedOver: yuan(amount(of('carriedOver')[0])),
      other: yuan(sum(right)),
      executed: yuan(annual?.executed),
      unit: this.unit,
    };
  }

  /** Two rows 其他资金, one below the project's total, one below the year's: told apart by column, else by order. */
  private others(entries: Entry[], total: Entry, annual: Entry | undefined): [Entry[], Entry[]] {
    if (this.shape === 'columns' && annual && annual.label.column !== total.label.column) {
      const near = (e: Entry, to: Entry) => Math.abs(e.label.column - to.label.column);
      return [
        entries.filter((e) => near(e, total) < near(e, annual)),
        entries.filter((e) => near(e, total) >= near(e, annual)),
      ];
    }
    return entries.length > 1 ? [entries.slice(0, 1), entries.slice(1)] : [[], entries];
  }

  place(file: string): Source | null {
    const entry = this.entries.find((e) => e.field === 'annual') ?? this.entries[0];
    return entry ? sourceOf(file, entry.label) : null;
  }
}

const amount = (entry: Entry | undefined) => entry?.value ?? entry?.initial ?? null;
const firstAmount = (tokens: readonly Token[]) => tokens.findIndex((token) => amountOf(token.text) !== null);

/** `35,100,900.00` as a number, or `null`. */
function amountOf(text: string): number | null {
  const plain = text.replace(/\s/g, '');
  return AMOUNT.test(plain) ? Number(plain.replace(/[,，¥￥]/gu, '').replace('−', '-')) : null;
}
