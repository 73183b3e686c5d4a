/**
 * `npm run replay -- <number> [--language ar]`: fetches the history of a case and executes today's workflow code against
 * it. The rules make timeline and clocks anew from it. Prints them, and holds what is stored against them entry by entry.
 * Ends with 1 if anything differs, is missing or was changed.
 */
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { kindOf } from '../application/cases/case-number.ts';
import { readEnv } from '../config/env.ts';
import { archivedHistory } from '../db/cases/archived-histories.ts';
import { eventIn } from '../db/cases/cases.ts';
import { commandKeysOf } from '../db/command-signatures.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn } from '../db/database.ts';
import { masterKeysOf } from '../db/privacy/master-keys.ts';
import { loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import { connectTemporal } from '../temporal/client.ts';
import { engineAccess } from '../temporal/engine-access.ts';
import { replayedTimeline, replayedViews } from '../worker/replayed-timeline.ts';
import { bundleFor } from '../worker/workflow-bundle.ts';
import { workflowId } from '../workflows/messages/case.ts';
import { Lines } from './replay/lines.ts';
import { calendarOf, lastSequence, replayCase } from './replay/replayed-case.ts';
import { besideTheFacts, changedDocuments, changedWords, provenOf, storedUpTo } from './replay/stored-case.ts';

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

const id = workflowId(kind, organisation, number);
const findArchived = (workflow: string, run?: string) => archivedHistory(database, workflow, run);
const bundle = await bundleFor(env, 'replay');
let replayed = await replayCase(temporal, id, findArchived, bundle);
let stored = await storedUpTo(database, organisation, number, lastSequence(replayed));
// Of a case that goes on, something may have come since the history was fetched.
const differs = () => replayed.runs.some(({ outcome }) => outcome !== 'match');
for (let again = 0; again < 20 && !differs() && stored && stored.events.length > lastSequence(replayed); again += 1) {
  replayed = await replayCase(temporal, id, findArchived, bundle);
  stored = await storedUpTo(database, organisation, number, lastSequence(replayed));
}
const lines = new Lines(language, calendarOf(replayed.histories));
const { events, clocks } = replayedTimeline(replayed.steps);
const words = await changedWords(database, events);
const documents = await changedDocuments(database, events);
const beside = await besideTheFacts(database, organisation, number);

const say = (line: string) => console.log(line);
for (const { told, outcome } of replayed.runs) say(`${lines.word(outcome)}: ${id}, ${told}`);
// If the code differs the history gives none. Then what is stored is told, for what it is worth.
for (const event of events.length > 0 ? events : (stored?.events ?? []).map(eventIn)) {
  while (beside[0] && Date.parse(beside[0].at) < Date.parse(event.recordedAt))
    say(lines.beside(beside.shift() as never));
  say(lines.event(event));
}
for (const one of beside) say(lines.beside(one));
say(`${lines.word('clocks')}:`);
for (const clock of clocks) say(lines.clock(clock));

let isProven =
  replayed.runs.every(({ outcome }) => outcome === 'match') && words.changed.length + documents.changed.length === 0;
if (stored) {
  const keys = { database, ...commandKeysOf(env, 'api') };
  const views = replayedViews(replayed.steps);
  const { difference, chain, unsealed, unproven } = await provenOf(stored, events, views, keys);
  say(`${lines.word('stored')}: ${lines.word(difference ? 'differs' : 'match')}`);
  if (difference) {
    say(`  ${difference.at}, ${difference.field}`);
    say(`    ${lines.word('replayed')}: ${lines.value(difference.replayed)}`);
    say(`    ${lines.word('inStore')}: ${lines.value(difference.stored)}`);
  }
  say(`${lines.word('chain')}: ${lines.word(chain ? 'holds' : 'broken')}`);
  say(`${lines.word('seals')}: ${lines.word(unsealed.length ? 'broken' : 'holds')} ${unsealed.join(', ')}`.trimEnd());
  say(
    `${lines.word('signatures')}: ${lines.word(unproven.length ? 'broken' : 'holds')} ${unproven.join(', ')}`.trimEnd(),
  );
  isProven &&= !difference && chain && unsealed.length + unproven.length === 0;
} else {
  say(`${lines.word('stored')}: ${lines.word('notStored')}`);
}
for (const [what, { of, changed }] of Object.entries({ words, documents })) {
  const broken = changed.map((one) => `${lines.word('broken')} ${one}`).join(', ');
  say(`${lines.word(what as 'words' | 'documents')}: ${of - changed.length}/${of} ${broken}`.trimEnd());
}
await connection.close();
await temporal.connection.close();
process.exit(isProven ? 0 : 1);
