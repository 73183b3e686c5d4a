/** `npm run migrate`: brings the data of an earlier release to the schema of this one. `npm start` does so by itself. */
import { readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { currentSchema, demandMasterKeys, SchemaError } from '../db/schema-number.ts';
import { migrate } from './migrate.ts';

const env = readEnv();
const connection = await connectMongoDB(env.MONGODB_URI);
try {
  const dataDir = env.INAYA_MODE === 'local' ? env.INAYA_DATA_DIR : undefined;
  const context = {
    database: databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS)),
    secret: env.INAYA_SECRET,
    dataDir,
  };
  await demandMasterKeys(context.database);
  const say = (does: string, to: number) => console.log(`… to schema ${to}: ${does}`);
  const from = await migrate(context, { say });
  console.log(from === currentSchema ? `The data is of schema ${from} already.` : `${from} → ${currentSchema}: done.`);
} catch (error) {
  if (!(error instanceof SchemaError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await connection.close();
}
