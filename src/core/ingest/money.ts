import type { Funding } from '#core/model/form.ts';
import type { Source } from '#core/model/source.ts';
import { place, sourceOf, type Shape, type Site } from './cell.ts';
import { moneyOf, type Money, YUAN } from './money-amount.ts';
import { short, type Notebook } from './notes.ts';
import type { Token } from './token.ts';

/** One amount as printed, and where. */
interface Printed extends Money {
  token: Token;
}
interface Entry {
  field: string;
  label: Token;
  value: Printed | null;
  initial: Printed | null;
  executed: Printed | null;
}
/** What a cell says that holds no amount on purpose. */
const BLANK = /^(?:[-－—–/\\*×Xx]+|无)$/u;

/** The funding rows of a form. Columns (年初预算, 全年预算数, 执行数) when the form heads them, else one amount a label. */
export class MoneyTable {
  unit: Funding['unit'] = null;
  shape: Shape;
  /** Whether columns are those of a table's cells. */
  exact: boolean;
  entries: Entry[] = [];
  columns: { field: string; column: number }[] = [];
  /** True while a row of column headings is being read. */
  heading = false;

  constructor(shape: Shape, exact: boolean) {
    this.shape = shape;
    this.exact = exact;
  }

  startRow(): void {
    this.heading = false;
  }

  column(field: string, column: number): void {
    if (!this.heading) this.columns = [];
    this.heading = true;
    this.columns.push({ field, column });
  }

  /** Takes the amounts of a row; what is no amount, or stands under no column of amounts, is noted. */
  row(field: string, label: Token, following: readonly Token[], notes: Notebook): void {
    this.heading = false;
    const entry: Entry = { field, label, value: null, initial: null, executed: null };
    const aside: Token[] = [];
    const strange: Token[] = [];
    const first = following.findIndex((token) => moneyOf(token.text) !== null);
    following.forEach((token, order) => {
      const column =
        this.columns.length > 0 ? this.columnAt(token, label, order) : order === first ? 'budget' : undefined;
      const money = moneyOf(token.text);
      if (money && column && this.put(entry, column, { ...money, token })) place(...token.cells);
      else if (BLANK.test(token.text) || (column && !AMOUNTS.has(column))) aside.push(token);
      else strange.push(token);
    });
    this.entries.push(entry);
    notes.about('D12', 'form', aside, (text) => ({
      zh: `“${label.text}”一行的“${short(text)}”不是金额或不入库。`,
      en: `"${short(text)}" in the row of ${label.text} is no amount, or is not kept.`,
    }));
    notes.about('D11', 'funding', strange, (text) => ({
      zh: `“${label.text}”一行的“${short(text)}”不能确定是哪一项金额，未采用。`,
      en: `Which amount "${short(text)}" in the row of ${label.text} is cannot be told; it was not taken.`,
    }));
  }

  /** The heading an amount stands under: by its own column in a table of cells, by its distance from the label in rows of text, else by order. */
  private columnAt(token: Token, label: Token, order: number): string | undefined {
    if (this.shape !== 'columns') return this.columns[order]?.field;
    if (this.exact) return this.columns.findLast(({ column }) => column <= token.column)?.field;
    return this.columns[token.column - label.column - 1]?.field;
  }

  private put(entry: Entry, column: string, amount: Printed): boolean {
    if (column === 'budget') entry.value = amount;
    else if (column === 'initial') entry.initial = amount;
    else if (column === 'executed') entry.executed = amount;
    else return false;
    return true;
  }

  /** The amounts in yuan. An amount printed twice with two values gives the first and a note, as do columns that are not kept. */
  funding(notes: Notebook): Funding {
    const total = this.one('total', notes);
    const annual = this.one('annual', notes);
    const either = this.of('fiscalEither');
    const [totalFiscal, fiscalBelow] = total ? this.halves(either, total, annual) : [[], either];
    const [left, right] = total ? this.halves(this.of('other'), total, annual) : [[], this.of('other')];
    const fiscal = this.one('fiscal', notes) ?? this.first(fiscalBelow, notes);
    this.unit ??=
      this.entries.map((entry) => amount(entry)?.unit ?? null).find((unit) => unit !== null) ?? null;
    const sum = (entries: Entry[]) => {
      const values = entries.map((entry) => this.yuan(amount(entry))).filter((n) => n !== null);
      return values.length > 0 ? Math.round(values.reduce((a, b) => a + b, 0) * 100) / 100 : null;
    };
    this.noteUnkept(annual, notes);
    const counted = this.entries.find((entry) => amount(entry)?.value);
    if (this.unit === null && counted)
      notes.add('D11', 'funding', counted.label, {
        zh: '资金表没有印出金额单位，暂按元计，请核对原件。',
        en: 'The money table prints no unit; yuan is assumed. Check the original.',
      });
    return {
      total: this.yuan(amount(total)),
      totalFiscal: this.yuan(amount(this.first(totalFiscal, notes))),
      totalOther: sum(left),
      annual: this.yuan(amount(annual)),
      fiscal: this.yuan(amount(fiscal)),
      carriedOver: this.yuan(amount(this.one('carriedOver', notes))),
      other: sum(right),
      executed: this.yuan(annual?.executed),
      unit: this.unit,
    };
  }

  private of(field: string): Entry[] {
    return this.entries.filter((entry) => entry.field === field);
  }

  private one(field: string, notes: Notebook): Entry | undefined {
    return this.first(this.of(field), notes);
  }

  /** The first entry with an amount; later ones with another amount are noted. */
  private first(entries: readonly Entry[], notes: Notebook): Entry | undefined {
    const [taken, ...others] = entries.filter((entry) => amount(entry) !== null);
    for (const other of others) {
      const again = amount(other);
      if (!again || !taken || this.yuan(again) === this.yuan(amount(taken))) continue;
      notes.drop('D11', 'funding', [again.token], (text) => ({
        zh: `“${other.label.text}”出现两次，第二次为“${text}”，取第一次。`,
        en: `${other.label.text} is printed twice, the second time as "${text}"; the first is taken.`,
      }));
    }
    return taken ?? entries[0];
  }

  /** Opening budgets beside a final one, and what was spent of a part: read, but no field keeps them. */
  private noteUnkept(annual: Entry | undefined, notes: Notebook): void {
    for (const entry of this.entries) {
      const unkept = [entry.value ? entry.initial : null, entry === annual ? null : entry.executed];
      const tokens = unkept.flatMap((printed) => (printed ? [printed.token] : []));
      notes.drop('D12', 'form', tokens, (text) => ({
        zh: `“${entry.label.text}”一行的“${text}”（年初数或分项执行数）未入库。`,
        en: `"${text}" in the row of ${entry.label.text} (opening budget, or spent of a part) is not kept.`,
      }));
    }
  }

  private yuan(printed: Money | null | undefined): number | null {
    if (!printed) return null;
    return Math.round(printed.value * YUAN[printed.unit ?? this.unit ?? '元'] * 100) / 100;
  }

  /** Rows of one name, one below the project's total, one below the year's: told apart by column, else by order. */
  private halves(entries: Entry[], total: Entry, annual: Entry | undefined): [Entry[], Entry[]] {
    if (this.shape === 'columns' && annual && annual.label.column !== total.label.column) {
      const near = (e: Entry, to: Entry) => Math.abs(e.label.column - to.label.column);
      return [
        entries.filter((e) => near(e, total) < near(e, annual)),
        entries.filter((e) => near(e, total) >= near(e, annual)),
      ];
    }
    if (entries.length > 1) return [entries.slice(0, 1), entries.slice(1)];
    return entries[0]?.field === 'fiscalEither' ? [entries, []] : [[], entries];
  }

  place(site: Site): Source | null {
    const entry = this.entries.find((e) => e.field === 'annual') ?? this.entries[0];
    return entry ? sourceOf(site, entry.label) : null;
  }
}

const AMOUNTS = new Set(['initial', 'budget', 'executed']);
const amount = (entry: Entry | undefined) => entry?.value ?? entry?.initial ?? null;
