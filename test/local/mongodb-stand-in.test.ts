import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { firstWay } from '../../local/fallbacks.ts';
import type { MongoProgram } from '../../local/mongodb/mongodb-real.ts';
import { type StartedMongo, serveMongo } from '../../local/mongodb/mongodb-server.ts';
import { standInWay } from '../../local/mongodb/mongodb-stand-in.ts';
import { stopProcess } from '../../local/processes/server-process.ts';

// Also if a real mongod is there: a machine that has none depends on these three.
const folder = mkdtempSync(join(tmpdir(), 'inaya-stand-in-'));
let program: MongoProgram;
let server: StartedMongo;
let connection: mongoose.Connection;

beforeAll(async () => {
  program = await firstWay('the stand-in', [standInWay(join(folder, 'data.mv'))]);
  await open();
});

afterEach(async () => {
  await connection.dropDatabase();
});

afterAll(async () => {
  await close('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

interface Counter {
  _id: string;
  n: number;
  list: number[];
}

test('the driver connects and writes by majority with journal', async () => {
  const things = connection.collection<{ _id: string; v: number }>('things');
  await things.insertOne({ _id: 'a', v: 1 }, { writeConcern: { w: 'majority', journal: true } });
  expect(await things.findOne({ _id: 'a' }, { readConcern: { level: 'majority' } })).toEqual({ _id: 'a', v: 1 });
});

test('500 replies to commands at the same time show 500 different states, none changed afterwards', async () => {
  const counters = connection.collection<Counter>('counters');
  await counters.insertOne({ _id: 'a', n: 0, list: [] });
  const change = { $inc: { n: 1 }, $push: { list: 1 } };
  const replies = await Promise.all(
    Array.from({ length: 500 }, () => counters.findOneAndUpdate({ _id: 'a' }, change, { returnDocument: 'after' })),
  );
  expect(new Set(replies.map((reply) => reply?.n)).size).toBe(500);
  expect(replies.filter((reply) => reply?.list.length !== reply?.n)).toEqual([]);
});

test('it says that it lives while a command takes long, so that no driver gives it up', async () => {
  const things = connection.collection<{ _id: string; text: string }>('things');
  await things.insertOne({ _id: 'a', text: 'x'.repeat(380) });
  let isFound = false;
  // A pattern that takes a regular expression seconds to fail on.
  const found = things.find({ text: /^x*x*x*x*y$/ }).toArray();
  const settled = found.finally(() => {
    isFound = true;
  });
  for (const greeting of [{ ping: 1 }, { isMaster: 1 }]) {
    expect(await connection.db?.command(greeting)).toMatchObject({ ok: 1 });
    expect(isFound).toBe(false);
  }
  expect(await settled).toEqual([]);
});

test('a write that was acknowledged survives kill -9', async () => {
  for (const round of [1, 2, 3]) {
    const acknowledged = await writeUntilKilled(round);
    await open();
    const rows = await connection.collection<{ _id: string }>('rows').find({}).toArray();
    const there = new Set(rows.map((row) => row._id));
    expect(acknowledged.length).toBeGreaterThanOrEqual(500);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  }
});

async function writeUntilKilled(round: number): Promise<string[]> {
  const acknowledged: string[] = [];
  const rows = connection.collection<{ _id: string }>('rows');
  let killed = false;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let i = 0; !killed; i++) {
      const _id = `${round}-${writer}-${i}`;
      await rows.insertOne({ _id });
      acknowledged.push(_id);
    }
  });
  const settled = Promise.allSettled(writers);
  while (acknowledged.length < 500) await sleep(10);
  await close('SIGKILL');
  killed = true;
  await settled;
  return acknowledged;
}

async function open(): Promise<void> {
  server = await serveMongo(program, join(folder, 'log'));
  // Without retries a write that fell together with the kill fails instead of waiting for the next server.
  connection = mongoose.createConnection(server.address, { retryWrites: false });
  await connection.asPromise();
}

async function close(how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (how === 'SIGKILL') process.kill(server.process.pid, how);
  await connection.close(true);
  await stopProcess(server.process);
}

test('what is asked for by _id and more is found by _id, and the rest is checked', async () => {
  const many = connection.collection<{ _id: string; n: number }>('many');
  await many.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ _id: `${n}`, n })));
  const begun = performance.now();
  const asked = Array.from({ length: 500 }, (_, n) => ({
    updateOne: { filter: { _id: `${n}`, n: { $lt: 250 } }, update: { $set: { n: -1 } } },
  }));
  const { modifiedCount } = await many.bulkWrite(asked);
  const whole = performance.now();
  await many.findOne({ n: -2 });
  const scan = performance.now() - whole;
  expect(modifiedCount).toBe(250);
  expect(await many.countDocuments({ _id: { $in: ['1', '2', '300'] }, n: -1 })).toBe(2);
  // Five hundred look-ups take less than as many readings of everything would by far.
  expect(whole - begun).toBeLessThan(100 * scan);
});
