/**
 * `npm run replay -- <number> [--language ar]`: fetches the history of a case and executes today's workflow code against
 * it. The rules make timeline and clocks anew from it. Prints them, and holds what is stored against them entry by entry.
 * The cases that started it, or that it started, are replayed as well. Ends with 1 if anything differs, is missing or was changed.
 */
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { besideTheFacts } from '../application/audit/stored-case.ts';
import { kindOf } from '../application/cases/case-number.ts';
import { readEnv } from '../config/env.ts';
import { eventIn } from '../db/cases/cases.ts';
import { commandKeysOf } from '../db/command-signatures.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import { connectTemporal } from '../temporal/client.ts';
import { engineAccess } from '../temporal/engine-access.ts';
import { foundByReplay, isSound, relativesReplayed } from '../worker/replay/found-by-replay.ts';
import { calendarOf } from '../worker/replay/replayed-case.ts';
import { bundleFor } from '../worker/workflow-bundle.ts';
import { workflowId } from '../workflows/messages/case.ts';
import { Lines } from './replay/lines.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { language: { type: 'string' } } });
const [number] = positionals;
const language = values.language ?? 'en';
const kind = number === undefined ? undefined : kindOf(number);
if (!number || !kind || (language !== 'ar' && language !== 'en')) {
  console.error('Which case? npm run replay -- <number> [--language ar|en], such as DF-C-7K3M9-Q2X8TW');
  process.exit(2);
}
Runtime.install({ logger: new DefaultLogger('ERROR') });
const env = readEnv();
const { packs } = loadPacks(policyFolders(env.POLICIES_DIR));
const organisation = packs.find(({ prefix }) => prefix === number.split('-')[0])?.id;
if (!organisation) {
  console.error(`No organisation has numbers like ${number}.`);
  process.exit(2);
}
const temporal = await connectTemporal(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE, engineAccess(env));
const connection = await connectMongoDB(env.MONGODB_URI);
const database = databaseOn(connection, masterKeysOf(env.INAYA_MASTER_KEYS));

const tools = { temporal, database, bundle: await bundleFor(env, 'replay'), keys: commandKeysOf(env, 'api') };
const which = { kind, organisation, number };
const { replayed, stored, timeline, found } = await foundByReplay(tools, which);
const lines = new Lines(language, calendarOf(replayed.histories));
const { events, clocks } = timeline;
const beside = await besideTheFacts(database, organisation, number);

const say = (line: string) => console.log(line);
const id = workflowId(kind, organisation, number);
for (const { told, outcome } of found.runs) say(`${lines.word(outcome)}: ${id}, ${told}`);
// If the code differs the history gives none. Then what is stored is told, for what it is worth.
for (const event of events.length > 0 ? events : (stored?.events ?? []).map(eventIn)) {
  while (beside[0] && Date.parse(beside[0].at) < Date.parse(event.recordedAt))
    say(lines.beside(beside.shift() as never));
  say(lines.event(event));
}
for (const one of beside) say(lines.beside(one));
say(`${lines.word('clocks')}:`);
for (const clock of clocks) say(lines.clock(clock));

const { difference, chainBreaksAt, unsealed, unproven, words, documents, deadlines } = found;
const holds = (what: 'chain' | 'seals' | 'signatures' | 'deadlines', broken: readonly (string | number)[]) =>
  say(`${lines.word(what)}: ${lines.word(broken.length ? 'broken' : 'holds')} ${broken.join(', ')}`.trimEnd());
if (stored) {
  say(`${lines.word('stored')}: ${lines.word(difference ? 'differs' : 'match')}`);
  if (difference) {
    say(`  ${difference.at}, ${difference.field}`);
    say(`    ${lines.word('replayed')}: ${lines.value(difference.replayed)}`);
    say(`    ${lines.word('inStore')}: ${lines.value(difference.stored)}`);
  }
  holds('chain', chainBreaksAt === null ? [] : [chainBreaksAt]);
  holds('seals', unsealed);
  holds('signatures', unproven);
} else {
  say(`${lines.word('stored')}: ${lines.word('notStored')}`);
}
for (const [what, { of, changed }] of Object.entries({ words, documents })) {
  const broken = changed.map((one) => `${lines.word('broken')} ${one}`).join(', ');
  say(`${lines.word(what as 'words' | 'documents')}: ${of - changed.length}/${of} ${broken}`.trimEnd());
}
const wrong = deadlines.filter((deadline) => !deadline.holds);
say(`${lines.word('deadlines')}: ${deadlines.length - wrong.length}/${deadlines.length}`);
for (const deadline of wrong) say(lines.deadline(deadline));
const relatives = await relativesReplayed(tools, which, replayed);
for (const one of relatives)
  say(`${lines.word(one.relation)} ${one.number}: ${lines.word(one.holds ? 'match' : 'differs')}`);
const isProven = isSound(found) && relatives.every(isSound);
await connection.close();
await temporal.connection.close();
process.exit(isProven ? 0 : 1);
