import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { WorkflowNotFoundError } from '@temporalio/client';
import { type MessagePorts, Undeliverable } from '../../activities/notices/message.ts';
import { NoticeSender } from '../../activities/notices/notice-sender.ts';
import { writeStep } from '../../db/cases/cases.ts';
import { noticesOfCase, type OutboxDocument, putInOutbox } from '../../db/cases/notices.ts';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import type { FailedNotices, NoticeBatch } from '../../workflows/messages/notices.ts';
import { eventually } from '../support/api/api-client.ts';
import { type Sent, sentMessages } from '../support/api/sent-messages.ts';
import { masterKeys } from '../support/samples/master-keys.ts';
import { links, packOf, receivedNotices } from '../support/samples/sample-notices.ts';

const organisation = 'development-fund';
let database: Database;
beforeAll(async () => {
  const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/?]*(\?.*)?$/, `/test-${randomUUID()}$1`);
  database = databaseOn(await connectMongoDB(uri), masterKeys);
});
afterAll(() => database.connection.close());

let sent: Sent[];
let outbox: MessagePorts;
let row: OutboxDocument;
let told: FailedNotices[];
let hasEnded: boolean;
beforeEach(async () => {
  ({ sent, outbox } = sentMessages());
  told = [];
  hasEnded = false;
  await database.outbox.deleteMany({});
  const received = await receivedNotices(database);
  const notices = received.notices.map((notice) => ({ ...notice, channels: ['sms' as const] }));
  const batch = { ...received, notices };
  row = {
    _id: batch.key,
    organisation,
    number: batch.number,
    batch,
    dueAt: new Date().toISOString(),
    attempts: 0,
    failed: null,
  };
});

/** The engine as far as a sender needs it: it takes the message to the case, or says that the case has ended. */
const engine = {
  withDeadline: (_: number, call: () => Promise<unknown>) => call(),
  workflow: {
    getHandle: (id: string) => ({
      async signal(_name: string, failed: FailedNotices) {
        if (hasEnded) throw new WorkflowNotFoundError('it has ended', id, undefined);
        told.push(failed);
      },
    }),
  },
} as never;

const senderOver = (ports: MessagePorts, attempts?: number) =>
  new NoticeSender({ database, ports, packOf, links }, engine, { warn: () => undefined } as never, attempts);

/** Lets a sender look until it shows what is waited for. */
const looksUntil = <T>(sender: NoticeSender, ask: () => Promise<T> | T, isThere: (found: T) => boolean) =>
  eventually(() => sender.look().then(ask), isThere);

const stored = () => database.outbox.findById(row._id).lean<OutboxDocument>();
const failing: MessagePorts = {
  sms: () => Promise.reject(new Error('the gateway is away')),
  email: () => Promise.reject(new Error('the gateway is away')),
};
const hopeless: MessagePorts = {
  sms: () => Promise.reject(new Undeliverable('no such number')),
  email: () => Promise.reject(new Undeliverable('no such mailbox')),
};

test('what a caller has put into the outbox is sent once, under its key, and forgotten', async () => {
  await putInOutbox(database, [row]);
  await putInOutbox(database, [row]);
  const senders = [senderOver(outbox), senderOver(outbox)];
  for (const sender of senders) await looksUntil(sender, stored, (found) => found === null || found.dueAt > row.dueAt);
  await Promise.all(senders.map((sender) => sender.stop()));
  expect(sent.map(({ key }) => key)).toEqual([`${row._id}:0:customer:sms`]);
  expect(await stored()).toBeNull();
  expect(told).toEqual([]);
});

test('a gateway that is away is tried again later, and its case hears of it after the last attempt, once', async () => {
  await putInOutbox(database, [row]);
  const sender = senderOver(failing, 2);
  const waiting = await looksUntil(sender, stored, (found) => found?.attempts === 1);
  expect(Date.parse(waiting?.dueAt ?? '')).toBeGreaterThan(Date.now());
  expect(told).toEqual([]);
  await database.outbox.collection.updateOne({ _id: row._id as never }, { $set: { dueAt: row.dueAt } });
  await looksUntil(sender, stored, (found) => found === null);
  expect(told).toMatchObject([{ key: row._id, gaveUp: null, outcomes: [{ channel: 'sms' }, { channel: 'email' }] }]);
  await sender.stop();
});

test('what failed of a case that has ended stands among its notices, as failed', async () => {
  hasEnded = true;
  await putInOutbox(database, [row]);
  const sender = senderOver(hopeless);
  await looksUntil(sender, stored, (found) => found === null);
  await sender.stop();
  const receipt = { status: 'failed', reason: 'no such number' };
  expect(await noticesOfCase(database, organisation, row.number)).toMatchObject([
    { to: 'customer', channel: 'sms', template: 'received', receipt },
    { channel: 'email', receipt: { status: 'failed', reason: 'no such mailbox' } },
  ]);
});

test('what a process had taken when it died is sent by another one, once its time with it is over', async () => {
  await putInOutbox(database, [{ ...row, dueAt: new Date(Date.now() + 60_000).toISOString() }]);
  const sender = senderOver(outbox);
  await sender.look();
  expect([sent, await stored()]).toMatchObject([[], { attempts: 0 }]);
  await database.outbox.collection.updateOne({ _id: row._id as never }, { $set: { dueAt: row.dueAt } });
  await looksUntil(sender, stored, (found) => found === null);
  expect(sent).toHaveLength(1);
  await sender.stop();
});

test('a sender that ends leaves to others at once what it has taken and not begun with', async () => {
  let isLetThrough = false;
  const slow: MessagePorts = {
    ...outbox,
    sms: () =>
      eventually(
        () => isLetThrough,
        (isOpen) => isOpen,
      ).then(() => undefined),
  };
  const others = Array.from({ length: 20 }, (_, index) => ({ ...row, _id: `${row._id}:${index}` }));
  for (const one of others) one.batch = { ...one.batch, key: one._id };
  await putInOutbox(database, others);
  const sender = senderOver(slow);
  const leased = { ...others[0], dueAt: new Date(Date.now() + 60_000).toISOString() };
  sender.hand(others.map((one) => ({ ...one, dueAt: leased.dueAt })));
  const ending = sender.stop();
  isLetThrough = true;
  await ending;
  const left = await database.outbox.find({ number: row.number }).lean<OutboxDocument[]>();
  expect(left).toHaveLength(4);
  expect(left.every(({ dueAt }) => Date.parse(dueAt) <= Date.now())).toBe(true);
});

test('a batch of which every attempt fails as a whole is given up, and its case hears why', async () => {
  await putInOutbox(database, [row]);
  const sender = new NoticeSender(
    { database, ports: outbox, packOf: () => Promise.reject(new Error('no such policy')), links },
    engine,
    { warn: () => undefined } as never,
    1,
  );
  await looksUntil(sender, stored, (found) => found === null);
  const signature = expect.objectContaining({ key: 'root/worker' });
  expect(told).toEqual([{ key: row._id, outcomes: [], gaveUp: 'no such policy', signature }]);
  await sender.stop();
});

test('a batch that another writer has put into the outbox is not this writer’s to send', async () => {
  const view = { organisation: 'sandbox', number: 'SB-C-00000-000000' };
  const step = { projection: { view } as never, events: [], notices: [row.batch as NoticeBatch] };
  const writing = { database, secret: links.secret };
  const leased = new Date(Date.now() + 60_000).toISOString();
  expect(await writeStep(writing, step, row.dueAt)).toMatchObject([{ _id: row._id }]);
  expect(await writeStep(writing, step, leased)).toEqual([]);
  expect(await stored()).toMatchObject({ dueAt: row.dueAt });
});
