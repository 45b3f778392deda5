import type { FileResult } from '#core/ingest/read-file.ts';
import { readEach } from '#core/ingest/read-each.ts';
import type { Form } from '#core/model/form.ts';
import { sample } from '../corpus.ts';

/** What of a printed cell changes from form to form. */
export type Slot =
  | { of: 'project' | 'department' | 'unit' | 'year' | 'dates' | 'money' | 'goal' }
  | { of: 'name' | 'raw'; indicator: number };

/** One printed form of the sample, cut into what stays and what changes. */
export interface Template {
  form: Form;
  /** Of the block: lines of cells. */
  lines: string[][];
  /** Slots by line and cell. */
  slots: Map<number, Map<number, Slot>>;
  /** Line in the sample (1-based) of the block's first line. */
  first: number;
  /** Indicators whose row may be left out or printed several times: a plain row, no label beside it, nothing noted. */
  loose: ReadonlySet<number>;
  /** The sample's cells, a thirteenth each. */
  cells: { cells: number; placed: number; noted: number };
}

const TITLE = /绩效目标申报表/;
const bare = (text: string) => text.replace(/\s+/g, '');

/** The sample's forms as templates: defects, layout and order of rows stay as they were printed. */
export async function templates(): Promise<Template[]> {
  const bytes = sample();
  const text = new TextDecoder().decode(bytes).split('\n');
  let read: FileResult | undefined;
  for await (const result of readEach([{ name: 'sample.txt', bytes }])) read = result;
  const { forms, report } = read!;
  const starts = text.flatMap((line, i) => (TITLE.test(line) ? [i] : []));
  if (starts.length !== forms.length) throw new Error(`${starts.length} titles, ${forms.length} forms`);
  starts[0] = 0;
  const share = (n: number) => Math.round(n / forms.length);
  const { cells, placed } = report.coverage;
  return forms.map((form, n) => {
    const lines = text.slice(starts[n], starts[n + 1] ?? text.length).map((line) => line.split('\t'));
    const first = starts[n]! + 1;
    return {
      form,
      lines,
      first,
      ...slotsOf(form, lines, first),
      cells: { cells: share(cells), placed: share(placed), noted: share(cells) - share(placed) },
    };
  });
}

function slotsOf(form: Form, lines: readonly string[][], first: number): Pick<Template, 'slots' | 'loose'> {
  const slots: Template['slots'] = new Map();
  const put = (line: number, cell: number, slot: Slot) => {
    const row = slots.get(line) ?? new Map<number, Slot>();
    if (!row.has(cell)) row.set(cell, slot);
    slots.set(line, row);
  };
  const loose = new Set<number>();
  form.indicators.forEach((indicator, i) => {
    const line = indicator.source.line! - first;
    const cells = lines[line]!.map(bare);
    const name = cells.indexOf(bare(indicator.name));
    const raw = indicator.raw === '' ? -1 : cells.indexOf(bare(indicator.raw));
    if (name >= 0) put(line, name, { of: 'name', indicator: i });
    if (raw >= 0) put(line, raw, { of: 'raw', indicator: i });
    const filled = cells.filter((cell) => cell !== '').length;
    if (filled === 2 && name >= 0 && raw === name + 1 && indicator.notes.length === 0) loose.add(i);
  });
  // A row that was printed twice changes in both places.
  lines.forEach((cells, line) => {
    if (slots.has(line)) return;
    cells.forEach((cell, c) => {
      const i = form.indicators.findIndex((one) => bare(one.name) === bare(cell));
      if (i < 0 || cell === '') return;
      put(line, c, { of: 'name', indicator: i });
      loose.delete(i);
    });
    const named = [...(slots.get(line)?.values() ?? [])].find((slot) => slot.of === 'name');
    if (named && 'indicator' in named)
      cells.forEach((cell, c) => {
        const { raw } = form.indicators[named.indicator]!;
        if (raw !== '' && bare(cell) === bare(raw)) put(line, c, { of: 'raw', indicator: named.indicator });
      });
  });
  const { project, funding, goals } = form;
  const money = funding.annual!.toLocaleString('en-US', { minimumFractionDigits: 2 });
  let departments = 0;
  lines.forEach((cells, line) =>
    cells.forEach((cell, c) => {
      const printed = cell.trim();
      if (printed === '') return;
      if (printed === `(${form.year}年度)`) put(line, c, { of: 'year' });
      else if (printed === project.name) put(line, c, { of: 'project' });
      else if (printed === project.department)
        put(line, c, { of: departments++ === 0 ? 'department' : 'unit' });
      else if (printed === project.start || printed === project.end) put(line, c, { of: 'dates' });
      else if (printed === money) put(line, c, { of: 'money' });
      else if (printed === goals.annual) put(line, c, { of: 'goal' });
    }),
  );
  return { slots, loose };
}
