/**
 * `npm run replay -- <number>`: fetches the history of a case, executes today's workflow code against it, and says `match`
 * or where it differs; then who did what, when, under which versions. Ends with 1 where it differs.
 */
import type { Client } from '@temporalio/client';
import { DefaultLogger, ReplayError, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { readEnv } from '../config/env.ts';
import { archivedHistory } from '../db/archived-histories.ts';
import { timelineOf } from '../db/cases.ts';
import { connectMongoDB } from '../db/connect.ts';
import { type CaseDocument, databaseOn } from '../db/models.ts';
import { chainHolds, type TimelineEvent } from '../domain/event.ts';
import { connectTemporal } from '../temporal/client.ts';
import { isDecided, runsOf } from '../temporal/run-histories.ts';
import { bundleFor } from '../worker/workflow-bundle.ts';
import { type CaseKind, workflowId } from '../workflows/messages.ts';

const [number] = process.argv.slice(2);
if (!number) {
  console.error('Which case? npm run replay -- <number>, such as DF-C-7K3M9-Q2X8TW');
  process.exit(2);
}
Runtime.install({ logger: new DefaultLogger('ERROR') });
const env = readEnv();
const temporal = await connectTemporal(env.TEMPORAL_ADDRESS, env.TEMPORAL_NAMESPACE);
const connection = await connectMongoDB(env.MONGODB_URI);
const database = databaseOn(connection);
const found = await database.cases.findOne({ number }).lean<CaseDocument>();
if (!found) {
  console.error(`There is no case ${number} in the projection.`);
  process.exit(2);
}
const matches = await replayRuns(temporal, workflowId(found.view.kind as CaseKind, found.organisation, number));
const events = await timelineOf(database, found);
for (const event of events) console.log(lineOf(event));
console.log(`Timeline: ${events.length} events, the chain of digests ${chainHolds(events) ? 'holds' : 'IS BROKEN'}.`);
await connection.close();
await temporal.connection.close();
process.exit(matches && chainHolds(events) ? 0 : 1);

/** Replays every run of a case, from the present one back to the first; true where all are there and match. */
async function replayRuns(client: Client, id: string): Promise<boolean> {
  const workflowBundle = await bundleFor(env);
  let all = true;
  for await (const run of runsOf(client, id, (...asked) => archivedHistory(database, ...asked))) {
    if (run.keptBy === null) {
      all = false;
      const which = run.runId === null ? 'the last run' : `run ${run.runId}`;
      console.log(`MISSING: ${id}: neither the engine nor the archive has ${which}, nor can those before it be found`);
      continue;
    }
    const from = run.keptBy === 'engine' ? "the engine's history" : 'the archived history';
    const told = `${run.history.events?.length} events of ${from}`;
    // The engine's replayer waits for ever for the first decision of a run that has only just begun.
    if (!isDecided(run.history)) {
      console.log(`match: ${id}, ${told}, in which nothing has been decided yet`);
      continue;
    }
    try {
      await Worker.runReplayHistory({ workflowBundle, replayName: id }, run.history, id);
      console.log(`match: ${id}, ${told}`);
    } catch (error) {
      if (!(error instanceof DeterminismViolationError || error instanceof ReplayError)) throw error;
      all = false;
      console.log(`DIFFERS: ${id}: ${error.message}`);
    }
  }
  return all;
}

function lineOf(event: TimelineEvent): string {
  const who = event.onBehalfOf ? `${event.by} for the ${event.onBehalfOf}` : event.by;
  const behindMs = Date.parse(event.recordedAt) - Date.parse(event.at);
  const late = behindMs > 2000 ? ` (written ${event.recordedAt})` : '';
  const versions = `policy v${event.policyVersion}, calendar v${event.calendarVersion}`;
  return `${String(event.sequence).padStart(4)}  ${event.at}${late}  ${event.type}  by ${who} [${event.roles.join(', ')}]  ${versions}  ${detailOf(event)}`;
}

function detailOf({ data }: TimelineEvent): string {
  const { clock, dueAt, rung, to, reasonCode, outcome, status } = data as Record<string, unknown>;
  const shown = Object.entries({ clock, dueAt, rung, to, reasonCode, outcome, status }).filter(
    ([, value]) => value !== undefined,
  );
  return shown.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}
