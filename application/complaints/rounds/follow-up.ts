/** The question to the customer once a complaint has been answered, by the link of a message (F-16, C-14, B-02). */

import {
  type FollowUpDocument,
  findFollowUp,
  linkGeneration,
  noteFollowUpUsed,
} from '../../../db/access/customer-keys.ts';
import { contentDigest } from '../../../db/derivations.ts';
import { customerActor } from '../../../domain/case/command.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { FollowUpCommands } from '../../../domain/complaint/aspects/rounds/rounds.ts';
import { latest } from '../../../packs/load/load.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { Call, FoundCase } from '../../call.ts';
import { executeCommand, type GivenCommand } from '../../cases/execute-command.ts';
import { isClosedToCustomers } from '../../cases/internal-problem.ts';
import { freshCase, freshView, lookUpCase } from '../../cases/reading/find-case.ts';
import { refusalOf } from '../../refusal-of.ts';
import { notFound, Refused, type RefusedName } from '../../refused.ts';
import { textsToCustomer } from '../customer/texts-to-customer.ts';

/** A question that is still good, with the case that it is about. */
export interface Asked {
  followUp: FollowUpDocument;
  found: FoundCase;
}

/** The verdict as the case takes it, once what the customer wrote is in the vault. */
type ToVerdict = (keep: Parameters<GivenCommand['toBody']>[0]) => Promise<FollowUpCommands['rate']>;

/**
 * The question of the link. Only those who had the right link learn that it is in use no more. Either it has expired, or its
 * round is past and was judged some other way.
 * @throws Refused `NotFound` if the secret is wrong, `LinkExpired` if it was right once
 */
export async function followUpAsked(call: Call): Promise<Asked> {
  const { dependencies, ids, receivedAt } = call;
  const followUp = await findFollowUp(dependencies.database, dependencies, String(ids.secret));
  if (!followUp) throw notFound();
  if (Date.parse(receivedAt) > Date.parse(followUp.expiresAt)) throw expired();
  if ((await linkGeneration(dependencies.database, followUp)) !== (followUp.generation ?? 0)) throw expired();
  const known = await lookUpCase(dependencies, followUp.organisation, followUp.number);
  if (!known || isClosedToCustomers(dependencies.packs, known.view)) throw notFound();
  const found = await freshCase({ ...call, found: known }, followUp.revision);
  if (found.view.round !== followUp.round && !followUp.used) throw expired();
  return { followUp, found };
}

function expired(): Refused {
  return new Refused('LinkExpired', 'This link is not in use any more. Please contact us with the number of the case.');
}

/** The answer that the question is about; null if the case is in another round by now. */
export async function answerAskedAbout({ dependencies }: Call, { followUp, found }: Asked): Promise<string | null> {
  if (found.view.round !== followUp.round) return null;
  return (await textsToCustomer(dependencies.database, found.view, found.words)).answer;
}

/** Organisation and language of a link that was right once; null of one that never was. */
export async function readerOfFollowUp({
  dependencies,
  ids,
}: Call): Promise<{ pack: Pack | undefined; language: 'ar' | 'en' } | null> {
  const followUp = await findFollowUp(dependencies.database, dependencies, String(ids.secret));
  const known = followUp && (await lookUpCase(dependencies, followUp.organisation, followUp.number));
  if (!known) return null;
  const pack = latest(dependencies.packs, known.organisation);
  return { pack, language: known.view.detail.language === 'en' ? 'en' : 'ar' };
}

/**
 * Gives the verdict to the case once. The same answer again is a repetition, and told what the first was (R16).
 * @throws Refused `AlreadyAnswered` for another answer: nothing would come of it
 */
export async function judgeFollowUp(call: Call, toVerdict: ToVerdict): Promise<Asked & { status: string }> {
  const question = await followUpAsked(call);
  const { followUp, found } = question;
  const digest = digestOf(call);
  if (followUp.used) return stands(question, digest, followUp.used);
  const { dependencies, receivedAt } = call;
  const now = await freshView(dependencies, found);
  if (isJudged(now, followUp.round)) throw alreadyAnswered(now.status);
  const view = await verdictGiven(call, question, now, toVerdict);
  const used = await noteFollowUpUsed(dependencies.database, followUp, { at: receivedAt, status: view.status, digest });
  if (used) stands(question, digest, used);
  const own = used ?? { at: receivedAt, status: view.status, digest };
  return { followUp: { ...followUp, used: own }, found: { ...found, view }, status: view.status };
}

/** What was recorded the first time, for the same answer again. @throws Refused `AlreadyAnswered` for another one */
function stands(
  question: Asked,
  digest: string,
  used: NonNullable<FollowUpDocument['used']>,
): Asked & { status: string } {
  if (used.digest !== digest) throw alreadyAnswered(used.status);
  return { ...question, status: used.status };
}

function alreadyAnswered(status: string): Refused {
  const sentence = `This has been answered already, and the first reply counts: the case is ${status}.`;
  return new Refused('AlreadyAnswered', sentence);
}

function digestOf({ dependencies, body }: Call): string {
  return contentDigest(dependencies.secret, ['verdict', body]).toString('base64url');
}

/** What is refused since the case has moved on meanwhile. */
const cameTooLate: readonly RefusedName[] = [
  'NotAllowedNow',
  'ReturnsExhausted',
  'StaleBase',
  'AlreadyAnswered',
  'Incomplete',
];

/** The view after the verdict; a scored one if the case has been closed meanwhile, by silence or on the telephone. */
async function verdictGiven(
  call: Call,
  { followUp, found }: Asked,
  now: CaseView,
  toBody: ToVerdict,
): Promise<CaseView> {
  const pack = latest(call.dependencies.packs, followUp.organisation);
  if (!pack) throw notFound();
  const name = now.status === 'answered' ? 'confirm' : 'rate';
  // The same answer is one request however often it comes; another one that comes at once is refused by the case.
  const key = `${name} ${followUp.round} ${digestOf(call)}`;
  // Waited for, whatever the caller prefers: the link is used up by what the case has taken, never by what it refuses.
  const given: Call = { ...call, found, pack, key, body: {}, waits: true };
  const reply = await executeCommand(given, { name, actor: customerActor, principal: 'follow-up', toBody }).catch(
    (error: unknown) => {
      const refused = refusalOf(error);
      throw refused && cameTooLate.includes(refused.reason) ? alreadyAnswered(now.status) : error;
    },
  );
  // What an earlier release took without waiting is answered so for ever.
  return reply.status === 200 ? { ...now, ...(reply.body as CaseView) } : now;
}

/** True if somebody was faster: the round has been judged, scores and all, or is past. */
function isJudged({ round, detail }: CaseView, asked: number): boolean {
  const verdict = detail.verdicts?.find((one) => one.round === asked);
  return (
    round !== asked ||
    (verdict !== undefined && verdict.by !== 'staff' && (verdict.expected !== null || verdict.perceived !== null))
  );
}
