/**
 * `npm run histories`: runs one complaint for each outcome on servers of its own and saves the engine's histories under
 * `test/replay/histories/`. Recorded once per release and never again for the same one: the tests replay them against
 * later code, so that a change which running cases would not survive is found before it is deployed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { Command } from '../domain/command.ts';
import type { ComplaintPolicy } from '../domain/complaint/policy.ts';
import { startServers } from '../local/servers.ts';
import { latest, loadPacks } from '../packs/load.ts';
import { policyFolders } from '../packs/policy-folders.ts';
import { ticketSliceFor } from '../packs/slice.ts';
import { commandCase, startCase } from '../temporal/cases.ts';
import { connectTemporal } from '../temporal/client.ts';
import { createCaseWorker } from '../worker/case-worker.ts';
import { buildWorkflowBundle } from '../worker/workflow-bundle.ts';
import type { CaseActivities } from '../workflows/messages.ts';
import { sampleCase } from './cost/standard-complaint.ts';

type Script = [command: string, body: object][];

const words = { id: 'recorded-words', digest: '0'.repeat(64) };
const answer: Script[number] = ['answer', { words, solved: true }];

/** Seconds instead of days, so that every window ends while somebody waits for it. */
const short: Partial<ComplaintPolicy> = {
  windows: { followUp: { elapsed: 'PT2S' }, reopen: { elapsed: 'PT2S' }, completion: { elapsed: 'PT2S' } },
};

const stories: Record<string, { script: Script; continueAfter?: number }> = {
  'complaint-helped': { script: [['accept', {}], answer, ['confirm', { helped: true, words: null }]] },
  'complaint-silence': { script: [['accept', {}], answer] },
  'complaint-second-round': {
    script: [
      ['accept', {}],
      answer,
      ['confirm', { helped: false, words }],
      answer,
      ['confirm', { helped: true, words }],
    ],
  },
  'complaint-not-completed': { script: [['return-for-completion', { missing: ['details'], words }]] },
  'complaint-withdrawn': {
    script: [
      ['accept', {}],
      ['pause', { reasonCode: 'waiting-for-customer' }],
      ['withdraw', { words: null }],
    ],
  },
  'complaint-continued': {
    script: [
      ['accept', {}],
      ...Array.from({ length: 14 }, (): Script[number] => ['interim', { words, expectedBy: null }]),
      answer,
    ],
    continueAfter: 110,
  },
};

/** A case that nobody answers breaches, climbs its ladder and waits: its history is of a case that still runs. */
const breached = 'complaint-breached';

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
  for (const [name, { script, continueAfter }] of Object.entries(stories)) await record(name, script, continueAfter);
  await record(breached, []);
} finally {
  worker.shutdown();
  await running;
  await client.connection.close();
  await servers.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function record(name: string, script: Script, continueAfter = 1000): Promise<void> {
  const input = { ...sampleCase('sandbox', name, short), continueAfter };
  await startCase(client, 'complaint', input, { bodyDigest: '', at: input.open.at });
  for (const [index, [command, body]] of script.entries()) {
    const given: Command = {
      name: command,
      commandId: `${name}-${index}`,
      at: new Date().toISOString(),
      actor: input.open.actor,
      body,
    };
    await commandCase(client, { kind: 'complaint', organisation: 'sandbox', number: name }, given);
  }
  const handle = client.workflow.getHandle(`complaint:sandbox:${name}`);
  if (script.length > 0) await handle.result();
  else await wait(30_000);
  await save(name, handle);
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
