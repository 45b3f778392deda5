import words from '#data/words.json' with { type: 'json' };
import { readDay } from './day.ts';
import { anyOf } from './text.ts';
import type { Comparator, Target } from './target.ts';

type Deadline = Pick<Target, 'comparator' | 'value' | 'unit' | 'dimension' | 'baseline' | 'date' | 'flags'>;

const BEFORE = '(?:之前|以前|前|内|以内|之内)';
const DONE = '(?:[完实办支发验竣交投建][\\p{Script=Han}]{0,8})?';
const LEAD = '(?:≤|<=|<|=|不晚于|不迟于|截至|截止到?|在|于|到|至)?';
const WITH_YEAR = new RegExp(
  `^(${LEAD})((?:19|20)\\d{2}[^\\p{Script=Han}]*[\\d年月日号底末初中上下旬季度第一二三四/.-]*?)(${BEFORE})?(${DONE})$`,
  'u',
);
const WITHOUT_YEAR = new RegExp(
  `^(${LEAD})(?:当年|本年|每年|次年|年内)?(?:(?:1[0-2]|0?[1-9])月?(?:-|~|—+|至|到))?((?:1[0-2]|0?[1-9])月(?:份|底|末|初|中旬|上旬|下旬)?(?:(?:3[01]|[12]\\d|0?[1-9])[日号])?|年底|年末|第?[一二三四1-4]季度(?:底|末)?)(${BEFORE})?(${DONE})$`,
  'u',
);
const YEARS = /^(?:19|20)\d{2}年?(?:-|~|—+|至|到)((?:19|20)\d{2})年(?:度)?$/u;
const MONTHS = /^((?:19|20)\d{2}年)(?:1[0-2]|0?[1-9])月?(?:-|~|—+|至|到)((?:1[0-2]|0?[1-9])月)$/u;
const AFTER_EVENT = new RegExp(
  `^([\\p{Script=Han}]{1,12}?(?:之日起|之后|后|起))(?:≤|${anyOf(words.comparators.before['≤'])})?(\\d+(?:\\.\\d+)?)(个?工作日|个?自然日|日历天|日|天|个?小时|分钟|秒|个?月|周|年)(以内|之内|内)?(.{0,10})$`,
  'u',
);

/**
 * A day or a deadline: `2024年12月31日前`, `12月前` (no year: `date` stays null), `2022年底之前`, `接报后7日内` (7 日 after an event).
 * The text is half-width and without blanks; `null` when it is no deadline.
 */
export function readDeadline(text: string): Deadline | null {
  const none = { value: null, unit: null, dimension: 'none', baseline: null } as const;
  const span = YEARS.exec(text)?.[1];
  const months = MONTHS.exec(text);
  const until = span ? readDay(`${span}年`) : months ? readDay(`${months[1]}${months[2]}`) : null;
  if (until) return { ...none, comparator: null, date: until.last, flags: ['range'] };
  const dated = WITH_YEAR.exec(text);
  const day = dated ? readDay(dated[2] ?? '') : null;
  if (dated && day) return { ...none, comparator: bound(dated[1], dated[3]), date: day.last, flags: [] };
  const undated = WITHOUT_YEAR.exec(text);
  if (undated)
    return { ...none, comparator: bound(undated[1], undated[3]), date: null, flags: ['year-missing'] };
  const event = AFTER_EVENT.exec(text);
  if (event)
    return {
      comparator: '≤',
      value: Number(event[2]),
      unit: event[3] ?? null,
      dimension: 'time',
      baseline: event[1] ?? null,
      date: null,
      flags: [],
    };
  return null;
}

function bound(lead: string | undefined, tail: string | undefined): Comparator | null {
  if (tail) return '≤';
  if (!lead || lead === '在' || lead === '于') return null;
  return lead === '=' ? '=' : '≤';
}
