import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { caseActivities } from '../../activities/case-activities.ts';
import { pinnedPacks } from '../../activities/cases/pinned-packs.ts';
import { publishingActivities } from '../../activities/cases/publish-version.ts';
import { createApp } from '../../api/app.ts';
import { openingExamples } from '../../api/complaints/opening-examples.ts';
import { testStringScanner } from '../../application/attachments/malware-scanner.ts';
import { RecentViews } from '../../application/cases/reading/find-case.ts';
import { publishPolicies } from '../../application/organisation/publish-policies.ts';
import { issueToken } from '../../application/sessions/sessions.ts';
import { AccessLog } from '../../db/cases/accesses.ts';
import type { OutboxDocument } from '../../db/cases/notices.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import { measuredAgent } from '../../scripts/measuring/measured-agent.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { createCaseWorker } from '../../worker/case-worker.ts';
import { ApiClient, eventually } from '../support/api/api-client.ts';
import { sentMessages } from '../support/api/sent-messages.ts';
import { masterKeys } from '../support/samples/master-keys.ts';
import { ownPolicies } from '../support/samples/own-policies.ts';
import { makeNamespace } from '../support/workflows/test-namespace.ts';
import { workflowCode } from '../support/workflows/workflow-code.ts';

const { organisation } = measuredAgent;
const secret = 'a secret of this test, long enough';

/** Commands that MongoDB was sent, by whose connection they came. */
const asked = { api: 0, worker: 0 };
const ends: (() => unknown)[] = [];
let client: Client;
let database: Database;
let agent: ApiClient;

async function counted(who: keyof typeof asked, name: string): Promise<Database> {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/${name}$1`);
  const connection = await mongoose.createConnection(uri, { monitorCommands: true, autoIndex: false }).asPromise();
  const others = ['hello', 'ismaster', 'ping', 'endSessions'];
  connection.getClient().on('commandStarted', ({ commandName }) => {
    if (!others.includes(commandName.toLowerCase())) asked[who] += 1;
  });
  ends.push(() => connection.close());
  return databaseOn(connection, masterKeys);
}

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { TEMPORAL_ADDRESS: address = '' } = process.env;
  const namespace = `test-${randomUUID()}`;
  await makeNamespace(address, namespace);
  client = await connectTemporal(address, namespace);
  database = await counted('api', namespace);
  const ofWorker = await counted('worker', namespace);
  const packs = await publishPolicies(database, ownPolicies());
  await database.staff.collection.insertOne(measuredAgent as never);
  const links = { secret, publicUrl: 'https://care.example.org' };
  const delivery = { database: ofWorker, ports: sentMessages().outbox, packOf: pinnedPacks(ofWorker), links };
  const opening = { database: ofWorker, temporal: client, ...links, logger: pino({ level: 'error' }) };
  const activities = { ...caseActivities(delivery), ...publishingActivities(opening) };
  const worker = await createCaseWorker({ address, namespace, bundle: await workflowCode(), activities });
  const running = worker.run();
  const app = createApp({
    ...{ database, temporal: client, packs, ...links, logger: pino({ level: 'error' }), docs: false },
    ...{ accessLog: new AccessLog(database), answered: new RecentViews(), scanner: testStringScanner },
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { token } = await issueToken({ secret }, measuredAgent._id);
  agent = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, token);
  ends.unshift(
    () => server.close(),
    () => worker.shutdown(),
    () => running,
    () => client.connection.close(),
  );
});
afterAll(async () => {
  for (const end of ends) await end();
});

const said = { channel: 'phone', at: new Date().toISOString(), text: 'اتصل العميل وقال إن المشكلة حُلّت (مثال).' };

/** A complaint of the development fund from opening to closed, as the documents' bodies have it. */
const commands: [name: string, body: object][] = [
  ['accept', {}],
  ['assign', { to: measuredAgent._id }],
  ['log-contact', { channel: 'phone', reached: true, text: 'مكالمة مع العميل (مثال).' }],
  ['interim', { text: 'ما زلنا نعمل على طلبكم (مثال).', steps: ['نراجع القرار (مثال)'], expectedBy: 'PT8H' }],
  ['answer', { text: 'عولجت المشكلة (مثال).', solved: true }],
  ['confirm', { helped: true, said }],
];

/** The most commands that MongoDB may be sent for a request, by the API. What keeps or reads words asks for their key. */
const atMost: Record<string, number> = {
  ...{ open: 13, accept: 10, assign: 12, 'log-contact': 11, interim: 12, answer: 14, confirm: 15 },
  ...{ read: 3, work: 4 },
};

test('a life through the API costs the engine and the database what is stated, notices and all', async () => {
  const address = `/v1/organisations/${organisation}/complaints`;
  const cost: Record<string, number> = {};
  const began = performance.now();
  const during = async <Answer>(name: string, act: () => Promise<Answer>): Promise<Answer> => {
    asked.api = 0;
    const answer = await act();
    // What an answer does not wait for is counted with it: a look is noted beside it.
    await wait(350);
    cost[name] = asked.api;
    return answer;
  };
  // The first of all reads what is read once only.
  await agent.post(address, openingExamples[organisation]?.value ?? {});
  const opened = await during('open', () => agent.post(address, openingExamples[organisation]?.value ?? {}));
  expect(opened.status).toBe(201);
  const { number } = opened.view;
  for (const [name, body] of commands) {
    const { status, view } = await during(name, () => agent.post(`${address}/${number}/${name}`, body));
    expect([name, status, view.projected]).toEqual([name, 200, true]);
  }
  await during('read', () => agent.get(`${address}/${number}`));
  await during('work', () => agent.get(`/v1/organisations/${organisation}/work`));
  const over = Object.entries(cost).map(([name, sent]) => [name, sent - (atMost[name] ?? 0)] as const);
  const tooMany = over.filter(([, more]) => more > 0);
  // The calendar in force is kept for two seconds. Which request reads it anew depends on how fast the machine is.
  const readAnew = Math.ceil((performance.now() - began) / 2000);
  const sum = tooMany.reduce((all, [, more]) => all + more, 0);
  expect({ tooMany, isAllowed: sum <= readAnew }).toEqual({ tooMany, isAllowed: true });

  const handle = client.workflow.getHandle(`complaint:${organisation}:${number}`);
  const historyOf = async () => (await handle.fetchHistory()).events ?? [];
  const activitiesIn = (all: Awaited<ReturnType<typeof historyOf>>) =>
    all.flatMap(({ activityTaskScheduledEventAttributes: one }) => one?.activityType?.name ?? []);
  // What is known once a message has gone out comes after the last answer.
  const events = await eventually(historyOf, (all) => activitiesIn(all).length >= 2);
  const activities = activitiesIn(events);
  // Only what no caller waits for, and what is said in the customer's name, which the case must hear of (F-10).
  expect(activities.sort()).toEqual(['deliverNotices', 'project']);
  const { raw, historySize = 0 } = await handle.describe();
  expect(events.length).toBeLessThanOrEqual(60);
  expect(Number(raw.workflowExecutionInfo?.stateTransitionCount)).toBeLessThanOrEqual(20);
  // Instants and ladders are longer at some hours than at others.
  expect(historySize).toBeLessThanOrEqual(32_000);
  // Nobody sends here. Each step that tells the customer something has put it into the outbox; staff are told in opening hours.
  const waiting = await database.outbox.find({ number }).sort({ _id: 1 }).lean<OutboxDocument[]>();
  expect(waiting.map(({ _id }) => _id.split(':').at(-2))).toEqual(expect.arrayContaining(['1', '2', '5', '6']));
});
