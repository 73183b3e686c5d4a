import { writeStep } from '../../db/cases/cases.ts';
import { noteLook } from '../../db/cases/read-markers.ts';
import { noteRefusal } from '../../db/cases/refusals.ts';
import { findRequest, noteRequest, type RequestDocument } from '../../db/cases/requests.ts';
import { storeText } from '../../db/cases/vault.ts';
import { signCommand } from '../../db/command-signatures.ts';
import { contentDigest, derivedText, tokenKeyOf } from '../../db/derivations.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import {
  type Actor,
  type Command,
  type No,
  type RefusalName,
  signedContent,
  type VaultTextRef,
} from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import {
  type CaseAddress,
  CaseEnded,
  CaseRefused,
  commandToWrite,
  signalCase,
  tellNewerCalendar,
} from '../../temporal/cases.ts';
import type { CaseStep } from '../../workflows/messages/case.ts';
import type { Call, FoundCase } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { commandTokens } from '../keyed-tokens.ts';
import { refusalsCounted } from '../metrics.ts';
import { refusedByCase } from '../refusal-of.ts';
import { asItEnded, eventOf, tookBeforeItEnded } from './ended-case.ts';
import { firstAnswer, type KeptAnswer, keepFirst, keptRefusal, sameRequest, unlessOtherWords } from './idempotency.ts';
import { viewFor } from './permission.ts';
import { forRights, lookUpCase, survivorOf } from './reading/find-case.ts';
import { withReadableLinks } from './reading/mentioned-cases.ts';
import { mustAnswerRequest, mustBeOfRequest, requestMark } from './same-request.ts';
import { calendarTold } from './told-by-system.ts';

/**
 * Keeps words in the vault and gives back the reference that the case may know. `asPerson`: they are about somebody who is known by
 * these words alone, and stand under a key of that person’s own. The person is erased by the id of the words.
 */
export type KeepWords = (content: Record<string, unknown>, how?: { asPerson: true }) => Promise<VaultTextRef>;

/** Keeps words if there are any. */
export const optionalWords = async (words: string | undefined, keep: KeepWords): Promise<VaultTextRef | null> =>
  words === undefined ? null : keep({ text: words });

export interface GivenCommand {
  name: string;
  actor: Actor;
  /** Who the idempotency key belongs to. */
  principal: string;
  /** Makes the command's body; what it keeps in the vault is found again when the request is repeated. */
  toBody(keep: KeepWords): Promise<unknown>;
  /** The view once other cases have said what they must. */
  settled?(view: CaseView, body: unknown): Promise<CaseView>;
  /** True if `settled` does what nobody else would do later. So its outcome is waited for. */
  settlesAlone?: true;
  /** What must be done if the case has refused it. So its outcome is waited for, even if the caller would not wait. */
  refused?(refusal: RefusalName, command: Command): Promise<void>;
  /**
   * What stands against the command once the case has ended, or null: then `settled` does all that is left of it. So its outcome
   * is waited for. Left out: a case that has ended takes nothing.
   */
  afterEnd?(view: CaseView, body: unknown): Promise<No | null>;
  /** False if a refusal of this body would leave nothing to be done: then the caller says whether it is waited for. */
  leavesTraces?(body: unknown): boolean;
}

/**
 * Gives a command to a case and answers with the view after it. The request is noted first. So a repetition carries the
 * same id and the instant of the first attempt, and is applied once however often it comes.
 */
export async function executeCommand(context: Call, given: GivenCommand): Promise<KeptAnswer> {
  const { dependencies, found, receivedAt } = context;
  const { database, secret } = dependencies;
  const { organisation, number } = found;
  const commandId = commandIdOf(context, given.principal);
  const bodyDigest = contentDigest(secret, [
    ...[given.name, context.body],
    ...(context.ifMatch === null ? [] : [context.ifMatch]),
  ]).toString('hex');
  const request = { _id: commandId, organisation, number, bodyDigest, receivedAt, response: null };
  const earlier = await findRequest(database, commandId);
  if (earlier) sameRequest(earlier, bodyDigest);
  if (earlier?.response) return firstAnswer(earlier.response);

  // Noted only once its body has been found valid, so that a request that is refused as invalid leaves nothing.
  let stands = earlier;
  const note = async () => {
    stands ??= await noteRequest(database, request);
    return sameRequest(stands, bodyDigest);
  };
  const at = async () => (await note()).receivedAt;
  const command = await taken(context, given, { commandId, bodyDigest }, at).catch((error: unknown) =>
    unlessOtherWords(database, request, error),
  );
  const { body } = command;
  const address = addressOf(found);
  const failed = (error: unknown) => appliedBefore(context, request, command, error, given);
  const mustBeUndone = given.refused !== undefined && given.leavesTraces?.(body) !== false;
  const isWaitedFor = context.waits || given.afterEnd !== undefined || given.settlesAlone === true || mustBeUndone;
  if (!isWaitedFor) {
    if (!earlier) await mustBeOfRequest(database, request, await eventOf(database, found, commandId));
    await signalCase(dependencies.temporal, address, command).catch(failed);
    const taken = { status: 202, body: { commandId, accepted: true } };
    await keepFirst(dependencies, commandId, taken);
    return taken;
  }
  const toWrite = { ...command, writtenThrough: found.sequence };
  const answer = await commandToWrite(dependencies.temporal, address, toWrite).then(async (first) => {
    await mustAnswerRequest(database, request, first);
    return first;
  }, failed);
  const isWritten = await written(dependencies, answer);
  const applied = viewIn(answer);
  dependencies.answered.add(applied);
  const view = (await given.settled?.(applied, body)) ?? applied;
  const own = viewFor(view, given.actor, forRights(dependencies.packs, changed(found, view)));
  const [shown] = await withReadableLinks(dependencies, given.actor, [own]);
  const reply = { status: 200, body: shown };
  // A request without an answer is looked after: what its case answered is written in the end.
  if (isWritten) await keepFirst(dependencies, commandId, reply);
  await noteOwnLook(context, given.actor, view);
  return reply;
}

/** Makes a command that is given later: it is signed, and its words stand in the vault. No request is noted. */
export function takeCommand(call: Call, given: GivenCommand): Promise<Command> {
  return taken(call, given, { commandId: commandIdOf(call, given.principal) }, async () => call.receivedAt);
}

/** @param at when the first attempt was received, UTC; asked once the body is found valid, or has words to keep */
async function taken(
  { dependencies, found: { organisation, number } }: Call,
  { name, actor, toBody }: GivenCommand,
  { commandId, ...request }: { commandId: string; bodyDigest?: string },
  at: () => Promise<string>,
): Promise<Command> {
  const { database } = dependencies;
  const body = await toBody(async (content, how) =>
    storeText(database, {
      _id: `${number}/${commandId}`,
      organisation,
      number,
      personId: how?.asPerson ? `${number}/${commandId}` : null,
      content: { ...content, command: name, by: actor.id },
      tokens: commandTokens(tokenKeyOf(dependencies), content),
      ...request,
      createdAt: await at(),
    }),
  );
  const unsigned = { name, commandId, at: await at(), actor, body };
  const of = { organisation, number, commandId, at: unsigned.at, by: actor.id };
  const signature = signCommand(dependencies, { ...of, content: signedContent(unsigned) });
  const mark = request.bodyDigest === undefined ? {} : { request: requestMark(request.bodyDigest) };
  return { ...unsigned, signature: { ...signature, ...mark } };
}

function viewIn(answer: CaseView | CaseStep): CaseView {
  return 'projection' in answer ? answer.projection.view : answer;
}

/** Writes what a case has answered. False if that is not possible now: what the case has taken stands all the same. */
async function written(dependencies: Dependencies, answer: CaseView | CaseStep): Promise<boolean> {
  if (!('projection' in answer)) return true;
  try {
    await writeStep(dependencies, answer, new Date().toISOString());
  } catch (error) {
    const { number } = answer.projection.view;
    dependencies.logger.warn({ err: error, number }, 'what a case answered could not be written now');
    return false;
  }
  await catchUp(dependencies, answer.projection.view);
  return true;
}

/** Tells the case of a newer calendar if nobody else has, as a projection of its own would. If that fails, its next step does. */
async function catchUp(dependencies: Dependencies, view: CaseView): Promise<void> {
  const { database, temporal, logger } = dependencies;
  const { organisation, number, kind, calendar } = view;
  try {
    const newer = await calendarInForce(database, { id: organisation, calendar: calendar.name });
    if (newer.version <= calendar.version) return;
    const told = calendarTold(dependencies, view, newer);
    await tellNewerCalendar(temporal, { kind: kind as CaseKind, organisation, number }, told);
  } catch (error) {
    // A case that has ended counts no more.
    if (!(error instanceof CaseEnded)) logger.warn({ err: error, number }, 'a case was not told of a newer calendar');
  }
}

/** The id of the command that somebody gives to a case under a key of theirs. */
function commandIdOf({ dependencies, found, key }: Call, principal: string): string {
  return derivedText(dependencies.secret, 'command', found.organisation, found.number, principal, key);
}

/** True if a command has been given under this key before, whatever became of it. */
export async function isRepetition(call: Call, principal: string): Promise<boolean> {
  return (await findRequest(call.dependencies.database, commandIdOf(call, principal))) !== null;
}

/** A user who gives a command sees the case after it: that is no news to them (C-07). */
async function noteOwnLook({ dependencies, receivedAt }: Call, { id: staffId }: Actor, view: CaseView) {
  if (staffId === 'customer') return;
  const { organisation, number, revision } = view;
  const look = { organisation, number, staffId, revision, at: receivedAt };
  await noteLook(dependencies.database, look).catch((error: unknown) => {
    dependencies.logger.warn({ err: error, number }, 'a look could not be noted');
  });
}

function addressOf({ organisation, number, view }: FoundCase): CaseAddress {
  return { kind: view.kind as CaseKind, organisation, number };
}

function changed(found: FoundCase, view: CaseView): FoundCase {
  return { ...found, view };
}

/** A case that has ended may have applied the command before it ended: then its timeline knows the command's id. */
async function appliedBefore(
  context: Call,
  request: RequestDocument,
  command: Command,
  error: unknown,
  given: GivenCommand,
): Promise<CaseView> {
  const { dependencies, found } = context;
  const isOver = error instanceof CaseEnded || (await hasJustEnded(dependencies, found, error));
  if (!isOver) return refuse(context, command, error, given);
  const took = await tookBeforeItEnded(dependencies, addressOf(found), command.commandId);
  if (took) {
    await mustBeOfRequest(dependencies.database, request, took.event);
    return took.ended.view;
  }
  const ended = (await asItEnded(dependencies, addressOf(found))) ?? found;
  const against = await given.afterEnd?.(ended.view, command.body);
  if (against === null) return ended.view;
  return refuse(context, command, await endedRefusal(dependencies, ended, command, against), given);
}

/** Records a refusal, which leaves nothing in the history of the case, and lets it go on to the caller. */
async function refuse(context: Call, command: Command, error: unknown, given: GivenCommand): Promise<never> {
  const { dependencies, found } = context;
  if (error instanceof CaseRefused) {
    const { refusal, detail } = error.refusal;
    refusalsCounted.inc({ refusal });
    const { organisation, number } = found;
    const { name, at, actor } = command;
    const note = { organisation, number, command: name, by: actor.id, refusal, detail, at };
    await noteRefusal(dependencies.database, note).catch((failure: unknown) => {
      dependencies.logger.warn({ err: failure, ...note }, 'a refusal could not be recorded');
    });
    await given.refused?.(refusal, command);
    await keepFirst(dependencies, command.commandId, keptRefusal(refusedByCase(error)));
  }
  throw error;
}

/**
 * Between its last fact and the end of its workflow a case can still be asked, and only says that it takes nothing. Its last
 * step may have been left to a caller that died: it is written first. If that is not possible now, the worker does it.
 */
async function hasJustEnded(dependencies: Dependencies, found: FoundCase, error: unknown): Promise<boolean> {
  if (!(error instanceof CaseRefused) || error.refusal.refusal !== 'NotAllowedNow') return false;
  if (error.refusal.allowed.length > 0) return false;
  return (await asItEnded(dependencies, addressOf(found)).catch(() => null))?.over ?? found.over;
}

/** @param against why the command is refused, if that is not the end of the case itself */
async function endedRefusal(
  dependencies: Dependencies,
  found: FoundCase,
  command: Command,
  against: No | undefined,
): Promise<CaseRefused> {
  const now = (await lookUpCase(dependencies, found.organisation, found.number)) ?? found;
  const { status, kind, number } = now.view;
  if (against) return new CaseRefused({ refusal: against.no, detail: against.detail, status, allowed: [] });
  const survivor = await survivorOf(dependencies, now);
  const way =
    kind === 'complaint' ? ` What is still to be said is a new complaint: open it with \`follows: ${number}\`.` : '';
  const why =
    survivor === now ? `the case is ${status} and has ended.${way}` : `it has been merged into ${survivor.number}.`;
  const detail = `${command.name} is not possible: ${why}`;
  return new CaseRefused({ refusal: 'NotAllowedNow', detail, status, allowed: [] });
}
