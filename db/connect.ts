import mongoose, { type Connection } from 'mongoose';

/** What is acknowledged is on disk and on most of the replica set; what is read was acknowledged (design §7). */
const durability = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
} as const;

/**
 * Opens the connection that a process hands to its queries. Rejects within five seconds where no server answers;
 * afterwards operations fail after three seconds without a server and work again when it is back.
 */
export async function connectMongoDB(uri: string): Promise<Connection> {
  // A query operator in a filter is a mistake of ours or an attack, never a customer's value.
  mongoose.set('sanitizeFilter', false);
  return mongoose
    .createConnection(uri, {
      ...durability,
      autoIndex: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 3000,
      connectTimeoutMS: 3000,
      socketTimeoutMS: 20000,
      maxPoolSize: 20,
    })
    .asPromise();
}
