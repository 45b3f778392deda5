import labels from '#data/labels.json' with { type: 'json' };
import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import { remember } from '#core/model/remember.ts';
import { yearsInDigits } from '#core/model/numeral.ts';
import { squeeze, toHalfWidth, withoutBlanks } from '#core/model/text.ts';

/** What a known label stands for; `field` names the entry of data/labels.json. */
export type LabelKind = 'field' | 'money' | 'moneyColumn' | 'goal' | 'column' | 'heading' | 'unkept';
export interface Label {
  kind: LabelKind;
  field: string;
}

const index = (groups: [LabelKind, Record<string, string[]>][]) => {
  const map = new Map<string, Label[]>();
  for (const [kind, fields] of groups)
    for (const [field, names] of Object.entries(fields))
      for (const name of names) {
        const key = labelKey(name);
        map.set(key, [...(map.get(key) ?? []), { kind, field }]);
      }
  return map;
};
const LABELS = index([
  ['field', labels.fields],
  ['goal', labels.goals],
  ['money', labels.money],
  ['moneyColumn', labels.moneyColumns],
  ['heading', { heading: labels.headings, ...labels.sets }],
  ['unkept', { unkept: labels.unkept }],
]);
const COLUMNS = index([['column', labels.columns]]);
const LONGEST = Math.max(...[...LABELS.keys(), ...COLUMNS.keys()].map((key) => key.length)) + 24;

/** A label's text for looking it up: half-width, no blanks, no `其中：`, numbering, closing colon or trailing brackets. */
function labelKey(text: string): string {
  return withoutBlanks(toHalfWidth(text))
    .replace(/^[#*]+/, '')
    .replace(/^其中[:,、]?/, '')
    .replace(/^\d+[.、](?=\p{Script=Han})/u, '')
    .replace(/:$/, '')
    .replace(/(?<=.)\((?!\/)[^()]*\)$/u, '')
    .replace(/:$/, '');
}

/** The label a cell is, if it is one. Columns of the indicator table are asked for apart (`columnOf`). */
export function labelOf(text: string): Label | null {
  return labelsOf(text)[0] ?? null;
}

/** Every reading of a label (`分值` is a money column and a heading). */
export function labelsOf(text: string): readonly Label[] {
  return text.length > LONGEST ? NO_LABELS : knownLabels(text);
}
const NO_LABELS: readonly Label[] = [];
const knownLabels = remember((text) => LABELS.get(labelKey(text)) ?? NO_LABELS);

/** Which set of indicators a heading names (`长期绩效指标`), where a form prints two; or `null`. */
export function setOf(text: string): 'overall' | 'annual' | null {
  const label = labelOf(text);
  if (label?.kind !== 'heading') return null;
  return label.field === 'overall' || label.field === 'annual' ? label.field : null;
}

/** Which column of the indicator table a header cell names, or `null`. */
export function columnOf(text: string): string | null {
  return text.length > LONGEST ? null : knownColumn(text);
}
const knownColumn = remember((text) => {
  const key = labelKey(text);
  return (COLUMNS.get(key) ?? COLUMNS.get(withoutBlanks(toHalfWidth(text))))?.[0]?.field ?? null;
});

const MONEY_UNIT = /[(（]?(?:单位[:：])?(亿元|万元|千元|元)[)）]?/u;

/** The unit of money inside a label's brackets or a lone `(万元)`. */
export function moneyUnitOf(text: string): '元' | '千元' | '万元' | '亿元' | null {
  const inside = /[(（]([^()（）]*)[)）]/u.exec(text)?.[0];
  const unit = MONEY_UNIT.exec(inside ?? '')?.[1];
  return unit === '元' || unit === '千元' || unit === '万元' || unit === '亿元' ? unit : null;
}

const TITLE = new RegExp(`(?:${labels.titles.join('|')})(?:[(]\\s*\\d{4}\\s*年?度?\\s*[)])?$`, 'u');
const YEAR = /^[(]?\s*((?:19|20)\d{2})\s*年度?\s*[)]?$/u;

const SOME_YEAR = /[\d０-９〇○零一二三四五六七八九]{4}/u;

/** Whether a cell is the title of a form. */
export function isTitle(text: string): boolean {
  return text.length < 60 && knownTitle(text);
}
const knownTitle = remember((text) => TITLE.test(withoutBlanks(toHalfWidth(text))));
/** Whether a title is that of a self-evaluation. */
export function isSelfEvaluation(title: string): boolean {
  return labels.selfEvaluation.some((word) => title.includes(word));
}
/** The year of `(2024年度)` or of a title that carries one. */
export function yearOf(text: string): number | null {
  const plain = yearsInDigits(squeeze(toHalfWidth(text)));
  const m = YEAR.exec(plain) ?? /((?:19|20)\d{2})\s*年/u.exec(plain);
  return m ? Number(m[1]) : null;
}
/** Whether a cell is nothing but a year in brackets. */
export function isYearLine(text: string): boolean {
  return text.length < 24 && SOME_YEAR.test(text) && YEAR.test(yearsInDigits(squeeze(toHalfWidth(text))));
}

export interface Level {
  level: 1 | 2;
  /** The scheme's full name. */
  name: string;
  /** Printed without 指标: may as well be an indicator's name. */
  bare: boolean;
}
const LEVELS = new Map<string, Level>();
const LEVEL1_OF = new Map<string, string>();
for (const { level1, aliases, level2 } of taxonomy.scheme) {
  for (const name of [level1, ...aliases]) LEVELS.set(name, { level: 1, name: level1, bare: false });
  for (const { name, aliases: also } of level2) {
    LEVEL1_OF.set(name, level1);
    for (const alias of [name, ...also]) LEVELS.set(alias, { level: 2, name, bare: !alias.endsWith('指标') });
  }
}
for (const name of taxonomy.older) {
  const full = name.endsWith('指标') ? name : `${name}指标`;
  LEVELS.set(name, { level: 1, name: full, bare: name !== full });
}

/** Beginnings of every known label, for putting labels together that were broken over lines. */
const BEGINNINGS = new Set(
  [...LABELS.keys(), ...COLUMNS.keys(), ...LEVELS.keys()].flatMap((key) =>
    Array.from(key, (_, i) => key.slice(0, i + 1)),
  ),
);
/** Whether a label may begin with this text. */
export function beginsLabel(text: string): boolean {
  return BEGINNINGS.has(labelKey(text));
}

/** The level a cell names (`产出指标(50分)` → 产出指标, `环境效益指标` → 生态效益指标), or `null`. */
export function levelOf(text: string): Level | null {
  return text.length > 40 ? null : knownLevel(text);
}
const knownLevel = remember((text): Level | null => {
  const plain = withoutBlanks(toHalfWidth(text)).replace(/\([^()]*\)$/u, '');
  return LEVELS.get(plain) ?? null;
});
const LEVEL_NAMES = [...LEVELS.keys()];
/** Whether a text is a level's name or a piece of one, broken off at a line's end (`满意度指`, `标`). */
export function isLevelPiece(text: string): boolean {
  if (text.length > 12) return false;
  return LEVEL_NAMES.some((name) => name.startsWith(text) || name.endsWith(text));
}

const LEVEL_INSIDE = new RegExp(
  `(?:${LEVEL_NAMES.filter((name) => !LEVELS.get(name)?.bare).join('|')})(?!完成|达标|达成|实现|执行)`,
  'u',
);
/** Whether a level's name stands anywhere in a text (`产出指标质量指标某某率`); not in `数量指标完成率`. */
export function holdsLevel(text: string): boolean {
  return LEVEL_INSIDE.test(text);
}

/** The only level 1 a level 2 belongs to. */
export function level1Of(level2: string): string | null {
  return LEVEL1_OF.get(level2) ?? null;
}
/** Whether a level-1 name belongs to the older scheme, whose level 2 is free text. */
export function isOlderLevel(level1: string | null): boolean {
  return level1 !== null && taxonomy.older.includes(level1);
}
