import type { Form } from '#core/model/form.ts';
import type { Source } from '#core/model/source.ts';
import { place, sourceOf, type Shape, type Site } from './cell.ts';
import { short, type Notebook } from './notes.ts';
import { joinPieces, type Token } from './token.ts';

interface Heading {
  field: string;
  token: Token;
}

/** The goal block: its headings, then the texts that stand under them. */
export class GoalTable {
  shape: Shape;
  headings: Heading[] = [];
  rows: Token[][] = [];
  /** True while headings come one after another. */
  open = false;
  /** Column where rows of the head begin; `null` when none was met. */
  indent: number | null = null;
  /** The row of headings begins elsewhere: its columns say nothing about the texts. */
  private shifted = false;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  startRow(): void {
    if (this.headings.length > 0) this.rows.push([]);
  }

  /** A heading; `first` is the first cell of its row. */
  label(field: string, token: Token, first: Token): void {
    this.open = true;
    this.shifted ||= this.indent !== null && first !== token && first.column !== this.indent;
    const last = this.headings.at(-1);
    if (last?.field === field && !this.rows.flat().length) last.token = token;
    else this.headings.push({ field, token });
  }

  accept(token: Token): boolean {
    this.open = false;
    if (this.rows.length === 0) this.rows.push([]);
    this.rows.at(-1)?.push(token);
    return true;
  }

  /** The texts of the goals. What cannot be told apart is noted and left out. */
  goals(notes: Notebook): { goals: Form['goals']; at: Source | null } {
    const goals: Form['goals'] = { overall: null, annual: null };
    let at: Source | null = null;
    for (const [field, pieces] of this.assigned(notes)) {
      const first = pieces.find((piece) => piece.text !== '');
      if (!first) continue;
      if (field === 'done') {
        notes.about('D12', 'form', pieces, (text) => ({
          zh: `目标完成情况“${text}”未入库。`,
          en: `What was achieved ("${text}") is not kept.`,
        }));
        continue;
      }
      for (const piece of pieces) place(...piece.cells);
      const text = this.shape === 'stream' ? joinPieces(pieces) : linesOf(pieces, notes.site);
      if (field === 'annual') goals.annual = goals.annual ? `${goals.annual}\n${text}` : text;
      else goals.overall = goals.overall ? `${goals.overall}\n${text}` : text;
      if (field === 'annual' || at === null) at = sourceOf(notes.site, first);
    }
    const heading = this.headings[0]?.token;
    return { goals, at: at ?? (heading ? sourceOf(notes.site, heading) : null) };
  }

  private assigned(notes: Notebook): [string, Token[]][] {
    const rows = this.rows.filter((row) => row.some((piece) => piece.text !== ''));
    const pieces = rows.flat();
    const [only] = this.headings;
    if (pieces.length === 0 || !only) return [];
    if (this.headings.length === 1) return [[only.field, pieces]];
    if (this.shape === 'columns' && !this.shifted) {
      const byColumn = this.byColumn(pieces);
      if (byColumn) return byColumn;
    }
    if (this.shape === 'stream') {
      const parts = sentences(pieces);
      if (parts.length === this.headings.length) return this.inOrder(parts);
    } else if (rows.length === 1 && this.fills(pieces)) return this.inOrder(pieces.map((p) => [p]));
    notes.about('D11', 'goal', pieces, (text) => ({
      zh: `目标文字“${short(text)}”分不清属于哪一栏（${this.headings.map((h) => h.token.text).join('、')}），未采用。`,
      en: `The goal text "${short(text)}" cannot be told apart between ${this.headings.map((h) => h.token.text).join(', ')}; not taken.`,
    }));
    return [];
  }

  /** Each heading has its text; where only what was achieved is wanting, the text is the goal's. */
  private fills(pieces: readonly Token[]): boolean {
    const goals = this.headings.filter((heading) => heading.field !== 'done').length;
    if (pieces.length === this.headings.length || this.shape === 'slots')
      return pieces.length <= this.headings.length;
    return (
      pieces.length === goals && this.headings.slice(0, goals).every((heading) => heading.field !== 'done')
    );
  }

  private inOrder(parts: Token[][]): [string, Token[]][] {
    return parts.flatMap((part, i): [string, Token[]][] => {
      const heading = this.headings[i];
      return heading ? [[heading.field, part]] : [];
    });
  }

  private byColumn(pieces: Token[]): [string, Token[]][] | null {
    const of = new Map<string, Token[]>();
    for (const piece of pieces) {
      const heading =
        this.headings.findLast((h) => h.token.line === piece.line && h.token.column < piece.column) ??
        this.headings.find((h) => h.token.column === piece.column);
      if (!heading) return null;
      of.set(heading.field, [...(of.get(heading.field) ?? []), piece]);
    }
    return [...of];
  }
}

/** Lines of a stream parted where a line ends a sentence and more follows. */
function sentences(pieces: Token[]): Token[][] {
  const parts: Token[][] = [[]];
  pieces.forEach((piece, i) => {
    parts.at(-1)?.push(piece);
    if (/[。！？.!?]$/u.test(piece.text) && i < pieces.length - 1) parts.push([]);
  });
  return parts;
}

/** Texts one below the other, a line each; a text that a page break cut goes on in its line. */
const linesOf = (pieces: readonly Token[], site: Site) =>
  pieces
    .filter((piece) => piece.text !== '')
    .reduce((text, piece, i, all) => {
      const above = all[i - 1];
      if (!above) return piece.text;
      const cut = site.pageOf(above.line) !== site.pageOf(piece.line) && !/[\p{P}\s]$/u.test(above.text);
      return cut ? joinPieces([{ text }, piece]) : `${text}\n${piece.text}`;
    }, '');
