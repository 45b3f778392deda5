import taxonomy from '#data/taxonomy.json' with { type: 'json' };
import type { Edit } from './edit.ts';
import { factEdits, textTurned } from './edits-fact.ts';
import type { LeafResult } from './engine.ts';
import { LEVELS, reprinted, type Facts } from './reprint.ts';
import { wordings } from './wording.ts';

const FROM_TARGET = new Set([
  'raw',
  'target_kind',
  'strength',
  'is_quantified',
  'is_word',
  'comparator',
  'comparator_missing',
  'value',
  'value_high',
  'unit',
  'has_unit',
  'unit_is_per',
  'unit_dimension',
  'baseline',
  'date',
  'has_date',
  'words',
  'flags',
  'tautology',
  'actual_ratio',
]);
const FROM_NAME = new Set(['name', 'name_norm', 'name_length']);
const FROM_LEVEL = new Set(['level1', 'level2', 'stated_level1', 'stated_level2']);

/** What could be printed otherwise in a row so that one of its decisive conditions comes out the other way. */
export function rowEdits(facts: Facts, decisive: readonly LeafResult[], numbers: readonly number[]): Edit[] {
  const reads = (set: ReadonlySet<string>) => decisive.filter(({ leaf }) => set.has(leaf.fact));
  const others = decisive.filter(
    ({ leaf: { fact } }) =>
      !FROM_TARGET.has(fact) && !FROM_NAME.has(fact) && !FROM_LEVEL.has(fact) && fact !== 'polarity',
  );
  return [
    ...(reads(FROM_TARGET).length > 0 || decisive.some(({ leaf }) => leaf.fact === 'polarity')
      ? targetEdits(facts, numbers)
      : []),
    ...reads(FROM_NAME).flatMap((result) => nameEdits(facts, result)),
    ...levelEdits(facts),
    ...others.flatMap((result) => factEdits('indicator', result)),
  ];
}

function targetEdits(facts: Facts, numbers: readonly number[]): Edit[] {
  const from = facts['raw'] ?? null;
  // A rule about words no longer applies to a number, and that mends it; a number under another unit would only dodge.
  const worded = facts['is_quantified'] !== true;
  // So does a bound of the same number where a rule is about “=”.
  const bound = facts['polarity'] === 'negative' ? '≤' : '≥';
  const bounded = (raw: string) => facts['comparator'] === '=' && raw.startsWith(bound);
  return wordings(facts, numbers).map(({ raw, example, distance }) => ({
    field: 'raw',
    from,
    to: raw,
    zh: `指标值${from === null ? '填写' : `由「${String(from)}」改为`}「${raw}」${example ? '（数为示例，按实际填写）' : ''}`,
    en: `the target ${from === null ? '' : `from "${String(from)}" `}to "${raw}"${example ? ' (the figure is an example)' : ''}`,
    example,
    distance,
    moves: worded || (!example && bounded(raw)),
    apply: (now) => reprinted(now, { raw }),
  }));
}

function nameEdits(facts: Facts, { leaf, expected, holds }: LeafResult): Edit[] {
  const name = String(facts['name'] ?? '');
  const words = Array.isArray(expected) ? expected.map(String) : [];
  const made = /^(contains|startsWith|endsWith)/.test(leaf.operator)
    ? textTurned(leaf.operator, name, words, !holds)
    : leaf.operator === 'matches' && holds
      ? [...new Set([name.split(/[、和及与并或]/u)[0] ?? ''])].filter(
          (part) => part.length > 1 && part !== name,
        )
      : holds && (leaf.fact === 'name_length' || leaf.operator === 'in')
        ? [`（写明对象）${name}`]
        : [];
  return made.map((to) => ({
    field: 'name',
    from: name,
    to,
    zh: `指标名称由「${name}」改为「${to}」（用语为示例）`,
    en: `the name from "${name}" to "${to}" (the words are an example)`,
    example: true,
    distance: 4,
    moves: true,
    apply: (now) => reprinted(now, { name: to }),
  }));
}

/** Where a row may go whose name does not say: never under cost or satisfaction. */
const OPEN = ['数量指标', '质量指标', '时效指标', '社会效益指标', '可持续影响指标'];

/** Under another level 2: the one that the name speaks for first, then by how the name ends. */
function levelEdits(facts: Facts): Edit[] {
  const from = facts['level2'] ?? null;
  const name = String(facts['name_norm'] ?? '');
  const spoken = Object.entries(taxonomy.wording as Record<string, { ends?: string[]; contains?: string[] }>)
    .filter(
      ([, { ends = [], contains = [] }]) =>
        ends.some((e) => name.endsWith(e)) || contains.some((c) => name.includes(c)),
    )
    .map(([level2]) => level2);
  const likely = /[性率度]$|水平$/u.test(name) ? '质量指标' : '数量指标';
  return [...LEVELS.keys()]
    .filter((level2) => level2 !== from && (spoken.includes(level2) || OPEN.includes(level2)))
    .map((level2, i) => ({
      field: 'level2',
      from,
      to: level2,
      zh: `这一项移到「${level2}」`,
      en: `move this indicator to "${level2}"`,
      example: false,
      distance: (spoken.includes(level2) ? 2.5 : level2 === likely ? 3 : 3.3) + i / 100,
      moves: true,
      apply: (now) => reprinted(now, { level2 }),
    }));
}
