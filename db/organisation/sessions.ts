/** Sessions as they are begun, listed and ended. What every request looks at stands with the staff (staff.ts). */

import type { Database } from '../database.ts';
import type { EndedSession, SessionDocument } from './staff.ts';

/** Writes a session down as it begins. What is left of earlier ones of the same person goes. */
export async function addSession(database: Database, session: SessionDocument, overBefore: string): Promise<void> {
  const { collection } = database.sessions;
  await collection.deleteMany({ staffId: session.staffId, seenAt: { $lt: overBefore } });
  await collection.insertOne(session as never);
}

/** Every session of somebody that is written down, the latest use first. */
export async function sessionsOf(database: Database, staffId: string): Promise<SessionDocument[]> {
  return database.sessions.find({ staffId }).sort({ seenAt: -1, _id: 1 }).lean<SessionDocument[]>();
}

/** Ends every session that somebody has begun so far, at once for every process: it is looked at by each request. */
export async function endSessions(database: Database, staffId: string, at: string): Promise<void> {
  await database.staff.collection.updateOne(
    { _id: staffId as never },
    {
      $set: { sessionsFrom: at, endedSessions: [] },
    },
  );
  await database.sessions.collection.deleteMany({ staffId });
}

/**
 * Ends one session, at once for every process. Those that are over anyway are forgotten.
 * @param overBefore what was ended before that instant has reached the end of its time
 */
export async function endSession(
  database: Database,
  staffId: string,
  ended: EndedSession,
  overBefore: string,
): Promise<void> {
  const person = { _id: staffId as never };
  await database.staff.collection.updateOne(person, { $push: { endedSessions: ended } } as never);
  await database.staff.collection.updateOne(person, { $pull: { endedSessions: { at: { $lt: overBefore } } } } as never);
  await database.sessions.collection.deleteOne({ _id: ended.id as never, staffId });
}
