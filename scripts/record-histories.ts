/**
 * `npm run histories`: runs one complaint for each outcome that has no history yet, on servers of its own, and saves the
 * engine's histories under `test/replay/histories/`. One that is there is never recorded again: the tests replay it against
 * later code, so that a change which running cases would not survive is found before it is deployed.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { ComplaintPolicy } from '../domain/complaint/policy.ts';
import type { CaseView } from '../domain/view.ts';
import { startServers } from '../local/servers.ts';
import { latest, loadPacks } from '../packs/load.ts';
import { policyFolders } from '../packs/policy-folders.ts';
import { ticketSliceFor } from '../packs/slice.ts';
import { askCase, type CaseAddress, commandCase, startCase } from '../temporal/cases.ts';
import { connectTemporal } from '../temporal/client.ts';
import { createCaseWorker } from '../worker/case-worker.ts';
import { buildWorkflowBundle } from '../worker/workflow-bundle.ts';
import { type CaseActivities, workflowId } from '../workflows/messages.ts';
import { sampleCase } from './cost/standard-complaint.ts';
import { type Act, breached, type RecordedStory, stories } from './histories/stories.ts';
import { untilTaken } from './until-taken.ts';

const organisation = 'sandbox';

/** Seconds instead of days, so that every window ends while somebody waits for it. */
const short: Partial<ComplaintPolicy> = {
  windows: { followUp: { elapsed: 'PT2S' }, reopen: { elapsed: 'PT2S' }, completion: { elapsed: 'PT2S' } },
};

const folder = new URL('../test/replay/histories/', import.meta.url);
mkdirSync(folder, { recursive: true });
Runtime.install({ logger: new DefaultLogger('ERROR') });
const dataDir = mkdtempSync(join(tmpdir(), 'inaya-histories-'));
const servers = await startServers({ dataDir });
const client = await connectTemporal(servers.temporalAddress, 'default');
const { packs } = loadPacks(policyFolders(undefined));
const activities: CaseActivities = {
  project: async () => ({ newer: null }),
  deliverNotices: async () => [],
  chooseOwner: async () => ({ staffId: null }),
  async rulesFor({ department, category }) {
    const pack = latest(packs, 'sandbox');
    if (!pack) throw new Error('the sandbox is gone');
    return { policy: ticketSliceFor(pack, department, category), calendar: sampleCase('sandbox', '', {}).calendar };
  },
};
const bundle = await buildWorkflowBundle();
const worker = await createCaseWorker({ address: servers.temporalAddress, namespace: 'default', bundle, activities });
const running = worker.run();
try {
  const missing = Object.entries(stories).filter(([name]) => !isRecorded(name));
  for (const [name, story] of missing) await record(name, story);
  if (!isRecorded(breached)) await recordBreached();
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

async function record(name: string, { acts, continueAfter = 1000, tickets = {} }: RecordedStory): Promise<void> {
  await start(name, continueAfter);
  for (const [index, act] of acts.entries()) {
    if ('until' in act) await until(name, act.until);
    else await give(act, name, `${name}-${index}`);
  }
  for (const [ticket, file] of Object.entries(tickets)) {
    const handle = client.workflow.getHandle(workflowId('departmentTicket', organisation, ticket));
    await handle.result();
    await save(file, handle);
  }
  const handle = client.workflow.getHandle(workflowId('complaint', organisation, name));
  await handle.result();
  await save(name, handle);
}

async function recordBreached(): Promise<void> {
  await start(breached, 1000);
  await until(breached, ({ clocks }) => clocks.every(({ rungs }) => rungs.every(({ firedAt }) => firedAt !== null)));
  await save(breached, client.workflow.getHandle(workflowId('complaint', organisation, breached)));
}

async function start(name: string, continueAfter: number): Promise<void> {
  const input = { ...sampleCase(organisation, name, short), continueAfter };
  await startCase(client, 'complaint', input, { bodyDigest: '', at: input.open.at });
}

async function give(act: Extract<Act, { command: string }>, number: string, commandId: string): Promise<void> {
  const address: CaseAddress = act.ticket
    ? { kind: 'departmentTicket', organisation, number: act.ticket }
    : { kind: 'complaint', organisation, number };
  const { command: name, by: actor } = act;
  const body = typeof act.body === 'function' ? act.body(await askCase(client, address)) : act.body;
  await untilTaken(() => commandCase(client, address, { name, commandId, at: new Date().toISOString(), actor, body }));
}

async function until(number: string, isSo: (view: CaseView) => boolean): Promise<void> {
  while (!isSo(await askCase(client, { kind: 'complaint', organisation, number }))) await wait(250);
}

/** Saves every run of a case, the last one under the plain name and those before it with a number. */
async function save(name: string, last: WorkflowHandle): Promise<void> {
  let handle = last;
  for (let back = 0; ; back += 1) {
    const history = await handle.fetchHistory();
    writeFileSync(new URL(`${name}${back === 0 ? '' : `.${back}`}.json`, folder), `${historyToJSON(history)}\n`);
    console.log(`${name}: ${history.events?.length} events`);
    const before = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!before) return;
    handle = client.workflow.getHandle(last.workflowId, before);
  }
}
