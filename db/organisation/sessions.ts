import type { Database } from '../database.ts';

/** When a session was last used; `_id` is the id of its token. */
export interface SessionDocument {
  _id: string;
  staffId: string;
  seenAt: string;
}

/** Looked at by every request, written at most once a minute. */
const noted = 60_000;

/** The instant at which a session was last used, or null if it has not been used yet. */
export async function lastSeen(database: Database, id: string): Promise<string | null> {
  return (await database.sessions.findById(id).lean<SessionDocument>())?.seenAt ?? null;
}

/** Notes that a session is in use. */
export async function noteSeen(database: Database, session: SessionDocument, before: string | null): Promise<void> {
  if (before !== null && Date.parse(session.seenAt) - Date.parse(before) < noted) return;
  const { _id, ...seen } = session;
  await database.sessions.collection.updateOne({ _id: _id as never }, { $set: seen }, { upsert: true });
}

/** Ends every session that somebody has begun so far, at once for every process: it is looked at by each request. */
export async function endSessions(database: Database, staffId: string, at: string): Promise<void> {
  await database.staff.collection.updateOne({ _id: staffId as never }, { $set: { sessionsFrom: at } });
  await database.sessions.collection.deleteMany({ staffId });
}
