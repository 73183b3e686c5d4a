/** Sessions as people see them: each from its beginning, with where it was begun, until it is ended. */

import { addSession, endSession, endSessions, sessionsOf } from '../../db/organisation/sessions.ts';
import type { SessionDocument } from '../../db/organisation/staff.ts';
import type { ListedFields } from '../../domain/personal-class.ts';
import { latest } from '../../packs/load/load.ts';
import type { Call } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../refused.ts';
import { hasEnded, type IssuedSession, idleMinutes, issueToken, lifetimeHours } from './sessions.ts';

/** Where somebody signs in, and with what. */
export interface Caller {
  address: string;
  userAgent: string;
}

/** Long enough to tell a telephone from a desk; what comes after is of no use. */
const longestAgent = 120;

/** So many sessions are ended one by one within their time. The next one that is to end takes all others with it. */
const mostEnded = 200;

/** Begins a session: it is written down before its token goes out. */
export async function beginSession(
  dependencies: Dependencies,
  staffId: string,
  { how, ...more }: { how: NonNullable<SessionDocument['how']>; isProven: boolean; after?: string },
  { address, userAgent }: Caller,
): Promise<Pick<IssuedSession, 'token' | 'expiresAt'>> {
  const { isProven } = more;
  const { id, begunAt, token, expiresAt } = await issueToken(dependencies, staffId, more);
  const from = { fromAddress: address, userAgent: userAgent.slice(0, longestAgent) };
  const opened = { begunAt, seenAt: begunAt, ...from, how, isProven };
  await addSession(dependencies.database, { _id: id, staffId, ...opened }, overBefore(begunAt));
  return { token, expiresAt };
}

/** Who calls, as the first screen shows it. */
export function ownSession({ dependencies, principal }: Call) {
  const { staff, session } = principal;
  const pack = latest(dependencies.packs, staff.organisation);
  const roleOf = (id: string) => ({
    id,
    title: pack?.roles[id]?.title ?? { ar: id, en: id },
    as: pack?.roles[id]?.as ?? id,
  });
  return {
    ...{ staffId: staff._id, name: staff.name, departments: staff.departments },
    organisation: { id: staff.organisation, name: pack?.name ?? { ar: staff.organisation, en: staff.organisation } },
    roles: staff.roles.map(roleOf),
    ...{ mustEnrol: session.mustEnrol, isProven: session.isProven, sessionId: session.id },
  };
}

/** What of a session says something about a person. */
export const sessionFields: ListedFields<ReturnType<typeof shown>> = {
  ...{ id: 'open', begunAt: 'open', lastSeenAt: 'open', how: 'open', isProven: 'open', isThisOne: 'open' },
  ...{ address: 'names', userAgent: 'names' },
};

/** The caller's own sessions that go on, the latest use first. */
export async function ownSessions({ dependencies, principal, receivedAt }: Call): Promise<ReturnType<typeof shown>[]> {
  const { staff, session } = principal;
  const idleFrom = Date.parse(receivedAt) - idleMinutes * 60_000;
  const found = await sessionsOf(dependencies.database, staff._id);
  return found
    .filter(({ _id, begunAt = receivedAt, seenAt }) => {
      const isOver = begunAt < overBefore(receivedAt) || Date.parse(seenAt) < idleFrom;
      return _id === session.id || !(isOver || hasEnded({ id: _id, begunAt }, staff));
    })
    .map((one) => shown(one, session.id));
}

function shown({ _id, begunAt, seenAt, fromAddress, userAgent, how, isProven = false }: SessionDocument, own: string) {
  return {
    isProven,
    ...{ id: _id, begunAt: begunAt ?? null, lastSeenAt: seenAt, how: how ?? null, isThisOne: _id === own },
    ...{ address: fromAddress ?? null, userAgent: userAgent ?? null },
  };
}

/** Ends one session of the caller's; the present one as well. @throws Refused `NotFound` if there is no such session */
export async function endOwnSession({ dependencies, principal, ids, receivedAt: at }: Call): Promise<void> {
  const id = String(ids.session);
  const { staff, session } = principal;
  const found = await sessionsOf(dependencies.database, staff._id);
  if (id !== session.id && !found.some(({ _id }) => _id === id)) throw notFound();
  // Every request reads who has been ended: a list without end would slow each of them.
  if ((staff.endedSessions ?? []).length >= mostEnded) return endSessions(dependencies.database, staff._id, at);
  await endSession(dependencies.database, staff._id, { id, at }, overBefore(at));
}

/** Ends every session of the caller's account at once, wherever it was begun. */
export async function signOut({ dependencies, principal }: Call): Promise<void> {
  await endSessions(dependencies.database, principal.actor.id, new Date().toISOString());
}

const overBefore = (at: string) => new Date(Date.parse(at) - lifetimeHours * 3_600_000).toISOString();
