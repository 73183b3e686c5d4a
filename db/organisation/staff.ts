import { LRUCache } from 'lru-cache';
import { digest } from '../../domain/digest.ts';
import type { Member } from '../../domain/stand-in.ts';
import type { Database } from '../database.ts';
import { insertedOnce } from '../duplicate-key.ts';
import { findAllMerged, findMerged } from '../merged.ts';
import type { OfferedFactor, SecondFactor } from './second-factors.ts';
import type { ProposedService, ServiceKey } from './service-accounts.ts';

export interface StaffDocument {
  _id: string;
  organisation: string;
  /** An account of another system; left out: a person. */
  type?: 'service';
  username: string;
  passwordHash: string;
  /** Somebody else has set the password: it opens nothing but the way to another one. */
  mustChangePassword?: boolean;
  roles: string[];
  groups: string[];
  departments: string[];
  name: { ar: string; en: string };
  email: string;
  phone: string;
  language: 'ar' | 'en';
  active: boolean;
  absences: Absence[];
  /** Absences that a second person must confirm before they give anybody rights. */
  proposedAbsences?: Absence[];
  /** What has happened to this entry of the directory, oldest first. */
  facts?: StaffFact[];
  /** Goes up with every change that is a fact; absent before the first. */
  revision?: number;
  /** Sessions that began at or before this instant have ended. */
  sessionsFrom?: string;
  /** Single sessions that were ended before their time. Every request reads this entry, so they are refused at once. */
  endedSessions?: EndedSession[];
  secondFactor?: SecondFactor | null;
  offeredFactor?: OfferedFactor | null;
  /** That the second factor be taken away: a second person must confirm it. */
  secondFactorReset?: { id: string; proposedBy: string } | null;
  /** Of a service: the operations that it may use. */
  scopes?: string[];
  serviceKeys?: ServiceKey[];
  proposedService?: ProposedService | null;
  proposedPlace?: ProposedPlace | null;
  /** A password can be set by a code that this person alone gets. */
  entry?: EntryDocument | null;
  /** Since when the person works here no more. */
  leftAt?: string | null;
}

export interface EndedSession {
  id: string;
  at: string;
}

/** How somebody gets into an account: a code is made of the id, and is good once, until this instant. */
export interface EntryDocument {
  id: string;
  until: string;
}

/** A place that somebody is to have: it gives no rights until a second person has confirmed it. */
export interface ProposedPlace {
  id: string;
  /** A new colleague, another place, or switched on again. */
  why: 'invited' | 'changed' | 'switched-on';
  roles: string[];
  groups: string[];
  departments: string[];
  proposedBy: string;
}

/** Something that happened to somebody's place on the staff; each has the digest of the one before it. */
export interface StaffFact {
  id: string;
  type: string;
  at: string;
  by: string;
  detail: Record<string, unknown>;
  previous: string;
  digest: string;
}

export interface Absence {
  /** Absent if an earlier release entered it: then its beginning names that person. */
  id?: string;
  from: string;
  to: string;
  deputy: string;
  /** Commands that the deputy may give in the absent person's right; left out: all. */
  scope?: string[];
  enteredBy: string;
  /** The second person, if one was needed before it could give rights. */
  confirmedBy?: string;
  /** Of a proposal: the absence that stands until this one is confirmed in its place. */
  replaces?: string;
}

/** Everybody who works for an organisation now; accounts of other systems are nobody. */
export async function staffOf(database: Database, organisation: string): Promise<StaffDocument[]> {
  const people = { organisation, active: true, type: { $ne: 'service' as const } };
  const found = await database.staff.find(people).sort({ _id: 1 }).lean<StaffDocument[]>();
  return found.map(withoutOwnGain);
}

/** Those of these people who work in an organisation now; read by id. */
export async function activeAmong(database: Database, organisation: string, ids: string[]): Promise<StaffDocument[]> {
  const found = await findAllMerged(database.staff, ids);
  return found.filter((person) => person.organisation === organisation && person.active).map(withoutOwnGain);
}

/** An earlier release let people make themselves deputies: such an absence is none, and gives nobody rights. */
export function withoutOwnGain(person: StaffDocument): StaffDocument {
  return { ...person, absences: person.absences.filter(({ enteredBy, deputy }) => enteredBy !== deputy) };
}

/**
 * Those of an organisation whose absences are not all over at an instant: few of the staff, by an index. Every request asks,
 * so the answer is kept for a second. What this process changes counts at once; what another one does, within that second.
 */
export async function absentStaff(database: Database, organisation: string, at: string): Promise<StaffDocument[]> {
  const kept = absentOf(database);
  const known = kept.get(organisation) ?? lookForAbsent(database, organisation, at);
  kept.set(organisation, known, { noUpdateTTL: true });
  return known.catch((error: unknown) => {
    kept.delete(organisation);
    throw error;
  });
}

const absent = new WeakMap<Database, LRUCache<string, Promise<StaffDocument[]>>>();

function absentOf(database: Database): LRUCache<string, Promise<StaffDocument[]>> {
  const kept = absent.get(database) ?? new LRUCache<string, Promise<StaffDocument[]>>({ max: 100, ttl: 1000 });
  absent.set(database, kept);
  return kept;
}

/** To be called once the directory of an organisation has changed. */
export function directoryChanged(database: Database, organisation: string): void {
  absentOf(database).delete(organisation);
}

async function lookForAbsent(database: Database, organisation: string, at: string): Promise<StaffDocument[]> {
  // Without fraction and zone: less than every way in which a later instant is written.
  const notOver = { $gt: at.slice(0, 19) };
  const found = await database.staff
    .find({ organisation, active: true, 'absences.to': notOver })
    .sort({ _id: 1 })
    .lean<StaffDocument[]>();
  return found.map(withoutOwnGain);
}

/** Somebody of the directory as the rules of standing in know them. */
export function asMember({ _id, roles, groups, departments, absences }: StaffDocument): Member {
  return { id: _id, roles, groups, departments, absences };
}

/** Everybody in whose entry a role stands, whether they work here now or not. */
export async function staffWithRole(database: Database, organisation: string, role: string): Promise<StaffDocument[]> {
  return database.staff.find({ organisation, roles: role }).lean<StaffDocument[]>();
}

/** One person by staff id, within one organisation, or null. */
export async function findStaff(database: Database, organisation: string, id: string): Promise<StaffDocument | null> {
  const found = await findMerged(database.staff, id);
  return found?.organisation === organisation ? withoutOwnGain(found) : null;
}

/** What changes in somebody's entry, and the facts that say so. */
export interface StaffChange {
  set: Partial<StaffDocument>;
  facts: Omit<StaffFact, 'previous' | 'digest'>[];
}

/**
 * Changes somebody's entry of the directory together with its facts, unless it has changed since it was read: then null.
 * One write, so that there is never a right without the fact that gave it.
 */
export async function changeStaff(
  database: Database,
  person: StaffDocument,
  { set, facts }: StaffChange,
): Promise<StaffDocument | null> {
  const { revision } = person;
  const changed = { ...set, facts: withFacts(person.facts, facts), revision: (revision ?? 0) + 1 };
  const { matchedCount } = await database.staff.collection.updateOne(
    { _id: person._id as never, revision: revision === undefined ? { $exists: false } : revision },
    { $set: changed },
  );
  directoryChanged(database, person.organisation);
  return matchedCount === 1 ? { ...person, ...changed } : null;
}

/** Adds somebody to the directory together with the facts of it; false if the id is taken. */
export async function addStaff(
  database: Database,
  person: StaffDocument,
  facts: StaffChange['facts'],
): Promise<boolean> {
  const document = { ...person, facts: withFacts([], facts), revision: 1 };
  const isNew = await insertedOnce(() => database.staff.collection.insertOne(document as never));
  directoryChanged(database, person.organisation);
  return isNew;
}

/** Everybody whom the directory of an organisation has ever had. */
export async function everybodyOf(database: Database, organisation: string): Promise<StaffDocument[]> {
  const found = await database.staff.find({ organisation }).sort({ _id: 1 }).lean<StaffDocument[]>();
  return found.map(withoutOwnGain);
}

function withFacts(earlier: StaffFact[] = [], facts: StaffChange['facts']): StaffFact[] {
  const chained = [...earlier];
  for (const fact of facts) chained.push(chainedTo(chained.at(-1), fact));
  return chained;
}

function chainedTo(last: StaffFact | undefined, fact: StaffChange['facts'][number]): StaffFact {
  const content = { ...fact, previous: last?.digest ?? '' };
  return { ...content, digest: digest(content) };
}

/** The account of this id, in whatever organisation; null if there is none. */
export async function findAccount(database: Database, id: string): Promise<StaffDocument | null> {
  return findMerged(database.staff, id);
}

/**
 * A session from its beginning to its end; `_id` is the id of its token. One that an earlier release began says no more than
 * when it was used.
 */
export interface SessionDocument {
  _id: string;
  staffId: string;
  seenAt: string;
  begunAt?: string;
  /** The address from which it was begun, and what the browser or program called itself. */
  fromAddress?: string;
  userAgent?: string;
  how?: 'password' | 'openid' | 'local';
  /** Whether a second factor was given as well. */
  isProven?: boolean;
}

/** A session's use is written at most once a minute. */
const noted = 60_000;

/** When sessions were used, as far as this process knows: it may have been later elsewhere, and never earlier. */
const knownUse = new WeakMap<Database, LRUCache<string, string>>();

function knownUseOf(database: Database): LRUCache<string, string> {
  const known = knownUse.get(database) ?? new LRUCache<string, string>({ max: 10_000 });
  knownUse.set(database, known);
  return known;
}

/**
 * When a session was last used, or an earlier use that is no more than `idleMs` ago. Null if it has not been used yet.
 * Whether somebody has ended it stands in the person's entry, which every request reads.
 */
export async function lastSeen(
  database: Database,
  id: string,
  { now, idleMs }: { now: string; idleMs: number },
): Promise<string | null> {
  const known = knownUseOf(database).get(id);
  if (known !== undefined && Date.parse(now) - Date.parse(known) <= idleMs) return known;
  return (await database.sessions.findById(id).lean<SessionDocument>())?.seenAt ?? null;
}

/** Notes that a session is in use. */
export async function noteSeen(
  database: Database,
  session: Pick<SessionDocument, '_id' | 'staffId' | 'seenAt'>,
  before: string | null,
): Promise<void> {
  const { _id, ...seen } = session;
  if (before === null || Date.parse(session.seenAt) - Date.parse(before) >= noted) {
    await database.sessions.collection.updateOne({ _id: _id as never }, { $set: seen }, { upsert: true });
    knownUseOf(database).set(_id, seen.seenAt);
  } else {
    knownUseOf(database).set(_id, before);
  }
}
