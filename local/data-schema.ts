import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/models.ts';
import { currentSchema, refusalOf, SchemaError } from '../db/schema-number.ts';
import { migrate } from '../migrations/migrate.ts';
import { SetupError, say } from './say.ts';

/** The copy of the database's number that is read before any server is started. A folder without it is of schema 1. */
const fileOf = (dataDir: string) => join(dataDir, 'schema.json');

/** Refuses a folder that a later release has written, before anything in it is touched. */
export function demandKnownFolder(dataDir: string): void {
  const file = fileOf(dataDir);
  if (!existsSync(file)) return;
  const { schema } = JSON.parse(readFileSync(file, 'utf8')) as { schema: number };
  const refusal = schema > currentSchema ? refusalOf(schema, `the folder ${dataDir}`) : null;
  if (refusal) throw new SetupError(`${refusal} INAYA_DATA_DIR names another folder.`);
}

/** Brings the data to the schema of this release, and notes that in the folder. */
export async function migrateData(dataDir: string, mongodbUri: string, secret: string): Promise<void> {
  const connection = await connectMongoDB(mongodbUri);
  try {
    const context = { database: databaseOn(connection), secret, dataDir };
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
