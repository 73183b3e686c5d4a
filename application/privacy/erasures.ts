/** Erasing what is known of a person: asked for by one person, approved by another, and held up by a legal hold. */

import { derivedText } from '../../db/derivations.ts';
import { erase, type Whereabouts, whereaboutsOf } from '../../db/privacy/erase.ts';
import {
  decideErasure,
  type ErasureDocument,
  erasuresOf,
  findErasure,
  heldAmong,
  noteErased,
  noteErasure,
} from '../../db/privacy/erasures.ts';
import { mayRead } from '../../domain/case/rights.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import type { Call } from '../call.ts';
import { forRights, lookUpCase } from '../cases/reading/find-case.ts';
import { invalid, notFound, Refused } from '../refused.ts';
import { mustBeAnother } from './rights.ts';

/** The law gives thirty days from the request. */
const daysToDecide = 30;

export type Erasure = Omit<ErasureDocument, '_id' | 'organisation'>;

/** Asks for it. Nothing is erased yet. */
export async function askErasure(
  call: Call<unknown, { number: string; ground: ErasureDocument['ground']; receivedAt?: string | undefined }>,
): Promise<Erasure> {
  const { dependencies, pack, principal, body, key, path, receivedAt: at } = call;
  const { number, ground, receivedAt = at } = body;
  if (Date.parse(receivedAt) > Date.parse(at)) throw invalid('receivedAt', 'must not lie in the future');
  await whereaboutsIn(call, number);
  const id = derivedText(dependencies.secret, 'erasure', pack.id, principal.actor.id, path, key).slice(0, 22);
  const dueAt = new Date(Date.parse(receivedAt) + daysToDecide * MS_PER_DAY).toISOString();
  const asked: ErasureDocument = {
    ...{ _id: `${pack.id}/${id}`, organisation: pack.id, id, number, ground, by: principal.actor.id, at, dueAt },
    ...{ state: 'asked', decided: null, keys: null },
  };
  return shown(await noteErasure(dependencies.database, asked));
}

export async function listErasures({ dependencies, pack }: Call): Promise<Erasure[]> {
  return (await erasuresOf(dependencies.database, pack.id)).map(shown);
}

/**
 * Approves it and carries it out. What broke off is gone on with when it is approved again.
 * @throws Refused `NotAllowedNow` while a legal hold is on anything that it would erase
 */
export async function approveErasure(call: Call): Promise<Erasure> {
  const { dependencies, pack, principal, receivedAt: at } = call;
  const { database } = dependencies;
  const asked = await erasureIn(call);
  mustBeAnother(call, asked.by);
  if (asked.state === 'done') return shown(asked);
  if (asked.state === 'rejected') throw decidedAlready();
  const where = await whereaboutsIn(call, asked.number);
  // Nobody destroys what others have said about them.
  if ((await readableOf(call, where)).length < where.cases.length) {
    throw new Refused('Forbidden', 'Somebody decides this who may read all that it would erase.');
  }
  const [held] = await heldAmong(database, pack.id, [...where.customers, ...where.cases]);
  if (held) throw new Refused('NotAllowedNow', `A legal hold is on ${held}: nothing is erased until it is lifted.`);
  const approved = await decideErasure(database, asked, 'approved', { by: principal.actor.id, at });
  if (approved?.state !== 'approved') throw decidedAlready();
  await noteErased(database, approved, await erase(database, where, approved.id, at));
  return shown(await erasureIn(call));
}

export async function rejectErasure(call: Call): Promise<Erasure> {
  const { dependencies, principal, receivedAt: at } = call;
  const asked = await erasureIn(call);
  mustBeAnother(call, asked.by);
  const rejected = await decideErasure(dependencies.database, asked, 'rejected', { by: principal.actor.id, at });
  if (rejected?.state !== 'rejected') throw decidedAlready();
  return shown(rejected);
}

const decidedAlready = () => new Refused('NotAllowedNow', 'This erasure has been decided already.');

async function erasureIn({ dependencies, pack, ids }: Call): Promise<ErasureDocument> {
  const found = await findErasure(dependencies.database, pack.id, ids.erasure ?? '');
  if (!found) throw notFound();
  return found;
}

/** Where the data of a number stand. @throws Refused `Invalid` if nobody has it whom the caller may know of */
export async function whereaboutsIn(call: Call, number: string): Promise<Whereabouts> {
  const where = await whereaboutsOf(call.dependencies.database, call.pack.id, number);
  const isCase = where?.customers.length === 0;
  if (!where || (isCase && !(await readableOf(call, where)).includes(number))) {
    throw invalid('number', 'is the number of no customer and of no case');
  }
  return where;
}

/** Those of the cases that the caller may read. */
export async function readableOf({ dependencies, pack, principal }: Call, { cases }: Whereabouts): Promise<string[]> {
  const found = await Promise.all(cases.map((number) => lookUpCase(dependencies, pack.id, number)));
  const mayKnow = found.map((one) => !one || mayRead(principal.actor, forRights(dependencies.packs, one)));
  return cases.filter((_, index) => mayKnow[index]);
}

function shown({ _id, organisation, ...erasure }: ErasureDocument): Erasure {
  return erasure;
}
