/**
 * `npm run calendar:publish -- <organisation> <file> --by <staff id>`: publishes the next version of a calendar, from a file
 * like those of `policies/calendars/`, and tells the open cases of the organisation. Safe to repeat.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { publishCalendar } from '../application/calendars/publish-calendar.ts';
import { readEnv } from '../config/env.ts';
import { signingKeysOf } from '../db/command-signatures.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { snapshotOf } from '../packs/load/calendar-snapshot.ts';
import { CalendarSchema } from '../packs/schema.ts';
import { connectTemporal } from '../temporal/client.ts';
import { engineAccess } from '../temporal/engine-access.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { by: { type: 'string' } } });
const [organisation, file] = positionals;
if (!organisation || !file || !values.by) {
  console.error('npm run calendar:publish -- <organisation> <file> --by <staff id of the keeper>');
  process.exit(2);
}
const read = CalendarSchema.safeParse(parse(readFileSync(file, 'utf8')));
if (!read.success) {
  for (const { path, message } of read.error.issues) console.error(`${file}: ${path.join('.')}: ${message}`);
  process.exit(1);
}
const { name, version, calendar } = snapshotOf({ ...read.data, hash: '' });
const env = readEnv();
const connection = await connectMongoDB(env.MONGODB_URI);
const temporal = await connectTemporal(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE, engineAccess(env));
const outcome = await publishCalendar(
  { database: databaseOn(connection), temporal, ...signingKeysOf(env, 'api') },
  {
    organisation,
    name,
    version,
    calendar,
    publishedBy: values.by,
    publishedAt: new Date().toISOString(),
  },
);
await Promise.all([connection.close(), temporal.connection.close()]);
if ('problem' in outcome) {
  console.error(outcome.detail);
  process.exit(1);
}
console.log(`${name} version ${version} is published for ${organisation}; ${outcome.casesTold} open cases were told.`);
