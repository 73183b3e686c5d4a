/** How an answer to a survey is taken from the holder of a link or an invitation: once, whatever is repeated. */

import { invitationHash, surveyOfInvitation } from '../../db/surveys/invitations.ts';
import { findAnswer, takeDeviceSlot } from '../../db/surveys/survey-answers.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import type { Call } from '../call.ts';
import { mustBePublicKey } from '../public-key.ts';
import { notFound, Refused } from '../refused.ts';
import type { AnswerBody } from './form-body.ts';
import { keyedHash } from './keyed-hash.ts';
import { surveyIn } from './survey-in.ts';
import { formDigest, idsOf, lateness, mustBeSound, type Origin, takeAnswer } from './take-answer.ts';

/** Late answers are kept and told of; after so long nobody looks at them any more. */
const daysKeptAfterClosing = 30;

/** How many forms one device may send by the open link if the policy does not say. */
const usualPerDevice = 5;

/** The survey in the path, as long as it takes answers. */
export async function answerableSurvey(context: Pick<Call, 'dependencies' | 'pack' | 'ids' | 'receivedAt'>) {
  const found = await surveyIn(context);
  const { opensAt, closesAt } = found.survey;
  const now = Date.parse(context.receivedAt);
  if (now < Date.parse(opensAt)) throw new Refused('NotAllowedNow', `This survey opens at ${opensAt}.`);
  if (closesAt !== null && now > Date.parse(closesAt) + daysKeptAfterClosing * MS_PER_DAY) {
    throw new Refused('SurveyClosed', `This survey was closed at ${closesAt}. It takes no more answers.`);
  }
  return found;
}

/** What came of a form: whether it came after the end, so that it is kept and does not count. */
export interface Taken {
  late: boolean;
}

/** Takes one form. The same under the same key or invitation again is the same form; another one is refused. */
export async function takeForm(context: Call<{ invitation?: string }, AnswerBody>, deviceMark: string): Promise<Taken> {
  const { dependencies, body, query, key, receivedAt } = context;
  const { survey, asked } = await answerableSurvey(context);
  mustBePublicKey(key);
  const form = mustBeSound(context.pack, asked.content, body);
  const origin = await originOf(context, survey._id);
  const bodyDigest = formDigest(dependencies.secret, body);
  if (query.invitation === undefined) await admitDevice(context, survey._id, origin, deviceMark);
  const marks = { ...lateness(survey, receivedAt), madeUp: body.madeUp, bodyDigest };
  const stands = await takeAnswer(dependencies, survey, origin, form, marks);
  if (stands.bodyDigest === bodyDigest) return { late: stands.late };
  if (origin.via === 'invitation') {
    throw new Refused('AlreadyAnswered', 'This invitation has been answered. It is good for one answer.');
  }
  throw new Refused('KeyReused', 'This Idempotency-Key was used for another form. Use a new key for a new one.');
}

async function originOf(
  { dependencies, query, key }: Call<{ invitation?: string }, AnswerBody>,
  survey: string,
): Promise<Origin> {
  if (query.invitation === undefined) return { via: 'open-link', id: key };
  const hash = invitationHash(query.invitation);
  if ((await surveyOfInvitation(dependencies.database, dependencies, hash)) !== survey) throw notFound();
  return { via: 'invitation', id: hash };
}

/** One device sends few forms by the link that everybody has; a repetition is none of them. */
async function admitDevice(
  { dependencies, pack, key }: Pick<Call, 'dependencies' | 'pack' | 'key'>,
  survey: string,
  origin: Origin,
  mark: string,
): Promise<void> {
  const { database, secret } = dependencies;
  if (await findAnswer(database, idsOf(secret, survey, origin).answer)) return;
  const perDevice = pack.surveys?.openLink.perDevice ?? usualPerDevice;
  const slots = Array.from({ length: perDevice }, (_, slot) => keyedHash(secret, 'slot', survey, mark, String(slot)));
  if (await takeDeviceSlot(database, slots, keyedHash(secret, 'taken', survey, key))) return;
  throw new Refused('TooManyRequests', `From this device ${perDevice} forms have been sent to this survey.`, {
    retryAfter: 86_400,
  });
}
