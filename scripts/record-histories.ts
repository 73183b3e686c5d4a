/**
 * `npm run histories`: runs one complaint for each outcome that has no history yet, on servers of its own. It saves the
 * engine's histories under `test/replay/histories/`. What the rules make of them (timeline, clocks, digests) is saved
 * under `test/replay/timelines/`. What is there is never recorded again: the tests replay it against later code. So a
 * change that running cases would not survive, or that reads them otherwise, is found before it is deployed.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { CaseActivities } from '../activities/case-activities.ts';
import type { CaseView } from '../domain/case/view.ts';
import type { ComplaintPolicy } from '../domain/complaint/policy.ts';
import type { CaseKind } from '../domain/kinds.ts';
import { startServers } from '../local/servers.ts';
import { pinPolicy } from '../packs/kinds/complaint/pinned-policy.ts';
import { ticketSliceFor } from '../packs/kinds/department-ticket/pinned-policy.ts';
import { latest, loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import {
  askCase,
  type CaseAddress,
  commandCase,
  commandToWrite,
  startCase,
  tellFailed,
  tellUndelivered,
} from '../temporal/cases.ts';
import { connectTemporal } from '../temporal/client.ts';
import { readable } from '../temporal/data-converter.ts';
import { createCaseWorker } from '../worker/case-worker.ts';
import { buildWorkflowBundle } from '../worker/workflow-bundle.ts';
import { type CaseInput, continueAfter as usual, workflowId } from '../workflows/messages/case.ts';
import { runStandardComplaint, sampleAgent, sampleCase } from './cost/standard-complaint.ts';
import { assignedByItself, smsFails } from './histories/care-stories.ts';
import { neverPaid } from './histories/lead-stories.ts';
import { staleVersion } from './histories/procedure-stories.ts';
import { sampleLead } from './histories/sample-lead.ts';
import { sampleProcedure } from './histories/sample-procedure.ts';
import { sampleRecordChange } from './histories/sample-record-change.ts';
import { sampleSurveyCycle } from './histories/sample-survey-cycle.ts';
import { type Act, breached, type RecordedStory, staleOnce, stories } from './histories/stories.ts';
import { senderFails } from './histories/stories-by-reading.ts';
import { recordTimelines } from './histories/timelines.ts';
import { uneventful } from './histories/uneventful.ts';
import { untilTaken } from './until-taken.ts';

const organisation = 'sandbox';

/** The complaint whose cost is counted. */
const standard = 'complaint-standard';

/** Seconds instead of days, so that every window ends while somebody waits for it. */
const short: Partial<ComplaintPolicy> = {
  windows: { followUp: { elapsed: 'PT2S' }, reopen: { elapsed: 'PT2S' }, completion: { elapsed: 'PT2S' } },
};

/** The input of each kind of case that is told. */
const samples: Record<
  NonNullable<RecordedStory['kind']>,
  (organisation: string, number: string, procedure?: string) => CaseInput
> = {
  recordChange: sampleRecordChange,
  surveyCycle: sampleSurveyCycle,
  lead: sampleLead,
  procedure: sampleProcedure,
};

const folder = new URL('../test/replay/histories/', import.meta.url);
mkdirSync(folder, { recursive: true });
Runtime.install({ logger: new DefaultLogger('ERROR') });
const dataDir = mkdtempSync(join(tmpdir(), 'inaya-histories-'));
const servers = await startServers({ dataDir });
const client = await connectTemporal(servers.temporalAddress, 'default');
const { packs } = loadPacks(policyFolders(undefined));
/** Record changes, and a version, that have been told once that what they were made from has moved. */
const moved = new Set<string>();
/** Through which event the giver of a case's commands has written. */
const writtenThrough = new Map<string, number>();
const activities: CaseActivities = {
  ...uneventful,
  deliverNotices: async ({ number }) =>
    number === smsFails ? [{ to: 'customer', channel: 'sms', sent: false, detail: 'no such number' }] : [],
  async project({ notices = [], projection: { view } }) {
    const [batch] = view.number === senderFails && view.revision === 1 ? notices : [];
    const outcomes = [{ to: 'customer', channel: 'sms', sent: false, detail: 'no such number' }];
    const failed = batch && { key: batch.key, outcomes, gaveUp: null };
    if (failed) await tellFailed(client, { kind: 'complaint', organisation, number: senderFails }, failed);
    return { newer: null };
  },
  isAnybodyThere: async () => false,
  chooseOwner: async ({ number }) => ({ staffId: number === assignedByItself ? sampleAgent.id : null }),
  matchFunding: async ({ lead, upTo }) => ({ received: lead === neverPaid ? '0.00' : upTo, contributions: 1 }),
  async enterRecord({ change }) {
    const customer = 'SB-P-00000-000001';
    if (change !== staleOnce || moved.has(change)) {
      return { outcome: 'entered', count: 1, customers: [{ customer, version: 2 }] };
    }
    moved.add(change);
    return { outcome: 'stale', count: 1, customers: [{ customer, base: 1, now: 2 }] };
  },
  async publishVersion(request) {
    if (request.number !== staleVersion || moved.has(staleVersion)) return uneventful.publishVersion(request);
    moved.add(staleVersion);
    return { outcome: 'refused', problem: 'StaleBase', detail: 'version 4 has come since' };
  },
  async rulesFor({ department, category, traits }) {
    const pack = latest(packs, 'sandbox');
    if (!pack) throw new Error('the sandbox is gone');
    const policy = traits ? pinPolicy(pack, traits) : ticketSliceFor(pack, department, category);
    return { policy, calendar: sampleCase('sandbox', '', {}).calendar };
  },
};
const bundle = await buildWorkflowBundle();
const worker = await createCaseWorker({ address: servers.temporalAddress, namespace: 'default', bundle, activities });
const running = worker.run();
try {
  const missing = Object.entries(stories).filter(([name]) => !isRecorded(name));
  for (const [name, story] of missing) await record(name, story);
  if (!isRecorded(breached)) await recordBreached();
  if (!isRecorded(standard)) await recordStandard();
  await recordTimelines(await buildWorkflowBundle('replay'));
} finally {
  worker.shutdown();
  await running;
  await client.connection.close();
  await servers.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function isRecorded(name: string): boolean {
  return existsSync(new URL(`${name}.json`, folder));
}

async function record(name: string, story: RecordedStory): Promise<void> {
  const { acts, tickets = {}, items = {}, beside = {} } = story;
  for (const number of [...Object.keys(beside), name]) await start(number, story);
  for (const [index, act] of acts.entries()) {
    const address = addressOf(act, name, story.kind);
    if ('until' in act) await until(address, act.until);
    else if ('receipt' in act) await tellUndelivered(client, address, { key: `${name}-sms`, ...act.receipt });
    else if (story.callerWrites) await giveToWrite(act, address, `${name}-${index}`, index);
    else await give(act, address, `${name}-${index}`);
  }
  for (const [ticket, file] of Object.entries(tickets)) await saveEnded(file, 'departmentTicket', ticket);
  for (const [item, file] of Object.entries(items)) await saveEnded(file, 'followedItem', item);
  const own = Object.entries({ ...beside, [name]: name });
  for (const [number, file] of own) await saveEnded(file, story.kind ?? 'complaint', number);
}

async function recordBreached(): Promise<void> {
  await start(breached, {});
  const everyRungFired = ({ clocks }: CaseView) =>
    clocks.every(({ rungs }) => rungs.every(({ firedAt }) => firedAt !== null));
  await until(addressOf({}, breached), everyRungFired);
  await save(breached, client.workflow.getHandle(workflowId('complaint', organisation, breached)));
}

/** What one complaint costs, to the projection of `closed`: the test of its exact counts reads this history. */
async function recordStandard(): Promise<void> {
  const id = workflowId('complaint', 'development-fund', standard);
  const { workflowService } = client;
  const isQuiet = async () => {
    const execution = { workflowId: id };
    const now = await workflowService.describeWorkflowExecution({ namespace: 'default', execution });
    return (now.pendingActivities ?? []).length === 0 && !now.pendingWorkflowTask;
  };
  const isClosed = async () => {
    const address: CaseAddress = { kind: 'complaint', organisation: 'development-fund', number: standard };
    return (await askCase(client, address)).status === 'closed' && (await isQuiet());
  };
  const { stateTransitions } = await runStandardComplaint(client, standard, isClosed);
  console.log(`${standard}: ${stateTransitions} state transitions`);
  await save(standard, client.workflow.getHandle(id));
}

async function start(name: string, story: Omit<RecordedStory, 'acts'>): Promise<void> {
  const { policy, details, continueAfter = usual, receivedDaysAgo = 0, kind, procedure, occurrence = {} } = story;
  if (kind) {
    const input = samples[kind](organisation, name, procedure);
    const at = receivedDaysAgo === 0 ? input.open.at : daysBefore(receivedDaysAgo);
    const begun = { ...input.open, at, details: { ...(input.open.details as object), ...occurrence } };
    await startCase(client, kind, { ...input, open: begun, continueAfter }, { bodyDigest: '', at });
    return;
  }
  const { open, ...rest } = sampleCase(organisation, name, { ...short, ...policy });
  const at = daysBefore(receivedDaysAgo);
  const opening = { ...open, at, details: { ...open.details, ...details } };
  await startCase(client, 'complaint', { ...rest, open: opening, continueAfter }, { bodyDigest: '', at });
}

function daysBefore(days: number): string {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString();
}

function addressOf(
  { ticket, beside, item }: Pick<Act, 'ticket' | 'beside' | 'item'>,
  number: string,
  kind: CaseKind = 'complaint',
): CaseAddress {
  if (item) return { kind: 'followedItem', organisation, number: item };
  if (ticket) return { kind: 'departmentTicket', organisation, number: ticket };
  return { kind, organisation, number: beside ?? number };
}

async function give(act: Extract<Act, { command: string }>, address: CaseAddress, commandId: string): Promise<void> {
  const { command: name, by: actor, daysAgo = 0 } = act;
  const body = typeof act.body === 'function' ? act.body(await askCase(client, address)) : act.body;
  await untilTaken(() => commandCase(client, address, { name, commandId, at: daysBefore(daysAgo), actor, body }));
}

/** Gives a command whose giver writes what it comes to. After every other one the giver dies: nothing is known to be written. */
async function giveToWrite(
  { command: name, by: actor, body }: Extract<Act, { command: string }>,
  address: CaseAddress,
  commandId: string,
  index: number,
): Promise<void> {
  const known = writtenThrough.get(address.number) ?? 0;
  const command = { name, commandId, at: daysBefore(0), actor, body, writtenThrough: known };
  const step = await untilTaken(() => commandToWrite(client, address, command));
  if (!('projection' in step)) throw new Error(`${address.number} writes for itself`);
  if (index % 2 === 1) writtenThrough.set(address.number, step.events.at(-1)?.sequence ?? known);
}

async function until(address: CaseAddress, isSo: (view: CaseView) => boolean): Promise<void> {
  while (!isSo(await askCase(client, address))) await wait(250);
}

async function saveEnded(file: string, kind: CaseKind, number: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId(kind, organisation, number));
  await handle.result();
  await save(file, handle);
}

/** Saves every run of a case, the last one under the plain name and those before it with a number. */
async function save(name: string, last: WorkflowHandle): Promise<void> {
  let handle = last;
  for (let back = 0; ; back += 1) {
    const history = readable(await handle.fetchHistory());
    // Which machine recorded it is nobody's business.
    const text = historyToJSON(history).replaceAll(`${process.pid}@${hostname()}`, 'recording');
    writeFileSync(new URL(`${name}${back === 0 ? '' : `.${back}`}.json`, folder), `${text}\n`);
    console.log(`${name}: ${history.events?.length} events`);
    const before = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!before) return;
    handle = client.workflow.getHandle(last.workflowId, before);
  }
}
