import { type Env, readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { type Database, databaseOn } from '../db/database.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { demandMasterKeys, SchemaError } from '../db/schema-number.ts';

/** Does something to the data that the settings name, as a command. What the data refuse is told in their sentence. */
export async function onData(work: (database: Database, env: Env) => Promise<void>): Promise<void> {
  const env = readEnv();
  const connection = await connectMongoDB(env.MONGODB_URI);
  try {
    const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));
    await demandMasterKeys(database);
    await work(database, env);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await connection.close();
  }
}
