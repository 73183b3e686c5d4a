import { keepAnswer, keepPerson, type SurveyAnswerDocument } from '../../db/surveys/survey-answers.ts';
import { closingBefore, type Survey } from '../../db/surveys/surveys.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { type FilledForm, type SeparatedForm, separated } from '../../domain/survey/answers.ts';
import type { Questionnaire } from '../../domain/survey/questionnaire.ts';
import { phoneNumber } from '../../packs/phone-number.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { keyedHash } from './keyed-hash.ts';

/** What an answer came under: of one origin there is one answer. */
export interface Origin {
  via: SurveyAnswerDocument['via'];
  /** The invitation's hash, the key of the request, or the paper form's place. */
  id: string;
}

/** The ids of the answer and of the person of one origin: nobody without the key can tell that they belong together. */
export function idsOf(secret: string, survey: string, { via, id }: Origin): { answer: string; person: string } {
  return {
    answer: keyedHash(secret, 'answer', survey, via, id),
    person: keyedHash(secret, 'person', survey, via, id),
  };
}

/** A keyed hash of what was sent, by which a repetition is known. */
export function formDigest(secret: string, form: FilledForm): string {
  return keyedHash(secret, 'form', canonicalJson(form));
}

/** What is a telephone number in a form of the organisation. */
export function isPhoneOf({ country }: Pick<Pack, 'country'>): (written: string) => boolean {
  return (written) => phoneNumber(written, country) !== null;
}

/** The form in its two parts; `Invalid` with everything that is wrong with it. */
export function mustBeSound(
  pack: Pack,
  questionnaire: Questionnaire,
  form: FilledForm,
  as: 'own' | 'paper' = 'own',
): SeparatedForm {
  const outcome = separated(questionnaire, form, isPhoneOf(pack), as);
  if (!('faults' in outcome)) return outcome;
  throw new Refused('Invalid', 'The form is not filled in as it should be.', { errors: outcome.faults });
}

/**
 * Whether an answer that came at this instant came after the end of the survey. The cycle may not have said
 * yet when that was, though it may have been already. The answer then says so, and is judged when the report is made.
 */
export function lateness(survey: Survey, receivedAt: string): Pick<SurveyAnswerDocument, 'late' | 'closing'> {
  const { closesAt } = survey;
  if (closesAt !== null) return { late: Date.parse(receivedAt) > Date.parse(closesAt) };
  const closing = closingBefore(survey, receivedAt);
  return { late: false, ...(closing === null ? {} : { closing }) };
}

/**
 * Keeps an answer once, and apart from it the person who gave it. Returns what stands: this answer, or one that came under
 * the same origin before. The answer comes first, so that a name is never kept for an answer that did not count.
 */
export async function takeAnswer(
  { database, secret }: Pick<Dependencies, 'database' | 'secret'>,
  survey: Survey,
  origin: Origin,
  { answers, person }: SeparatedForm,
  marks: Pick<SurveyAnswerDocument, 'late' | 'closing' | 'madeUp' | 'bodyDigest'>,
): Promise<SurveyAnswerDocument> {
  const ids = idsOf(secret, survey._id, origin);
  const own = { _id: ids.answer, survey: survey._id, answers, via: origin.via, ...marks };
  const stands = await keepAnswer(database, own);
  const isOwn = stands.bodyDigest === marks.bodyDigest;
  if (isOwn && person) await keepPerson(database, { _id: ids.person, survey: survey._id, person });
  return stands;
}
