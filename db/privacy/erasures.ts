/** Requests to erase what is known of a person, and what holds them up. Who is meant stands there as a number, never as a name. */
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { KnownKeys, keyFor, sealed } from './data-keys.ts';
import type { Place } from './sealing.ts';

/** `_id` is organisation/id. */
export interface ErasureDocument {
  _id: string;
  organisation: string;
  id: string;
  /** The customer, or the case of somebody who is no customer. */
  number: string;
  ground: 'asked-by-person' | 'retention-over';
  by: string;
  at: string;
  /** By when it must be decided and done. */
  dueAt: string;
  /** `approved`: it has been begun, and goes on to its end whenever the approval is repeated. */
  state: 'asked' | 'approved' | 'rejected' | 'done';
  decided: { by: string; at: string } | null;
  /** How many keys were destroyed, once it is done. */
  keys: number | null;
}

/** Notes a request; returns what stands under its id: this one or an earlier one. */
export async function noteErasure(database: Database, erasure: ErasureDocument): Promise<ErasureDocument> {
  if (await insertedOnce(() => database.erasures.collection.insertOne(erasure as never))) return erasure;
  return (await findErasure(database, erasure.organisation, erasure.id)) ?? erasure;
}

export function findErasure(database: Database, organisation: string, id: string): Promise<ErasureDocument | null> {
  return database.erasures.findById(`${organisation}/${id}`).lean<ErasureDocument>();
}

/** The requests of an organisation, the nearest due instant first. */
export function erasuresOf(database: Database, organisation: string): Promise<ErasureDocument[]> {
  return database.erasures.find({ organisation }).sort({ dueAt: 1, _id: 1 }).limit(1000).lean<ErasureDocument[]>();
}

/** Decides a request that nobody has decided; returns it as it stands. */
export async function decideErasure(
  database: Database,
  { _id, organisation, id }: ErasureDocument,
  state: 'approved' | 'rejected',
  decided: { by: string; at: string },
): Promise<ErasureDocument | null> {
  await database.erasures.collection.updateOne({ _id: _id as never, state: 'asked' }, { $set: { state, decided } });
  return findErasure(database, organisation, id);
}

export async function noteErased(database: Database, { _id }: ErasureDocument, keys: number): Promise<void> {
  await database.erasures.collection.updateOne(
    { _id: _id as never, state: 'approved' },
    { $set: { state: 'done', keys } },
  );
}

/** What keeps the data of a number from being erased, as a law or a court wants it; `_id` is organisation/number. */
export interface LegalHoldDocument {
  _id: string;
  organisation: string;
  number: string;
  held: boolean;
  /** Every setting and lifting, oldest first; the reason is encrypted. */
  acts: { by: string; at: string; held: boolean; sealed: string }[];
}

/** A setting or a lifting, with its reason. */
export interface HoldAct {
  by: string;
  at: string;
  held: boolean;
  reason: string;
}

export interface LegalHold extends Omit<LegalHoldDocument, 'acts'> {
  acts: HoldAct[];
}

const subjectOf = (id: string): string => `hold/${id}`;
const placeOf = (id: string, at: string): Place => ['legalHolds', 'acts', id, at];

/** Sets or lifts a hold. Done already, nothing happens; returns whether something did. */
export async function actOnHold(
  database: Database,
  { organisation, number }: Pick<LegalHoldDocument, 'organisation' | 'number'>,
  { reason, ...act }: HoldAct,
): Promise<boolean> {
  const _id = `${organisation}/${number}`;
  const first: LegalHoldDocument = { _id, organisation, number, held: false, acts: [] };
  await insertedOnce(() => database.legalHolds.collection.insertOne(first as never));
  const text = sealed(await keyFor(database, subjectOf(_id)), placeOf(_id, act.at), reason);
  const { matchedCount } = await database.legalHolds.collection.updateOne({ _id: _id as never, held: !act.held }, {
    $set: { held: act.held },
    $push: { acts: { ...act, sealed: text } },
  } as never);
  return matchedCount === 1;
}

/** Every hold there is or was. */
export async function holdsOf(database: Database, organisation: string): Promise<LegalHold[]> {
  const found = await database.legalHolds.find({ organisation }).sort({ _id: 1 }).lean<LegalHoldDocument[]>();
  const keys = await KnownKeys.of(
    database,
    found.map(({ _id }) => subjectOf(_id)),
  );
  return found.map(({ acts, ...hold }) => ({
    ...hold,
    acts: acts.map(({ sealed: text, ...act }) => {
      return { ...act, reason: String(keys.open(placeOf(hold._id, act.at), text)?.value ?? '') };
    }),
  }));
}

/** Which of these numbers are held. */
export async function heldAmong(
  database: Database,
  organisation: string,
  numbers: readonly string[],
): Promise<string[]> {
  const ids = numbers.map((number) => `${organisation}/${number}`);
  const held = await database.legalHolds.find({ _id: { $in: ids }, held: true }).lean<LegalHoldDocument[]>();
  return held.map(({ number }) => number);
}
