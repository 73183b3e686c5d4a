/** Answers under the key of their survey: nobody can tell whose they are, so that no person has a key to them. */
import type { Answers } from '../../domain/survey/answers.ts';
import type { Database } from '../database.ts';
import { type DataKey, KnownKeys, keyFor, sealed } from '../privacy/data-keys.ts';
import type { Place } from '../privacy/sealing.ts';

/** A document with answers, as it is stored. */
export type Sealed<Filled extends { answers: Answers }> = Omit<Filled, 'answers'> & { sealed: string };

const subjectOf = (survey: string): string => `survey/${survey}`;

export function surveyKey(database: Database, survey: string): Promise<DataKey> {
  return keyFor(database, subjectOf(survey));
}

export function knownSurveyKeys(database: Database, surveys: readonly string[]): Promise<KnownKeys> {
  return KnownKeys.of(database, [...new Set(surveys)].map(subjectOf));
}

export function withSealedAnswers<Filled extends { answers: Answers }>(
  key: DataKey,
  place: Place,
  { answers, ...open }: Filled,
): Sealed<Filled> {
  return { ...open, sealed: sealed(key, place, answers) };
}

/** With no answers if the key has been destroyed. */
export function withOpenAnswers<Filled extends { answers: Answers }>(
  keys: KnownKeys,
  place: Place,
  { sealed: text, ...open }: Sealed<Filled>,
): Filled {
  return { ...open, answers: (keys.open(place, text)?.value ?? {}) as Answers } as unknown as Filled;
}
