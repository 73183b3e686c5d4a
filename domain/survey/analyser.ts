import { type Analysis, analysisOf } from './analysis.ts';
import type { Answers } from './answers.ts';
import type { Questionnaire } from './questionnaire.ts';
import { Tally } from './tally.ts';

/** Takes answers one by one, and says at the end what they say. */
export interface Analyser {
  add(answers: Answers): void;
  /** The questions whose texts a report shows, by id. */
  texts: readonly string[];
  done(): Analysis;
}

export function analyser(questionnaire: Questionnaire): Analyser {
  const tally = new Tally(questionnaire);
  return { add: (answers) => tally.add(answers), texts: Object.keys(tally.texts), done: () => analysisOf(tally) };
}
