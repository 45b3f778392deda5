import { readDay } from '#core/model/day.ts';
import type { Form } from '#core/model/form.ts';
import { place, sourceOf, type Shape } from './cell.ts';
import { GoalTable } from './goals.ts';
import { MoneyTable } from './money.ts';
import type { Notebook } from './notes.ts';
import { joinPieces, type Token, type TokenRow } from './token.ts';
import {
  isSelfEvaluation,
  isTitle,
  isYearLine,
  labelOf,
  labelsOf,
  moneyUnitOf,
  yearOf,
  type Label,
} from './vocabulary.ts';

/** What stands above (and below) the indicator table. */
export interface Head {
  fields: Map<string, { text: string; at: Token }>;
  title: string | null;
  titleYear: number | null;
  selfEvaluation: boolean;
  money: MoneyTable;
  goals: GoalTable;
}

export function emptyHead(shape: Shape, exact: boolean): Head {
  return {
    fields: new Map(),
    title: null,
    titleYear: null,
    selfEvaluation: false,
    money: new MoneyTable(shape, exact),
    goals: new GoalTable(shape),
  };
}

/**
 * Reads labels and what follows each into `head`; every token ends in a field, as a label, or in a note. In rows a value stands in its
 * label's row; in a stream, before the next label.
 */
export function readHead(head: Head, rows: readonly TokenRow[], shape: Shape, notes: Notebook): void {
  const stream = shape === 'stream' || shape === 'slots';
  const units: Token[][] = stream ? [rows.flatMap((row) => row.tokens)] : rows.map((row) => row.tokens);
  let inGoals = false;
  let seenLabel = false;
  head.goals.indent ??=
    rows.find(({ tokens: [t] }) => t && labelOf(t.text)?.kind === 'field')?.tokens[0]?.column ?? null;
  for (const tokens of units) {
    head.goals.startRow();
    head.money.startRow();
    for (let i = 0; i < tokens.length;) {
      const token = tokens[i];
      if (!token) break;
      const end = nextLabel(tokens, i + (shape === 'columns' && isValueBeside(tokens, i) ? 2 : 1));
      const following = tokens.slice(i + 1, end);
      if (isTitle(token.text) || isYearLine(token.text)) {
        readTitle(head, token, notes);
        i++;
        continue;
      }
      const label = choose(labelsOf(token.text), head, following);
      if (label === null) {
        const split = withColon(token);
        if (split) {
          inGoals = false;
          seenLabel = true;
          read(head, split.label, token, [split.value, ...following], notes);
          i = end;
          continue;
        }
        if (token.text === '' && !inGoals) i++;
        else if (inGoals && head.goals.accept(token)) i++;
        else if (moneyUnitOf(token.text) && token.text.length < 10) {
          head.money.unit ??= moneyUnitOf(token.text);
          place(...token.cells);
          i++;
        } else {
          const rest = tokens.slice(i, end).filter((t) => !isTitle(t.text) && !isYearLine(t.text));
          stray(rest, seenLabel, notes);
          i = Math.max(end, i + 1);
          for (const t of tokens.slice(i - rest.length, i))
            if (isTitle(t.text) || isYearLine(t.text)) readTitle(head, t, notes);
        }
        continue;
      }
      seenLabel = true;
      inGoals = label.kind === 'goal' || (inGoals && label.kind === 'heading' && following.length === 0);
      head.money.unit ??= label.kind === 'goal' ? null : moneyUnitOf(token.text);
      if (label.kind === 'goal') {
        place(...token.cells);
        head.goals.label(label.field, token, tokens[0]!);
        i++;
      } else if (label.kind === 'heading' || label.kind === 'moneyColumn') {
        place(...token.cells);
        if (label.kind === 'moneyColumn') head.money.column(label.field, token.column);
        i++;
      } else {
        read(head, label, token, following, notes);
        i = end;
      }
    }
  }
}

function nextLabel(tokens: readonly Token[], from: number): number {
  let i = from;
  while (i < tokens.length) {
    const text = tokens[i]?.text ?? '';
    if (
      text !== '' &&
      (labelOf(text) !== null ||
        isTitle(text) ||
        (text.includes('：') || text.includes(':') ? withColon(tokens[i]) !== null : false))
    )
      break;
    i++;
  }
  return i;
}

/** `项目名称 | 其他资金`: beside the label of a field stands its value, unless that is a field's label too. */
function isValueBeside(tokens: readonly Token[], i: number): boolean {
  const [label, next] = [tokens[i], tokens[i + 1]];
  if (!label || !next || next.column !== label.column + 1 || labelOf(label.text)?.kind !== 'field')
    return false;
  const kind = labelOf(next.text)?.kind;
  return kind === 'money' || kind === 'goal' || kind === 'heading';
}

/** `分值` and the like are columns of the money table only while that table is being headed. */
function choose(labels: readonly Label[], head: Head, following: readonly Token[]): Label | null {
  const [first] = labels;
  if (!first) return null;
  const column = labels.find((label) => label.kind === 'moneyColumn');
  if (column && head.money.heading) return column;
  const unkept = labels.find((label) => label.kind === 'unkept');
  if (first.kind === 'goal' && unkept && following.length > 0 && !head.goals.open) return unkept;
  return first;
}

function readTitle(head: Head, token: Token, notes: Notebook): void {
  place(...token.cells);
  const year = yearOf(token.text);
  if (isTitle(token.text)) {
    head.title = token.text;
    head.selfEvaluation = isSelfEvaluation(token.text);
  }
  if (year !== null && head.titleYear !== null && year !== head.titleYear)
    notes.add('D11', 'head', token, {
      zh: `标题先后印有 ${head.titleYear} 年和 ${year} 年，取后者。`,
      en: `The title prints first ${head.titleYear}, then ${year}; the latter is taken.`,
    });
  head.titleYear = year ?? head.titleYear;
}

function read(head: Head, label: Label, token: Token, following: Token[], notes: Notebook): void {
  place(...token.cells);
  if (label.kind === 'money') {
    head.money.row(label.field, token, following, notes);
    return;
  }
  const pieces = following.filter((t) => t.text !== '');
  if (label.kind === 'unkept') {
    notes.about('D12', 'form', pieces, (text) => ({
      zh: `“${token.text}”的内容“${text}”不属于绩效目标，未入库。`,
      en: `"${text}" of ${token.text} is no part of the targets and is not kept.`,
    }));
    return;
  }
  if (pieces.length === 0) {
    if (!head.fields.has(label.field)) head.fields.set(label.field, { text: '', at: token });
    return;
  }
  const known = head.fields.get(label.field);
  if (known && known.text !== '' && known.text !== joinPieces(pieces)) {
    notes.about('D11', 'head', pieces, (text) => ({
      zh: `“${token.text}”出现两次，第二次为“${text}”，取第一次。`,
      en: `${token.text} is printed twice, the second time as "${text}"; the first is taken.`,
    }));
    return;
  }
  for (const piece of pieces) place(...piece.cells);
  head.fields.set(label.field, { text: joinPieces(pieces), at: pieces[0] ?? token });
}

function stray(tokens: readonly Token[], inside: boolean, notes: Notebook): void {
  notes.about(inside ? 'D07' : 'D08', inside ? 'form' : 'file', tokens, (text) =>
    inside
      ? {
          zh: `“${text}”不在任何已知栏目之下，原样保留。`,
          en: `"${text}" stands under no known label and is kept as printed.`,
        }
      : { zh: `“${text}”在申报表之外。`, en: `"${text}" stands outside any form.` },
  );
}

/** `填报单位：某局` in one cell. */
function withColon(token: Token | undefined): { label: Label; value: Token } | null {
  const m = token ? /^([^:：]{2,20})[:：](.+)$/su.exec(token.text) : null;
  const label = m ? labelOf(m[1] ?? '') : null;
  if (!token || !m || !label || (label.kind !== 'field' && label.kind !== 'unkept')) return null;
  return { label, value: { ...token, text: (m[2] ?? '').trim() } };
}

const CODE = /^([0-9A-Z][0-9A-Z_]{9,})\s*[-－—]+\s*(\S.*)$/su;

/** A project's name as printed, the code before it split off. */
export function codeAndName(printed: string): { code: string | null; name: string } {
  const coded = CODE.exec(printed);
  return { code: coded?.[1] ?? null, name: coded?.[2] ?? printed };
}

/** The project of a head: code split off the name, dates as ISO days. */
export function projectOf(
  head: Head,
  notes: Notebook,
): { project: Form['project']; dates: Form['places']['dates'] } {
  const text = (field: string) => head.fields.get(field)?.text || null;
  const coded = codeAndName(text('name') ?? '');
  const dates = readDates(head, notes);
  const at = head.fields.get('start') ?? head.fields.get('period') ?? head.fields.get('end');
  return {
    project: {
      name: coded.name,
      code: text('code') ?? coded.code,
      nature: text('nature'),
      category: text('category'),
      department: text('department'),
      unit: text('unit'),
      ...dates,
    },
    dates: at ? sourceOf(notes.site, at.at) : null,
  };
}

function readDates(head: Head, notes: Notebook): { start: string | null; end: string | null } {
  const period = head.fields.get('period');
  const halves = period?.text.split(/\s*(?:到|至|~|～|—+|–|(?<=[日月\d])-(?=(?:19|20)\d{2}))\s*/u) ?? [];
  const start = head.fields.get('start') ?? (period && { ...period, text: halves[0] ?? '' });
  const end = head.fields.get('end') ?? (period && { ...period, text: halves[1] ?? '' });
  const day = (field: { text: string; at: Token } | undefined, side: 'first' | 'last') => {
    if (!field || field.text === '') return null;
    const days = readDay(field.text);
    if (!days)
      notes.add(
        'D07',
        'head',
        field.at,
        {
          zh: `“${field.text}”不是可识别的日期。`,
          en: `"${field.text}" is not a date that could be read.`,
        },
        field.text,
      );
    return days?.[side] ?? null;
  };
  return { start: day(start, 'first'), end: day(end, 'last') };
}
