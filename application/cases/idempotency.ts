import type { RequestDocument } from '../../db/cases/requests.ts';
import { findRequest, keepAnswer, noteRequest } from '../../db/cases/requests.ts';
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
  throw new Refused('KeyReused', 'This Idempotency-Key was used for another request. Use a new key for a new one.');
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

/** The note of a request that is about no case. The same under one key is the same. @throws Refused `KeyReused` if another came. */
async function notedBefore({ dependencies, pack, principal, key, path, body }: Call) {
  const { database, secret } = dependencies;
  const hmac = (value: unknown) => contentDigest(secret, value).toString('base64url');
  const _id = hmac(['request', pack.id, principal.actor.id, key]);
  const bodyDigest = hmac([path, body]);
  const earlier = await findRequest(database, _id);
  if (earlier) sameRequest(earlier, bodyDigest);
  return { note: { _id, organisation: pack.id, number: '', bodyDigest }, earlier };
}

/** Notes a request whose answer must not be kept, since it has a secret, and can be worked out again. */
export async function onceUnkept<Answer>(context: Call, act: () => Promise<Answer>): Promise<Answer> {
  const { note } = await notedBefore(context);
  const answer = await act();
  const { database } = context.dependencies;
  const stands = await noteRequest(database, { ...note, receivedAt: context.receivedAt, response: null });
  sameRequest(stands, note.bodyDigest);
  return answer;
}

/**
 * Carries out a request that is about no case and gives its repetition the first answer. `act` must be safe to repeat. The
 * key is noted with the answer only, so that a request that is refused, or that breaks off, leaves nothing.
 */
export async function once(context: Call, act: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
  const { note, earlier } = await notedBefore(context);
  if (earlier?.response) return firstAnswer(earlier.response);
  const response = await act();
  await noteRequest(context.dependencies.database, { ...note, receivedAt: context.receivedAt, response });
  return response;
}
