import { findRequest, keepAnswer, noteRequest, openingId } from '../../db/cases/requests.ts';
import { rootToPin, signCommand } from '../../db/command-signatures.ts';
import { contentDigest } from '../../db/derivations.ts';
import { calendarInForce } from '../../db/organisation/calendars.ts';
import { type CaseState, type Kind, type OpenCase, openingCommand } from '../../domain/case/case.ts';
import { type Actor, signedContent } from '../../domain/case/command.ts';
import { openCase } from '../../domain/case/machine.ts';
import { type CaseView, projectionOf } from '../../domain/case/view.ts';
import { openCalendar } from '../../domain/deadline/calendar.ts';
import type { CaseKind } from '../../domain/kinds.ts';
import type { Pack } from '../../packs/schema.ts';
import { startCase } from '../../temporal/cases.ts';
import { continueAfter } from '../../workflows/messages/case.ts';
import type { OpeningDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { caseNumber, kindLetters } from './case-number.ts';

/** A request to open a case, whatever its kind. */
export interface CaseOpening<State extends CaseState, Details> {
  pack: Pack;
  kind: Kind<State, Details>;
  /** Who the idempotency key belongs to: a staff id, or `public`. */
  principal: string;
  key: string;
  /** What makes two requests under one key the same. */
  content: unknown;
  receivedAt: string;
}

/** What a kind makes of the request once it has been found right. */
export interface ReadyOpening<State extends CaseState, Details, Answer extends CaseView> {
  actor: Actor;
  policy: State['policy'];
  /** Keeps the words, once the request has been noted, and says what the case begins with. `at`: when it was received. */
  details(at: string): Promise<Details>;
  answer(view: CaseView): Answer;
}

/**
 * Opens a case: words to the vault, then the workflow, then the answer. The same key gives the same number. So a repetition
 * finds what the first attempt left, wherever it broke off, and starts nothing twice.
 * @param check finds the request right, or throws before anything has been noted of it.
 * @throws Refused `KeyReused` if the key was used with another body.
 */
export async function openNewCase<State extends CaseState, Details, Answer extends CaseView>(
  dependencies: OpeningDependencies,
  opening: CaseOpening<State, Details>,
  check: (number: string) => Promise<ReadyOpening<State, Details, Answer>>,
): Promise<Answer> {
  const { database, secret } = dependencies;
  const { pack, kind, principal, key, content, receivedAt } = opening;
  const number = caseNumber(secret, pack.prefix, kindLetters[kind.name as CaseKind], [pack.id, principal, key]);
  const bodyDigest = openingDigest(secret, content);
  const id = openingId(pack.id, number);
  const earlier = await findRequest(database, id);
  if (earlier && earlier.bodyDigest !== bodyDigest) throw keyReused();
  // What was right when it was first asked is answered so, whatever policy and staff are now.
  if (earlier?.response) return earlier.response.body as Answer;

  const ready = await check(number);
  const request = { _id: id, organisation: pack.id, number, bodyDigest, receivedAt, response: null };
  const noted = earlier ?? (await noteRequest(database, request));
  if (noted.bodyDigest !== bodyDigest) throw keyReused();
  if (noted.response) return noted.response.body as Answer;

  const calendar = await calendarInForce(database, pack);
  const { hash, name, version } = calendar;
  const { actor, policy } = ready;
  const unsigned: OpenCase<Details, State['policy']> = {
    ...{ organisation: pack.id, number, commandId: id, at: noted.receivedAt, actor, policy },
    calendar: { name, version, hash },
    details: await ready.details(noted.receivedAt),
    rootKey: rootToPin(dependencies),
  };
  const taken = { organisation: pack.id, number, commandId: id, at: noted.receivedAt, by: actor.id };
  const signed = { ...taken, content: signedContent(openingCommand(unsigned)) };
  const signature = signCommand(dependencies, signed);
  const open = { ...unsigned, signature };
  const counted = await startCase(
    dependencies.temporal,
    kind.name as CaseKind,
    { open, calendar, continueAfter },
    { bodyDigest, at: noted.receivedAt },
  );
  if (counted.bodyDigest !== bodyDigest) throw keyReused();
  // The same view as the workflow will come to, by the same pure functions.
  const { record } = openCase(kind, open, openCalendar(calendar.calendar), open.at);
  const projection = projectionOf(kind, record);
  const shown = { ...projection, view: { ...projection.view, projected: false } };
  const body = ready.answer(shown.view);
  await keepAnswer(database, id, { status: 201, body }, shown).catch((error: unknown) => {
    // The case runs; only the note of this answer is missing, and a repetition works it out again.
    dependencies.logger.warn({ err: error, request: id }, 'the answer to an opening could not be kept');
  });
  return body;
}

/** What two requests under one key are told apart by. */
export function openingDigest(secret: string, content: unknown): string {
  return contentDigest(secret, content).toString('hex');
}

function keyReused(): Refused {
  return new Refused('KeyReused', 'This Idempotency-Key was used with another body. Use a new key for a new request.');
}
