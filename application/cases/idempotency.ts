import { randomUUID } from 'node:crypto';
import type { RequestDocument } from '../../db/cases/requests.ts';
import {
  endRequest,
  findRequest,
  forgetRequest,
  keepAnswer,
  noteRequest,
  takeRequest,
} from '../../db/cases/requests.ts';
import { OtherWords } from '../../db/cases/vault.ts';
import type { Database } from '../../db/database.ts';
import { contentDigest } from '../../db/derivations.ts';
import type { Call } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused, type RefusedName } from '../refused.ts';

/** What a call was answered with, as its caller keeps it: its number is the caller's own. */
export type KeptAnswer = NonNullable<RequestDocument['response']>;

/** From this number on a kept answer is a refusal. It was the status once, and stays in what is stored. */
const refusedFrom = 400;

/** A refusal as it is kept, so that its repetition is refused alike. */
export function keptRefusal({ reason, message, extras: { allowed } }: Refused): KeptAnswer {
  return { status: refusedFrom, body: { reason, detail: message, ...(allowed ? { allowed } : {}) } };
}

/** What stands under the key. @throws Refused `KeyReused` if that is another request. */
export function sameRequest(noted: RequestDocument, bodyDigest: string): RequestDocument {
  if (noted.bodyDigest === bodyDigest) return noted;
  throw otherRequest();
}

function otherRequest(): Refused {
  return new Refused('KeyReused', 'This Idempotency-Key was used for another request. Use a new key for a new one.');
}

/**
 * Forgets a request that had just been noted if words of another one stand under its key: the note of that one has been lost.
 * @throws Refused `KeyReused` then, and any other error as it is
 */
export async function unlessOtherWords(database: Database, noted: RequestDocument, error: unknown): Promise<never> {
  if (!(error instanceof OtherWords)) throw error;
  return otherThanNoted(database, noted);
}

/** Forgets a request that had just been noted, since another one has come under its key. @throws Refused `KeyReused` */
export async function otherThanNoted(database: Database, noted: RequestDocument): Promise<never> {
  await forgetRequest(database, noted);
  throw otherRequest();
}

/** The same answer as the first time, be it a refusal. */
export function firstAnswer({ status, body }: KeptAnswer): KeptAnswer {
  if (status < refusedFrom) return { status, body };
  // What an earlier release kept is the document that was sent, with the reason at the end of its type.
  const { reason, type, detail, allowed } = body as {
    reason?: RefusedName;
    type?: string;
    detail: string;
    allowed?: string[];
  };
  const name = reason ?? (type?.replace('/problems/', '') as RefusedName);
  throw new Refused(name, detail, allowed ? { allowed } : {});
}

/** Keeps the first answer. If that fails the outcome stands all the same, and a repetition finds it anew. */
export async function keepFirst({ database, logger }: Dependencies, id: string, reply: KeptAnswer): Promise<void> {
  await keepAnswer(database, id, reply).catch((error: unknown) => {
    logger.warn({ err: error, request: id }, 'the answer to a request could not be kept');
  });
}

/**
 * How long a request that is about no case is its caller's alone, in milliseconds. If the process dies meanwhile, a repetition
 * carries it out after that.
 */
const inFlightMs = 60_000;

/** What stands under the key of a request that is about no case. @throws Refused `KeyReused` if another one came under it */
async function notedBefore({ dependencies, pack, principal, key, path, body, receivedAt }: Call) {
  const { database, secret } = dependencies;
  const hmac = (value: unknown) => contentDigest(secret, value).toString('base64url');
  const _id = hmac(['request', pack.id, principal.actor.id, key]);
  const bodyDigest = hmac([path, body]);
  const earlier = await findRequest(database, _id);
  if (earlier) sameRequest(earlier, bodyDigest);
  const note: RequestDocument = { _id, organisation: pack.id, number: '', bodyDigest, receivedAt, response: null };
  return { note, earlier };
}

/**
 * Notes a request before it is carried out, so that of two that come at once one is.
 * @throws Refused `InFlight` if the other one is under way, `KeyReused` if the other one is not the same
 */
async function begun({ dependencies: { database } }: Call, note: RequestDocument, earlier: RequestDocument | null) {
  const now = Date.now();
  const inFlight = { by: randomUUID(), until: new Date(now + inFlightMs).toISOString() };
  const own = { ...note, inFlight };
  const stands = earlier ?? sameRequest(await noteRequest(database, own), note.bodyDigest);
  if (stands.response || stands.inFlight?.by === inFlight.by) return stands;
  const isUnderWay = Date.parse(stands.inFlight?.until ?? '') > now;
  if (!isUnderWay && (await takeRequest(database, stands, inFlight))) return own;
  throw new Refused('InFlight', 'The same request is being carried out just now. Repeat it with the same key.', {
    retryAfter: 1,
  });
}

/** Carries out what has been begun. What is refused, or breaks off, leaves nothing. */
async function carriedOut<Answer>({ dependencies }: Call, own: RequestDocument, act: () => Promise<Answer>) {
  const { database, logger } = dependencies;
  try {
    return await act();
  } catch (error) {
    await endRequest(database, own, 'forgotten').catch((failure: unknown) => {
      logger.warn({ err: failure, request: own._id }, 'a request that was refused could not be forgotten');
    });
    throw error;
  }
}

/** Notes a request whose answer must not be kept, since it has a secret, and can be worked out again. */
export async function onceUnkept<Answer>(context: Call, act: () => Promise<Answer>): Promise<Answer> {
  const { note, earlier } = await notedBefore(context);
  const own = await begun(context, note, earlier);
  const answer = await carriedOut(context, own, act);
  await endRequest(context.dependencies.database, own, 'kept');
  return answer;
}

/**
 * Carries out a request that is about no case and gives its repetition the first answer. `act` must be safe to repeat. The
 * request is noted before it is carried out. One that is refused, or that breaks off, leaves nothing.
 */
export async function once(context: Call, act: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
  const { note, earlier } = await notedBefore(context);
  if (earlier?.response) return firstAnswer(earlier.response);
  const own = await begun(context, note, earlier);
  if (own.response) return firstAnswer(own.response);
  const response = await carriedOut(context, own, act);
  await keepAnswer(context.dependencies.database, own._id, response);
  return response;
}
