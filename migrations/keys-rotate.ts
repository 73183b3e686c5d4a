/** `npm run keys:rotate`: wraps all data keys by the first of the master keys. Broken off, it goes on the next time. */
import { readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { rewrapKeys } from '../db/privacy/rotation.ts';
import { demandMasterKeys, demandSchema, SchemaError } from '../db/schema-number.ts';

const env = readEnv();
const connection = await connectMongoDB(env.MONGODB_URI);
try {
  const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));
  await demandSchema(database);
  await demandMasterKeys(database);
  const done = await rewrapKeys(database, (count) => console.log(`… ${count} keys`));
  console.log(`${done} keys are wrapped anew. All are wrapped by ${database.masterKeys.first}.`);
} catch (error) {
  if (!(error instanceof SchemaError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await connection.close();
}
