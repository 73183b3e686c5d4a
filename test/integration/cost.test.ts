import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import mongoose, { type Connection } from 'mongoose';
import { project } from '../../activities/case-activities.ts';
import { findCase, timelineOf } from '../../db/cases/cases.ts';
import type { OutboxDocument } from '../../db/cases/notices.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { runComplaintWithTickets } from '../../scripts/cost/complaint-with-tickets.ts';
import { type Cost, runStandardComplaint, sampleCase } from '../../scripts/cost/standard-complaint.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { createCaseWorker } from '../../worker/case-worker.ts';
import type { NoticeBatch } from '../../workflows/messages/notices.ts';
import { recordingActivities } from '../support/workflows/recording-activities.ts';
import { makeNamespace } from '../support/workflows/test-namespace.ts';
import { workflowCode } from '../support/workflows/workflow-code.ts';

/** Of a complaint whose commands come from a caller that does not write. */
const most: Cost = { historyEvents: 86, stateTransitions: 40, workflowTasks: 15 };

let client: Client;
let connection: Connection;
let database: Database;
let stopWorker: () => Promise<void>;
/** Every write that MongoDB was sent, as the driver tells it. */
const writes: string[] = [];
let projections = 0;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { TEMPORAL_ADDRESS: address = '', MONGODB_URI = '' } = process.env;
  const namespace = `test-${randomUUID()}`;
  await makeNamespace(address, namespace);
  client = await connectTemporal(address, namespace);
  const uri = MONGODB_URI.replace(/\/[^/?]*(\?.*)?$/, `/${namespace}$1`);
  connection = await mongoose.createConnection(uri, { monitorCommands: true, autoIndex: false }).asPromise();
  connection.getClient().on('commandStarted', ({ commandName }) => {
    if (['insert', 'update', 'delete', 'findAndModify', 'bulkWrite'].includes(commandName)) writes.push(commandName);
  });
  database = databaseOn(connection);
  const worker = await createCaseWorker({
    address,
    namespace,
    bundle: await workflowCode(),
    activities: {
      ...recordingActivities().activities,
      async project(request) {
        projections += 1;
        return project({ database, secret: 'of the tests' }, request);
      },
    },
  });
  const running = worker.run();
  stopWorker = async () => {
    worker.shutdown();
    await running;
  };
});
afterAll(async () => {
  await stopWorker();
  await client.connection.close();
  await connection.close();
});

const isClosed = (number: string) => async () =>
  (await findCase(database, 'development-fund', number))?.view.status === 'closed';

test('a standard complaint costs what the design allows, and two writes for each revision that is written', async () => {
  const cost = await runStandardComplaint(client, 'standard', isClosed('standard'));
  expect(Object.entries(cost).filter(([name, amount]) => amount > most[name as keyof Cost])).toEqual([]);
  // What was counted was the whole of it: seven messages, each with its task.
  expect(cost.workflowTasks).toBeGreaterThanOrEqual(7);
  const revision = (await findCase(database, 'development-fund', 'standard'))?.revision ?? 0;
  expect(revision).toBe(7);
  expect(writes).toHaveLength(2 * projections);
  expect(projections).toBeLessThanOrEqual(revision);
});

test('a complaint with two department tickets stays below 250 events of its own', async () => {
  const cost = await runComplaintWithTickets(client, 'tickets', isClosed('tickets'));
  expect(cost.historyEvents).toBeLessThanOrEqual(250);
  // What was counted is the whole of it: four steps of each of the two tickets reached it, each ticket's in their order.
  const found = await findCase(database, 'development-fund', 'tickets');
  const steps = found && (await timelineOf(database, found)).filter(({ type }) => type.startsWith('ticket'));
  const ofTicket = (steps ?? []).map(({ type, data }) => ({ type, ticket: (data as { ticket: string }).ticket }));
  const tickets = [...new Set(ofTicket.map(({ ticket }) => ticket))];
  const each = ['ticketOpened', 'ticketAssigned', 'ticketNoted', 'ticketResolved', 'ticketAccepted'];
  const stepsOf = (one: string) => ofTicket.filter(({ ticket }) => ticket === one).map(({ type }) => type);
  expect(tickets.map(stepsOf)).toEqual([each, each]);
});

test('notices that the case need not hear of cost it no event and no activity of their own', async () => {
  const { policy } = sampleCase('development-fund', 'any').open;
  const templates = ['received', 'accepted', 'interimAnswered', 'answered', 'closed'];
  const notices = templates.map((on) => ({
    source: 'ours' as const,
    on,
    to: 'customer' as const,
    channels: ['sms' as const, 'email' as const],
    template: on,
    urgent: false,
  }));
  expect(policy.notices).toEqual([]);
  const cost = await runStandardComplaint(client, 'told', isClosed('told'), { notices });
  expect(Object.entries(cost).filter(([name, amount]) => amount > most[name as keyof Cost])).toEqual([]);
  const events = (await client.workflow.getHandle('complaint:development-fund:told').fetchHistory()).events ?? [];
  const asked = events.flatMap(
    ({ activityTaskScheduledEventAttributes: activity }) => activity?.activityType?.name ?? [],
  );
  expect(new Set(asked)).toEqual(new Set(['project']));
  // They wait for a sender, each of the five with who is told what.
  const rows = await database.outbox.find({ number: 'told' }).sort({ _id: 1 }).lean<OutboxDocument[]>();
  expect(rows.map(({ batch }) => (batch as NoticeBatch).status)).toEqual([
    'received',
    'open',
    'open',
    'answered',
    'closed',
  ]);
});
