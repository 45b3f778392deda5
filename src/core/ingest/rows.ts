import { remember } from '#core/model/remember.ts';
import { squeeze } from '#core/model/text.ts';
import { textSite, type Cell, type Grid, type Row, type Shape } from './cell.ts';
import { isSeparatorLine, recordsOf, separatorOf, type Separator } from './delimited.ts';
import { jsonTable } from './json-table.ts';
import { columnOf, isTitle, isYearLine, labelOf, levelOf } from './vocabulary.ts';

type Split = (line: string) => { text: string; column: number }[];

/** The rows of a text, in the shape its lines show. Blank lines become `gap`s. */
export function rowsOf(file: string, text: string): Grid {
  const site = textSite(file);
  const json = jsonTable(text);
  if (json) return { site, shape: 'columns', ...json };
  const { shape, split } = shapeOf(text);
  if (split === byTab && /(?:^|[\t\n\r\ufeff])"/.test(text))
    return { site, shape, rows: rowsOfRecords(text, '\t') };
  if (split === byComma || split === bySemicolon)
    return { site, shape, rows: rowsOfRecords(text, split === byComma ? ',' : ';') };
  return { site, shape, rows: rowsBySplit(text, split) };
}

function* rowsOfRecords(text: string, separator: Separator): Generator<Row> {
  let gap = 0;
  for (const { line, cells } of recordsOf(text, separator)) {
    if (line === 1 && isSeparatorLine(cells.join(separator))) continue;
    const filled = cells.flatMap((text, column): Cell[] =>
      text === '' ? [] : [{ text, line, column, fate: 'open' }],
    );
    if (filled.length > 0) yield { line, gap, cells: filled };
    gap = filled.length > 0 ? 0 : gap + 1;
  }
}

/** The lines of a text, without their ends. */
export function* linesOf(text: string): Generator<string> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start <= text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const line = text.slice(start, text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end);
    if (line.includes('\r')) yield* line.split('\r');
    else yield line;
    start = end + 1;
  }
}

function* rowsBySplit(text: string, split: Split): Generator<Row> {
  let number = 0;
  let gap = 0;
  for (const line of linesOf(text)) {
    number++;
    const cells = split(line).map(({ text, column }): Cell => ({ text, line: number, column, fate: 'open' }));
    if (!cells.some((cell) => cell.text !== '') && !(split === bySlot && cells.length > 0)) {
      gap++;
      continue;
    }
    if (split === byToken) for (const cell of cells) yield { line: number, gap: 0, cells: [cell] };
    else yield { line: number, gap, cells };
    gap = 0;
  }
}

const tidy = remember(squeeze);
const between =
  (separator: string): Split =>
  (line) => {
    const cells: { text: string; column: number }[] = [];
    let column = 0;
    let rule = true;
    let ruled = false;
    for (const part of separator === '|' ? barParts(line) : line.split(separator)) {
      const text = part === '' ? '' : tidy(part);
      if (text !== '') {
        cells.push({ text, column });
        rule &&= DASHES.test(text);
        ruled ||= RULE.test(text);
      }
      column++;
    }
    return rule && (ruled || cells.length === 0) ? [] : cells;
  };
const DASHES = /^:?-+:?$/;
/** A cell that only the line below a Markdown table's header has. A lone dash may be a value. */
const RULE = /^(?::?-{2,}:?|:-:?|-:)$/;
/** The cells of a line of bars, as Markdown writes them: `\|` is a bar, `<br>` ends a line, `**` around a whole cell is bold print. */
const barParts = (line: string): string[] => {
  const bare = line.replace(/^\s*\|/, '');
  if (!/[\\<&*]/.test(bare)) return bare.split('|');
  return bare.split(/(?<!\\)\|/).map((part) =>
    part
      .replaceAll('\\|', '|')
      .replace(/<br\s*\/?>|&nbsp;/gi, ' ')
      .replace(/^\s*\*\*([^*]+)\*\*\s*$/, '$1'),
  );
};
const byTab = between('\t');
const byComma = between(',');
const bySemicolon = between(';');
const SPLITS: Record<Separator, Split> = { ',': byComma, ';': bySemicolon, '\t': byTab };
const byToken: Split = (line) =>
  line
    .replace(/(?<=\d)\s+(?=\([^()\s\d]{1,6}\))/g, '')
    .split(/\s+/)
    .flatMap((text, column) => (text ? [{ text, column }] : []));
const byWord: Split = (line) => {
  const whole = squeeze(line);
  if (isTitle(whole) || isYearLine(whole)) return [{ text: whole, column: 0 }];
  return byToken(line.trim());
};
const byLine: Split = (line) => {
  const whole = squeeze(line);
  if (whole === '') return [];
  const words = byToken(line.trim());
  if (words.length > 1 && !isLabel(whole) && words.some((w) => isLabel(w.text))) return words;
  return [{ text: whole, column: 0 }];
};
const bySlot: Split = (line) => {
  if (line.trim() === '') return [];
  return [{ text: squeeze(line.replace(/\|\s*$/, '')), column: 0 }];
};

const isLabel = (text: string) =>
  labelOf(text) !== null || columnOf(text) !== null || (levelOf(text) !== null && !levelOf(text)?.bare);

function shapeOf(text: string): { shape: Shape; split: Split } {
  let lines = 0;
  let tabs = 0;
  let bars = 0;
  let barEnds = 0;
  let labelled = 0;
  let commas = 0;
  for (const line of linesOf(text)) {
    if (line.trim() === '') continue;
    if (++lines > 600) break;
    if (/\S\s*\t|\t\s*\S/.test(line)) tabs++;
    if (/\|.*\S.*\||\S\s*\|\s*\S/.test(line)) bars++;
    else if (/\|\s*$/.test(line)) barEnds++;
    else if (line.length < 20_000) {
      if (line.includes(',') && line.split(',').some((cell) => isLabel(cell.replace(/^"|"$/g, '')))) commas++;
      const words = byToken(line.trim());
      const known = words.filter((w) => isLabel(w.text)).length;
      if (known >= 12) return { shape: 'stream', split: byToken };
      if (words.length > 1 && words[0] && isLabel(words[0].text)) labelled++;
    }
  }
  if (tabs * 4 > lines) return { shape: 'columns', split: byTab };
  if (commas >= 3 && commas * 4 > lines) return { shape: 'columns', split: byComma };
  const separator = separatorOf(text, isLabel);
  if (separator) return { shape: 'columns', split: SPLITS[separator] };
  if (bars * 4 > lines) return { shape: 'columns', split: between('|') };
  if (barEnds * 2 > lines) return { shape: 'slots', split: bySlot };
  if (labelled >= 3 && labelled * 8 > lines) return { shape: 'words', split: byWord };
  return { shape: 'stream', split: byLine };
}
