/** What a complaint with two tickets to other departments costs its own workflow: their steps reach it as messages. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { type Actor, customerActor } from '../../domain/case/command.ts';
import { type CaseAddress, commandCase, startCase } from '../../temporal/cases.ts';
import { untilTaken } from '../until-taken.ts';
import { type Cost, costOf, sampleAgent, sampleCase, words } from './standard-complaint.ts';

const lead: Actor = { id: 'sample.supervisor.1', roles: ['supervisor'], groups: [], departments: [] };

/** What happens to a ticket in the department, and what the side of the complaint makes of it. */
const stepsOfTicket: [name: string, actor: Actor, body: object][] = [
  ['assign', lead, { to: lead.id }],
  ['note', lead, { words }],
  ['resolve', lead, { outcome: 'done', words }],
  ['accept', sampleAgent, {}],
];

/**
 * Runs one complaint with two tickets, each assigned, noted, resolved and accepted, to `closed` and its projection, and
 * counts its own workflow. Needs a running worker.
 */
export async function runComplaintWithTickets(
  client: Client,
  number: string,
  closedIsProjected: () => Promise<boolean>,
): Promise<Cost> {
  const input = sampleCase('development-fund', number);
  const { organisation } = input.open;
  const complaint: CaseAddress = { kind: 'complaint', organisation, number };
  await startCase(client, 'complaint', input, { bodyDigest: '', at: input.open.at });
  const give = async (address: CaseAddress, name: string, actor: Actor, body: object) => {
    await wait(350);
    await untilTaken(() =>
      commandCase(client, address, {
        name,
        commandId: `${address.number}-${name}`,
        at: new Date().toISOString(),
        actor,
        body,
      }),
    );
  };
  await give(complaint, 'accept', sampleAgent, {});
  for (const department of ['crm-systems', 'programmes']) {
    const ticket = `${number}-${department}`;
    await commandCase(client, complaint, {
      name: 'open-department-ticket',
      commandId: ticket,
      at: new Date().toISOString(),
      actor: sampleAgent,
      body: { ticket, department, words },
    });
    for (const [name, actor, body] of stepsOfTicket) {
      await give({ kind: 'departmentTicket', organisation, number: ticket }, name, actor, body);
    }
  }
  await give(complaint, 'answer', sampleAgent, { words, solved: true });
  await give(complaint, 'confirm', customerActor, { helped: true, words: null });
  while (!(await closedIsProjected())) await wait(50);
  return costOf(client, `complaint:${organisation}:${number}`);
}
