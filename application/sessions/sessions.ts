import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { sessionKey } from '../../db/derivations.ts';
import {
  absentStaff,
  asMember,
  findAccount,
  lastSeen,
  noteSeen,
  type StaffDocument,
} from '../../db/organisation/staff.ts';
import { standInsOf } from '../../domain/stand-in.ts';
import type { Principal } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';

const lifetimeHours = 12;
const idleMinutes = 30;

/** A bearer token for a member of staff, good for twelve hours, of which no half an hour goes by unused. */
export async function issueToken(secret: string, staffId: string): Promise<{ token: string; expiresAt: string }> {
  const expires = new Date(Date.now() + lifetimeHours * 3_600_000);
  // To the millisecond: a person who signs in again in the second that ended all sessions has a new one.
  const token = await new SignJWT({ begunAt: new Date().toISOString() })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(staffId)
    .setIssuer('inaya')
    .setIssuedAt()
    .setJti(randomUUID())
    .setExpirationTime(expires)
    .sign(keyOf(secret));
  return { token, expiresAt: expires.toISOString() };
}

/**
 * Who calls: the token names the person. The directory says which roles the person has now, so that one that was taken away
 * is gone at once. It also says which absent colleagues the person replaces. The body says nothing of it.
 */
export async function authenticate(token: string, dependencies: Dependencies, receivedAt: string): Promise<Principal> {
  const session = await sessionIn(token, dependencies.secret);
  const staff = await findAccount(dependencies.database, session.staffId);
  if (!staff?.active) throw new Refused('NotSignedIn', 'This account is not active.');
  await mustGoOn(dependencies, session, staff, receivedAt);
  const { _id, roles, groups, departments } = staff;
  const away = await absentStaff(dependencies.database, staff.organisation, receivedAt);
  const standIns = away.length === 0 ? [] : standInsOf(asMember(staff), away.map(asMember), receivedAt);
  return { actor: { id: _id, roles, groups, departments, ...(standIns.length > 0 ? { standIns } : {}) }, staff };
}

/** Derived once for each secret, and not at every request. */
const keys = new Map<string, ReturnType<typeof sessionKey>>();

function keyOf(secret: string): ReturnType<typeof sessionKey> {
  const key = keys.get(secret) ?? sessionKey(secret);
  keys.set(secret, key);
  return key;
}

interface Session {
  id: string;
  staffId: string;
  begunAt: string;
}

/** `NotSignedIn` if the session has been ended, by whatever process, or has not been used for half an hour. */
async function mustGoOn(
  { database }: Dependencies,
  { id, staffId, begunAt }: Session,
  { sessionsFrom }: StaffDocument,
  now: string,
): Promise<void> {
  const hasEnded = sessionsFrom !== undefined && Date.parse(begunAt) <= Date.parse(sessionsFrom);
  const idleMs = idleMinutes * 60_000;
  const seen = await lastSeen(database, id, { now, idleMs });
  const isIdle = Date.parse(now) - Date.parse(seen ?? begunAt) > idleMs;
  if (hasEnded || isIdle) throw new Refused('NotSignedIn', 'This session has ended. Sign in again.');
  await noteSeen(database, { _id: id, staffId, seenAt: now }, seen);
}

async function sessionIn(token: string, secret: string): Promise<Session> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      issuer: 'inaya',
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'jti', 'sub', 'begunAt'],
      maxTokenAge: `${lifetimeHours}h`,
    });
    return { id: payload.jti ?? '', staffId: payload.sub ?? '', begunAt: String(payload.begunAt) };
  } catch {
    throw new Refused('NotSignedIn', 'The token is not valid any more. Sign in again.');
  }
}
