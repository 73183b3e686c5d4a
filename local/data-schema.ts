import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { currentSchema, demandMasterKeys, refusalOf, SchemaError, schemaOf } from '../db/schema-number.ts';
import { migrate } from '../migrations/migrate.ts';
import { SetupError, say } from './console.ts';

/** The copy of the database's number that is read before any server is started. A folder without it is of schema 1. */
const fileOf = (dataDir: string) => join(dataDir, 'schema.json');

/** Refuses a folder that a later release has written, before anything in it is touched. */
export function demandKnownFolder(dataDir: string): void {
  const schema = notedIn(dataDir) ?? 0;
  const refusal = schema > currentSchema ? refusalOf(schema, `the folder ${dataDir}`) : null;
  if (refusal) throw new SetupError(`${refusal} INAYA_DATA_DIR names another folder.`);
}

function notedIn(dataDir: string): number | null {
  const file = fileOf(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { schema: number }).schema : null;
}

/** Brings the data to the schema of this release, and notes that in the folder. */
export async function migrateData(
  dataDir: string,
  mongodbUri: string,
  { secret, masterKeys }: { secret: string; masterKeys: string },
): Promise<void> {
  const connection = await connectMongoDB(mongodbUri);
  try {
    const context = { database: databaseOn(connection, masterKeysOf(masterKeys)), secret, dataDir };
    const [noted, found] = [notedIn(dataDir), await schemaOf(context.database)];
    // What has been sealed once must not be sealed anew because somebody has set the number back.
    if (noted !== null && found < noted) {
      const why = `The database is of schema ${found}, though ${dataDir} has been at ${noted}`;
      throw new SetupError(`${why}: if it is an older copy that you have put back, delete ${fileOf(dataDir)}.`);
    }
    await demandMasterKeys(context.database);
    await migrate(context, { say: (does, to) => say(`… bringing the data to schema ${to}: ${does}`) });
  } catch (error) {
    throw error instanceof SchemaError ? new SetupError(error.message) : error;
  } finally {
    await connection.close();
  }
  const aside = `${fileOf(dataDir)}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify({ schema: currentSchema })}\n`, { mode: 0o600 });
  renameSync(aside, fileOf(dataDir));
}
