/** Gives back the room of what was deleted, so that it stands in no page of the data files any more than MongoDB can help. */
import type { Database } from '../database.ts';

/** What erasures and retention write over or delete. */
const collections = [
  ...['dataKeys', 'vault', 'attachments.chunks', 'attachments.files', 'customers', 'customerDays', 'fingerprints'],
  ...['surveyPersons', 'requests', 'accesses', 'sessions'],
];

/** What came of it at one server. */
export interface Compaction {
  /** The server that was asked. Each member of a replica set has files of its own. */
  server: string;
  /** The other members, which are to be asked as well. */
  others: string[];
  bytesFreed: number;
}

/** The server has no such command, or this user may not give it. */
export class NotCompacted extends Error {
  override name = 'NotCompacted';
}

/** Asks the one server of the connection to compact, collection by collection. Safe to repeat, and while others work. */
export async function compact({ connection: { db } }: Pick<Database, 'connection'>): Promise<Compaction> {
  if (!db) throw new Error('the connection to MongoDB is not open');
  const { me = 'this server', hosts = [] } = (await db.command({ hello: 1 })) as { me?: string; hosts?: string[] };
  let bytesFreed = 0;
  for (const compacted of collections) {
    // By itself it begins only if 20 MB can be had: here a single key counts.
    const options = { force: true, freeSpaceTargetMB: 1 };
    const answer = await db.command({ compact: compacted, ...options }).catch((error: Error & { code?: number }) => {
      // A collection that nothing has been written to is not there.
      if (error.code === 26) return {};
      throw new NotCompacted(`${me} does not compact ${compacted}: ${error.message}`);
    });
    bytesFreed += Number((answer as { bytesFreed?: number }).bytesFreed ?? 0);
  }
  return { server: me, others: hosts.filter((host) => host !== me), bytesFreed };
}
