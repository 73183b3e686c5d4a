/** The standard complaint of design §2, rule 15: what one case costs the engine and the database. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { CalendarSnapshot } from '../../domain/case/case.ts';
import { type Actor, customerActor } from '../../domain/case/command.ts';
import { isSpoken } from '../../domain/complaint/aspects/statements.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { ComplaintDetails } from '../../domain/complaint/state.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { snapshotOf } from '../../packs/load/calendar-snapshot.ts';
import { latest, latestCalendar, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import { commandCase, startCase } from '../../temporal/cases.ts';
import { type CaseInput, continueAfter } from '../../workflows/messages/case.ts';

export interface Cost {
  historyEvents: number;
  stateTransitions: number;
  workflowTasks: number;
}

export const sampleAgent: Actor = {
  id: 'sample.agent.1',
  roles: ['agent'],
  groups: ['customer-care', 'care'],
  departments: ['customer-care', 'care'],
};

/** A reference to words that no vault has. */
export const words = { id: 'sample-words', digest: '0'.repeat(64) };

/** Open, accept, assign, answer, confirm and two more commands, each Update at least 300 ms after the one before. */
const commands: [name: string, body: object][] = [
  ['accept', {}],
  ['assign', { to: sampleAgent.id }],
  ['log-contact', { channel: 'phone', reached: true, words }],
  ['interim', { words, expectedBy: null }],
  ['answer', { words, solved: true }],
  ['confirm', { helped: true, words: null }],
];

const policies = loadPacks(policyFolders(undefined));

/** The input of a complaint under a pack of the product; without notices unless they are asked for. */
export function sampleCase(
  organisation: string,
  number: string,
  change: Partial<ComplaintPolicy> = {},
): CaseInput<ComplaintDetails> {
  const { packs, calendars } = policies;
  const pack = latest(packs, organisation);
  const file = pack && latestCalendar(calendars, pack.calendar);
  if (!pack || !file) throw new Error(`there is no pack ${organisation} with its calendar`);
  const calendar: CalendarSnapshot = snapshotOf(file);
  const { name, version, hash } = calendar;
  const policy = { ...pinPolicy(pack, { category: 'complaint', channel: 'phone' }), notices: [], ...change };
  const details: ComplaintDetails = {
    category: 'complaint',
    priority: 'normal',
    channel: 'phone',
    customerClass: null,
    language: 'ar',
    about: [],
    trackingNumber: null,
    words,
  };
  const at = new Date().toISOString();
  const open = {
    organisation,
    number,
    commandId: 'open',
    at,
    actor: sampleAgent,
    policy,
    calendar: { name, version, hash },
    details,
  };
  return { open, calendar, continueAfter };
}

/** Runs one standard complaint to `closed` and its projection, and counts. Needs a running worker. */
export async function runStandardComplaint(
  client: Client,
  number: string,
  closedIsProjected: () => Promise<boolean>,
  change: Partial<ComplaintPolicy> = {},
): Promise<Cost> {
  const input = sampleCase('development-fund', number, change);
  const { organisation } = input.open;
  await startCase(client, 'complaint', input, { bodyDigest: '', at: input.open.at });
  for (const [name, body] of commands) {
    await wait(350);
    const command = { name, commandId: name, at: new Date().toISOString(), actor: giverOf(name), body };
    await commandCase(client, { kind: 'complaint', organisation, number }, command);
  }
  while (!(await closedIsProjected())) await wait(50);
  return costOf(client, `complaint:${organisation}:${number}`);
}

/** The customer gives what only a customer wants. */
export function giverOf(command: string): Actor {
  return isSpoken(command) ? customerActor : sampleAgent;
}

/** What a case has cost the engine so far. */
export async function costOf(client: Client, id: string): Promise<Cost> {
  const handle = client.workflow.getHandle(id);
  const { raw } = await handle.describe();
  const events = (await handle.fetchHistory()).events ?? [];
  return {
    historyEvents: events.length,
    stateTransitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
    workflowTasks: events.filter((event) => event.workflowTaskCompletedEventAttributes).length,
  };
}
