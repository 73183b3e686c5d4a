import { type FingerprintDocument, noteFingerprint } from '../../db/cases/fingerprints.ts';
import { type TokenKeys, tokenKeyOf } from '../../db/derivations.ts';
import { findStaff } from '../../db/organisation/staff.ts';
import { findCustomer } from '../../db/registry/customers.ts';
import { type Actor, isNo, type VaultTextRef } from '../../domain/case/command.ts';
import { actingRoles, type CaseForRights } from '../../domain/case/rights.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { complaint } from '../../domain/complaint/kind.ts';
import type { ComplaintDetails, ComplaintState } from '../../domain/complaint/state.ts';
import { isInternalCategory, placeIn, priorityOf } from '../../packs/intake.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import type { Pack } from '../../packs/schema.ts';
import type { FoundCase } from '../call.ts';
import { telephonesOf } from '../cases/customer-contact.ts';
import { openNewCase, type ReadyOpening } from '../cases/open-case.ts';
import { keepOpeningWords } from '../cases/opening-words.ts';
import { lookUpCase } from '../cases/reading/find-case.ts';
import type { Dependencies } from '../dependencies.ts';
import { carriedNumber, comparedWords, personTokens, telephoneTokens } from '../keyed-tokens.ts';
import { invalid, Refused } from '../refused.ts';
import { type Candidate, candidatesFor } from './duplicates.ts';
import { checkOpening, type OpeningBody } from './opening-body.ts';
import { receivedInstant } from './received-on.ts';

export interface Opening {
  pack: Pack;
  actor: Actor;
  /** Who the idempotency key belongs to: a staff id, or `public`. */
  principal: string;
  key: string;
  body: OpeningBody;
  receivedAt: string;
  /** Whether the user who opens it may know of the complaint that it follows. */
  mayFollow(earlier: FoundCase): boolean | Promise<boolean>;
  /** The complaint that this one is split from: its customer is this one's. */
  splitFrom?: { number: string };
}

/** The view of a new complaint, and what staff should look at before they go on. */
export interface OpenedView extends CaseView {
  warnings: ({ warning: 'possible-duplicate' } & Candidate)[];
}

/** Opens a complaint; see `openNewCase`. */
export function openComplaint(dependencies: Dependencies, opening: Opening): Promise<OpenedView> {
  const { pack, principal, key, body, receivedAt, splitFrom } = opening;
  const content = splitFrom ? [splitFrom.number, body] : body;
  return openNewCase<ComplaintState, ComplaintDetails, OpenedView>(
    dependencies,
    { pack, kind: complaint, principal, key, content, receivedAt },
    (number) => checked(dependencies, opening, number),
  );
}

/** The request as it may be opened; throws if it may not. */
async function checked(
  dependencies: Dependencies,
  opening: Opening,
  number: string,
): Promise<ReadyOpening<ComplaintState, ComplaintDetails, OpenedView>> {
  const { pack, actor, body, splitFrom } = opening;
  checkOpening(pack, body, actor.id !== 'customer', opening.receivedAt);
  await checkNamedStaff(dependencies, pack.id, body.about);
  await checkConcerned(dependencies, pack.id, body.concerns);
  const earlier = await followedBy(dependencies, opening);
  // The earlier complaint may concern staff; this one then concerns them as well (F-10).
  const about = [...new Set([...(earlier?.about ?? []), ...body.about])];
  const policy = pinPolicy(pack, {
    category: body.category,
    channel: body.channel,
    customerClass: body.customer?.class,
  });
  const held = actingRoles(actor, 'open', { about, owner: null, policy });
  if (isNo(held)) throw new Refused('Forbidden', held.detail);
  const receivedAt = await receivedBefore(dependencies, opening, { about, owner: null, policy });
  let candidates: Candidate[] = [];
  return {
    policy,
    actor: held[0] ?? actor,
    async details(at) {
      const words = await keepOpeningWords(dependencies, { organisation: pack.id, number, at }, wordsOf(opening));
      candidates = await noteLikeness(dependencies, opening, { number, at });
      return { ...detailsOf(opening, words, dependencies), about, ...receivedAt };
    },
    answer: (view) => ({
      ...view,
      warnings: candidates
        .filter((candidate) => candidate.number !== splitFrom?.number)
        .map((candidate) => ({ warning: 'possible-duplicate' as const, ...candidate })),
    }),
  };
}

/**
 * The complaint that a new one goes on from, or null if it goes on from none. Throws `Invalid` if the user who opens it may know
 * of no such complaint. Also if that one has not ended: then an objection or a reopening is the way.
 */
async function followedBy(dependencies: Dependencies, { pack, body, mayFollow }: Opening): Promise<FoundCase | null> {
  if (body.follows === undefined) return null;
  const earlier = await lookUpCase(dependencies, pack.id, body.follows);
  if (earlier?.view.kind !== 'complaint' || !(await mayFollow(earlier)))
    throw invalid('follows', 'is not the number of a complaint here');
  if (earlier.over) return earlier;
  throw invalid(
    'follows',
    `has not ended: it is ${earlier.view.status}. Object to it, have it reopened, or wait for its answer`,
  );
}

/** What the vault keeps of an opening. */
function wordsOf({ actor, body: { customer, received, fields } }: Opening): Record<string, unknown> {
  return { ...(customer ? { customer } : {}), ...(received ? { received } : {}), fields, by: actor.id };
}

/** Complaints that may be the same one, as far as the user who opens it may know of them. */
async function noteLikeness(
  dependencies: Dependencies,
  { pack, actor, body }: Opening,
  { number, at }: { number: string; at: string },
): Promise<Candidate[]> {
  const { database } = dependencies;
  const fingerprint = fingerprintOf(dependencies, pack, body, { number, at });
  // A customer learns nothing of other cases, not even their own, without their secrets.
  const candidates = actor.id === 'customer' ? [] : await candidatesFor(dependencies, pack, actor, fingerprint);
  await noteFingerprint(database, fingerprint);
  return candidates;
}

/** By what others find that they are about the same. `at`: when it was opened, UTC. */
export function fingerprintOf(
  keys: TokenKeys,
  pack: Pack,
  { category, customer, fields }: OpeningBody,
  { number, at }: { number: string; at: string },
): Omit<FingerprintDocument, '_id'> {
  const key = tokenKeyOf(keys);
  const place = placeIn(pack, category, fields);
  return {
    ...{ organisation: pack.id, number, category, at },
    persons: personTokens(key, customer ?? {}),
    ...(customer?.otherPhones ? { reached: telephoneTokens(key, telephonesOf(customer)) } : {}),
    words: comparedWords(pack, key, fields),
    ...(place === null ? {} : { place }),
  };
}

/** What a complaint begins with, by its body and its words. */
export function detailsOf(
  { pack, body, splitFrom }: Pick<Opening, 'pack' | 'body' | 'splitFrom'>,
  words: VaultTextRef,
  keys: TokenKeys,
): Omit<ComplaintDetails, 'about'> {
  return {
    category: body.category,
    priority: priorityOf(pack, body.category, body.priorityGrounds),
    channel: body.channel,
    customerClass: body.customer?.class ?? null,
    language: body.language,
    ...carriedNumber(pack, keys, body.fields),
    follows: body.follows ?? null,
    words,
    ...(splitFrom ? { linkedTo: { number: splitFrom.number, relation: 'split-from' } } : {}),
    ...(isInternalCategory(pack, body.category) ? { internal: true as const } : {}),
    ...(body.anonymous ? { anonymous: true as const } : {}),
    ...(body.concerns ? { concerns: body.concerns } : {}),
    ...(body.callAgreedFor ? { callAgreedFor: new Date(body.callAgreedFor).toISOString() } : {}),
  };
}

/** When a letter came that is registered now. Only users who may put that right may say so at once. */
async function receivedBefore(
  dependencies: Dependencies,
  { pack, actor, body: { received }, receivedAt: now }: Opening,
  subject: CaseForRights,
): Promise<Pick<ComplaintDetails, 'receivedAt'>> {
  if (!received) return {};
  const held = actingRoles(actor, 'correct-received', subject);
  if (isNo(held)) throw new Refused('Forbidden', held.detail);
  const answer = await receivedInstant(dependencies, pack, received.on, now);
  if ('at' in answer) return { receivedAt: answer.at };
  throw invalid('received.on', answer.fault);
}

async function checkConcerned(
  { database }: Dependencies,
  organisation: string,
  number: string | undefined,
): Promise<void> {
  if (number === undefined || (await findCustomer(database, organisation, number))) return;
  throw invalid('concerns', `there is no customer ${number}`);
}

async function checkNamedStaff(dependencies: Dependencies, organisation: string, about: string[]): Promise<void> {
  for (const staffId of about) {
    if (await findStaff(dependencies.database, organisation, staffId)) continue;
    throw invalid('about', `${staffId} is not on the staff of this organisation`);
  }
}
