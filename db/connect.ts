import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { WokenConnection } from './woken-connection.ts';

/** What is acknowledged is on disk and on most of the replica set; what is read was acknowledged (design §7). */
const durability = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

/**
 * Opens the connection that a process hands to its queries. Rejects within five seconds if no server answers.
 * Afterwards operations fail after three seconds without a server, and work again when it is back.
 */
export async function connectMongoDB(uri: string): Promise<Connection> {
  return mongoose
    .createConnection(uri, {
      ...durability,
      autoIndex: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 3000,
      connectTimeoutMS: 3000,
      // The driver's heartbeats give up a server that is silent altogether within twenty seconds. This limit is for one
      // read that takes long: through all cases, for the register, if the server has no index for it (the stand-in).
      socketTimeoutMS: 300_000,
      maxPoolSize: 20,
      connectionType: WokenConnection,
    } as ConnectOptions)
    .asPromise();
}

/** What kind of server answers: production is a replica set, everything else is for development. */
export async function kindOfServer(connection: Connection): Promise<string> {
  // By its old name, which every server knows; the stand-in knows no `hello`.
  const hello = await connection.db?.command({ isMaster: 1 });
  return typeof hello?.setName === 'string' ? `replica set ${hello.setName}` : 'no replica set: for development only';
}
