import { askOverview, ruleWords, type Overview, type RuleWords } from '#lib/overview/overview.ts';
import { judgedSample } from './judged-sample.ts';

export interface FirstFigures {
  overview: Overview;
  rules: RuleWords;
}

/** Asks the overview's own questions of the built-in sample. Runs when the page is built. */
export function firstFigures(): Promise<FirstFigures> {
  return judgedSample(async ({ db, set }) => ({ overview: await askOverview(db), rules: ruleWords(set) }));
}
