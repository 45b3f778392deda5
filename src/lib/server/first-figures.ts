import { askOverview, type Overview } from '#core/store/questions/overview.ts';
import { ruleWords, type RuleWords } from '#lib/overview/rule-words.ts';
import { judgedSample } from './judged-sample.ts';

export interface FirstFigures {
  overview: Overview;
  rules: RuleWords;
}

/** Asks the overview's own questions of the built-in sample. Runs when the page is built. */
export function firstFigures(): Promise<FirstFigures> {
  return judgedSample(async ({ db, set }) => ({ overview: await askOverview(db), rules: ruleWords(set) }));
}
