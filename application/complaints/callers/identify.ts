/** Who calls is identified by what the organisation knows of its customer (ours). Answers are compared, and kept nowhere. */

import {
  blockedUntil,
  type IdentifyingCommands,
  identifiedUntil,
} from '../../../domain/complaint/aspects/identifying.ts';
import { detailOf } from '../../../domain/details.ts';
import type { Call } from '../../call.ts';
import { pinnedPack } from '../../cases/reading/find-case.ts';
import { invalid, Refused } from '../../refused.ts';
import { ownCount, SharedCounts } from '../../shared-counts.ts';
import { canBeAsked, isRight, valuesKnown } from './values-known.ts';

/** So many attempts of one person may fail within an hour, over all complaints. */
const mostFailedPerHour = 20;
const hourMs = 3_600_000;

/** What may be asked in this call, and how far the caller who asks has come. */
export async function identificationOf(call: Call) {
  const { found, principal, receivedAt } = call;
  const rules = pinnedPack(call).kinds.complaint.identification;
  if (!rules) return { questions: [], needed: 0, identifiedUntil: null, blockedUntil: null };
  const known = await valuesKnown(call);
  const questions = Object.entries(rules.questions)
    .filter(([, question]) => canBeAsked(known, question))
    .map(([id, { title }]) => ({ id, title }));
  const detail = detailOf(found.view, 'complaint');
  return {
    questions,
    needed: rules.needed,
    identifiedUntil: identifiedUntil(detail, rules, principal.actor.id, receivedAt),
    blockedUntil: blockedUntil(detail, rules, receivedAt),
  };
}

/**
 * What the case takes of the answers: what was asked, and how many were right. Which of them were is told to nobody.
 * @throws Refused `Invalid` for an answer to no question that can be asked, `TooManyRequests` if too many attempts of this person
 * have failed
 */
export async function compared(
  call: Call,
  { channel, answers }: { channel: string; answers: Record<string, string> },
): Promise<IdentifyingCommands['identify']> {
  const { channels, country, kinds } = pinnedPack(call);
  if (!Object.hasOwn(channels, channel)) {
    throw invalid('channel', `must be one of ${Object.keys(channels).join(', ')}`);
  }
  const rules = kinds.complaint.identification;
  if (!rules) throw new Refused('NotAllowedNow', 'the policy asks nothing of callers');
  const known = await valuesKnown(call);
  const asked = Object.keys(answers);
  const questions = asked.map((id) => {
    const question = Object.hasOwn(rules.questions, id) ? rules.questions[id] : undefined;
    if (question && canBeAsked(known, question)) return { question, answer: answers[id] ?? '' };
    throw invalid(`answers.${id}`, 'is no question that can be asked here');
  });
  if (asked.length < rules.needed) throw invalid('answers', `needs ${rules.needed} answers at least`);
  const right = questions.filter(({ question, answer }) => isRight(known, question, answer, country)).length;
  await countAttempt(call, right >= rules.needed);
  return { channel, asked, right, wrong: asked.length - right };
}

/** Counted before its outcome is told to anybody: however many are tried at a time, no more than so many fail. */
async function countAttempt(call: Call, isOne: boolean): Promise<void> {
  const failed = new SharedCounts(call.dependencies, 'failed-identifications', hourMs);
  const tooMany = 'Too many of your attempts to identify callers have failed. Ask a supervisor.';
  await failed.mustStayWithin(mostFailedPerHour, ownCount(call), tooMany);
  if (isOne) await failed.decrement(ownCount(call));
}
