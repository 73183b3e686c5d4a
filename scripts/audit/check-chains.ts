/**
 * `npm run check:chains`: holds every chain against the log of heads, the log against its signed checkpoints, and these against
 * the folder outside the database. Names the first bad entry of each chain, and ends with 1 if there is one.
 */
import { chainFaults } from '../../application/audit/checkpoints/check-chains.ts';
import { checkpointFolder, readEnv } from '../../config/env.ts';
import { commandKeysOf } from '../../db/command-signatures.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { databaseOn } from '../../db/database.ts';
import { masterKeysOf } from '../../db/privacy/master-keys.ts';

const env = readEnv();
const connection = await connectMongoDB(env.MONGODB_URI);
const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));
const faults = await chainFaults({ database, keys: commandKeysOf(env, 'worker'), folder: checkpointFolder(env) });
for (const { at, what } of faults) console.log(`${at}: ${what}`);
if (faults.length === 0) console.log('Every chain is as it was signed.');
await connection.close();
process.exit(faults.length === 0 ? 0 : 1);
