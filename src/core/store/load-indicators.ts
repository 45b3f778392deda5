import type { Form } from '#core/model/form.ts';
import type { Indicator } from '#core/model/indicator.ts';
import { remember } from '#core/model/remember.ts';
import { strengthOf } from '#core/model/strength.ts';
import { inBaseUnit } from '#core/model/target.ts';
import { isTautology } from '#core/model/tautology.ts';
import { normaliseName } from '#core/model/text.ts';
import type { Cell } from './arrow.ts';

/** The columns of table `indicator`, one cell an indicator, form by form. `value` in base units. */
export function indicatorColumns(forms: readonly Form[]): Record<string, Cell[]> {
  const indicators = forms.flatMap((form) => form.indicators);
  const of = (cell: (indicator: Indicator) => Cell): Cell[] => indicators.map(cell);
  const nameNorm = remember(normaliseName);
  const tautology = remember((name) => remember((raw) => isTautology(name, raw)));
  return {
    form_id: forms.flatMap((form) => form.indicators.map(() => form.id)),
    ordinal: of((i) => i.ordinal),
    level1: of((i) => i.level1),
    level2: of((i) => i.level2),
    name: of((i) => i.name),
    name_norm: of((i) => nameNorm(i.name)),
    raw: of((i) => i.raw || null),
    kind: of((i) => i.target.kind),
    strength: of((i) => strengthOf(i.target)),
    comparator: of((i) => i.target.comparator),
    value: of((i) => inBaseUnit(i.target.value, i.target.scale)),
    value_high: of((i) => inBaseUnit(i.target.valueHigh, i.target.scale)),
    unit: of((i) => i.target.unit),
    dimension: of((i) => i.target.dimension),
    polarity: of((i) => i.target.polarity),
    baseline: of((i) => i.target.baseline),
    date: of((i) => i.target.date),
    words: of((i) => i.target.words),
    flags: of((i) => i.target.flags),
    tautology: of((i) => tautology(i.name)(i.raw)),
    weight: of((i) => i.weight),
    actual: of((i) => i.actual),
    score: of((i) => i.score),
    reason: of((i) => i.reason),
    stated_level1: of((i) => i.stated.level1),
    stated_level2: of((i) => i.stated.level2),
    notes: of((i) => i.notes),
    source_file: of((i) => i.source.file),
    source_line: of((i) => i.source.line ?? i.source.row),
  };
}
