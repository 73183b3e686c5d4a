import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { ringOf, rootKey, sessionKey } from '../../db/derivations.ts';
import {
  absentStaff,
  asMember,
  findAccount,
  lastSeen,
  noteSeen,
  type StaffDocument,
} from '../../db/organisation/staff.ts';
import { standInsOf } from '../../domain/stand-in.ts';
import { latest } from '../../packs/load/load.ts';
import type { Principal } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';

export const lifetimeHours = 12;
export const idleMinutes = 30;
const serviceMinutes = 10;

type SigningKeys = Pick<Dependencies, 'secret' | 'sessionKeys'>;

export interface IssuedSession {
  id: string;
  begunAt: string;
  token: string;
  expiresAt: string;
}

/**
 * A bearer token for a member of staff, good for twelve hours, of which no half an hour goes by unused.
 * @param more `after`: the session begins later than that instant, at which all others ended
 */
export async function issueToken(
  keys: SigningKeys,
  staffId: string,
  { isProven = false, after = '' }: { isProven?: boolean; after?: string } = {},
): Promise<IssuedSession> {
  const begunAt = new Date(Math.max(Date.now(), after ? Date.parse(after) + 1 : 0)).toISOString();
  const expires = new Date(Date.parse(begunAt) + lifetimeHours * 3_600_000);
  const id = randomUUID();
  // To the millisecond: a person who signs in again in the second that ended all sessions has a new one.
  const token = await signed(keys, { begunAt, ...(isProven ? { isProven } : {}) }, { staffId, id, expires });
  return { id, begunAt, token, expiresAt: expires.toISOString() };
}

/** A token for a service account, by one of its keys. It is no session: it ends by itself, and with its key. */
export async function issueServiceToken(keys: SigningKeys, staffId: string, key: string) {
  const begunAt = new Date().toISOString();
  const expires = new Date(Date.parse(begunAt) + serviceMinutes * 60_000);
  const token = await signed(keys, { begunAt, key }, { staffId, id: randomUUID(), expires });
  return { token, expiresAt: expires.toISOString() };
}

function signed(
  keys: SigningKeys,
  claims: Record<string, unknown>,
  { staffId, id, expires }: { staffId: string; id: string; expires: Date },
): Promise<string> {
  const [[kid, key]] = [...keysOf(keys)] as [[string, Buffer]];
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid })
    .setSubject(staffId)
    .setIssuer('inaya')
    .setIssuedAt()
    .setJti(id)
    .setExpirationTime(expires)
    .sign(key);
}

/**
 * Who calls: the token names the person. The directory says which roles the person has now, so that one that was taken away
 * is gone at once. It also says which absent colleagues the person replaces. The body says nothing of it.
 */
export async function authenticate(token: string, dependencies: Dependencies, receivedAt: string): Promise<Principal> {
  const session = await sessionIn(token, dependencies);
  const staff = await findAccount(dependencies.database, session.staffId);
  if (!staff?.active) throw new Refused('NotSignedIn', 'This account is not active.');
  if (staff.type === 'service' || session.key !== undefined) return ofService(staff, session, receivedAt);
  await mustGoOn(dependencies, session, staff, receivedAt);
  const { _id, roles, groups, departments } = staff;
  const away = await absentStaff(dependencies.database, staff.organisation, receivedAt);
  const standIns = away.length === 0 ? [] : standInsOf(asMember(staff), away.map(asMember), receivedAt);
  const actor = { id: _id, roles, groups, departments, ...(standIns.length > 0 ? { standIns } : {}) };
  const asked = latest(dependencies.packs, staff.organisation)?.secondFactor?.roles ?? [];
  // The rights of an absent colleague ask for as much as they do of the colleague.
  const needsFactor = [staff, ...standIns].some((one) => one.roles.some((role) => asked.includes(role)));
  const { id, isProven } = session;
  return { actor, staff, session: { id, isProven, mustEnrol: needsFactor && !isProven } };
}

/** A service account is in by its token alone, for as long as the key lasts by which it got that. */
function ofService(staff: StaffDocument, session: Session, now: string): Principal {
  const { _id, roles, groups, departments, type, scopes = [], serviceKeys = [] } = staff;
  const key = serviceKeys.find(({ id, until }) => id === session.key && (until === null || until > now));
  if (type !== 'service' || !key || hasEnded(session, staff)) {
    throw new Refused('NotSignedIn', 'The token is not valid any more. Sign in again.');
  }
  const { id } = session;
  return {
    actor: { id: _id, roles, groups, departments },
    staff,
    session: { id, isProven: false, mustEnrol: false, scopes },
  };
}

/** Derived once for the settings of a process, and not at every request. */
const derived = new WeakMap<SigningKeys, ReadonlyMap<string, Buffer>>();

/** The keys by their names, the one that signs first. */
function keysOf(signing: SigningKeys): ReadonlyMap<string, Buffer> {
  const known = derived.get(signing);
  if (known) return known;
  const ring = ringOf(signing.sessionKeys);
  const keys = new Map(ring.map(({ id, secret }) => [id, sessionKey(secret ?? signing.secret)] as const));
  derived.set(signing, keys);
  return keys;
}

interface Session {
  id: string;
  staffId: string;
  begunAt: string;
  isProven: boolean;
  /** The key of a service account by which the token was made. */
  key?: unknown;
}

/** True if the session has been ended before its time: by itself, or with all others. */
export function hasEnded({ id, begunAt }: Pick<Session, 'id' | 'begunAt'>, staff: StaffDocument): boolean {
  const { sessionsFrom, endedSessions = [] } = staff;
  if (endedSessions.some((ended) => ended.id === id)) return true;
  return sessionsFrom !== undefined && Date.parse(begunAt) <= Date.parse(sessionsFrom);
}

/** `NotSignedIn` if the session has been ended, by whatever process, or has not been used for half an hour. */
async function mustGoOn(
  { database }: Dependencies,
  { id, staffId, begunAt }: Session,
  staff: StaffDocument,
  now: string,
): Promise<void> {
  const idleMs = idleMinutes * 60_000;
  const seen = await lastSeen(database, id, { now, idleMs });
  const isIdle = Date.parse(now) - Date.parse(seen ?? begunAt) > idleMs;
  if (hasEnded({ id, begunAt }, staff) || isIdle) {
    throw new Refused('NotSignedIn', 'This session has ended. Sign in again.');
  }
  await noteSeen(database, { _id: id, staffId, seenAt: now }, seen);
}

async function sessionIn(token: string, signing: SigningKeys): Promise<Session> {
  // Each key is one of the ring: a name that comes in a token finds nothing else.
  const named = ({ kid = rootKey }: { kid?: string }) => {
    const key = keysOf(signing).get(kid);
    if (!key) throw new Error('no such key');
    return key;
  };
  try {
    const { payload } = await jwtVerify(token, named, {
      issuer: 'inaya',
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'jti', 'sub', 'begunAt'],
      maxTokenAge: `${lifetimeHours}h`,
    });
    const { jti = '', sub = '', begunAt, isProven, key } = payload;
    return { id: jti, staffId: sub, begunAt: String(begunAt), isProven: isProven === true, key };
  } catch {
    throw new Refused('NotSignedIn', 'The token is not valid any more. Sign in again.');
  }
}
