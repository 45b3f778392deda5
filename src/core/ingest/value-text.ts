import words from '#data/words.json' with { type: 'json' };
import { parseTarget, tidyTarget } from '#core/model/target-parse.ts';
import { remember } from '#core/model/remember.ts';
import { anyOf } from '#core/model/text.ts';

const WORDS = new RegExp(
  anyOf([
    ...words.states,
    ...words.directions,
    ...words.weakDirections,
    ...words.assurances,
    ...words.baselines,
  ]),
  'gu',
);
const FILLER = /基本|更加|较|大幅|总体|全面|明显|显著|稳步|有所|和|、|,|，/gu;

/** Whether a text reads as a target by itself: a number, a day, a gap, or nothing but known words (`及时`, `同比下降`). */
export const isValueText = remember((text): boolean => {
  const plain = tidyTarget(text);
  if (plain === '') return false;
  if (plain.length <= 12 && plain.replace(WORDS, '').replace(FILLER, '') === '') return true;
  const target = parseTarget(plain);
  if (target.kind === 'date' || target.kind === 'placeholder') return true;
  return (
    target.kind === 'quantity' && !target.flags.includes('in-sentence') && !target.flags.includes('numeral')
  );
});
