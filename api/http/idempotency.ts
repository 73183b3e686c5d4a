import { createHmac } from 'node:crypto';
import type { ApiDependencies } from '../../application/dependencies.ts';
import type { RequestDocument } from '../../db/models.ts';
import { findRequest, keepAnswer, noteRequest } from '../../db/requests.ts';
import { canonicalJson } from '../../domain/digest.ts';
import { ApiProblem, type Problem } from './problem.ts';
import type { Context, Reply } from './route.ts';

type Kept = NonNullable<RequestDocument['response']>;

/** What stands under the key; a 422 where that is another request. */
export function sameRequest(noted: RequestDocument, bodyDigest: string): RequestDocument {
  if (noted.bodyDigest === bodyDigest) return noted;
  throw new ApiProblem('KeyReused', 'This Idempotency-Key was used for another request. Use a new key for a new one.');
}

/** The same answer as the first time, be it a refusal. */
export function firstAnswer({ status, body }: Kept): Reply {
  if (status >= 400) throw ApiProblem.from(body as Problem);
  return { status, body };
}

/** Keeps the first answer. Where that fails the outcome stands all the same, and a repetition finds it anew. */
export async function keepFirst({ database, logger }: ApiDependencies, id: string, reply: Kept): Promise<void> {
  await keepAnswer(database, id, reply).catch((error: unknown) => {
    logger.warn({ err: error, request: id }, 'the answer to a request could not be kept');
  });
}

/** The note of a request that is about no case: the same under one key is the same; a 422 where another one came under it. */
async function notedBefore({ dependencies, pack, principal, key, request, body }: Context) {
  const { database, secret } = dependencies;
  const hmac = (value: unknown) => createHmac('sha256', secret).update(canonicalJson(value)).digest('base64url');
  const _id = hmac(['request', pack.id, principal.actor.id, key]);
  const bodyDigest = hmac([request.path, body]);
  const earlier = await findRequest(database, _id);
  if (earlier) sameRequest(earlier, bodyDigest);
  return { note: { _id, organisation: pack.id, number: '', bodyDigest }, earlier };
}

/** Notes a request whose answer must not be kept, since it has a secret, and can be worked out again. */
export async function onceUnkept(context: Context, act: () => Promise<Reply>): Promise<Reply> {
  const { note } = await notedBefore(context);
  const reply = await act();
  const { database } = context.dependencies;
  const stands = await noteRequest(database, { ...note, receivedAt: context.receivedAt, response: null });
  sameRequest(stands, note.bodyDigest);
  return reply;
}

/**
 * Carries out a request that is about no case and gives its repetition the first answer. `act` must be safe to repeat: the
 * key is noted with the answer only, so that a request that is refused, or that breaks off, leaves nothing.
 */
export async function once(context: Context, act: () => Promise<Kept>): Promise<Reply> {
  const { note, earlier } = await notedBefore(context);
  if (earlier?.response) return firstAnswer(earlier.response);
  const response = await act();
  await noteRequest(context.dependencies.database, { ...note, receivedAt: context.receivedAt, response });
  return response;
}
