/**
 * `npm run check:cases`: looks for what is wrong with cases and nobody has noticed, as the sweep of every night does. Names each
 * fault, and ends with 1 if there is one.
 */
import { caseFaults } from '../../application/audit/sweep/case-faults.ts';
import { readEnv } from '../../config/env.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { databaseOn } from '../../db/database.ts';
import { masterKeysOf } from '../../db/privacy/master-keys.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { engineAccess } from '../../temporal/engine-access.ts';

const env = readEnv();
const connection = await connectMongoDB(env.MONGODB_URI);
const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));
const temporal = await connectTemporal(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE, engineAccess(env));
let faults = 0;
for await (const { at, what } of caseFaults({ database, temporal }, new Date())) {
  console.log(`${at}: ${what}`);
  faults += 1;
}
if (faults === 0) console.log('Nothing is wrong with any case.');
await Promise.all([connection.close(), temporal.connection.close()]);
process.exit(faults === 0 ? 0 : 1);
