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
  await things.insertOne({ _id: 'a', text: 'x'.repeat(250) });
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

interface Row {
  _id: string;
  kind: string;
  who?: string | null;
  n: number;
  tags: string[];
  parts: { at: string }[];
}

const names = ['amal', 'badr', 'سلمى', 'dana'];

/** Whether indexes find what a reading of everything finds, in the same order, whatever has been written before. */
test('queries by an index find what the same queries find without one', async () => {
  const [indexed, plain] = [connection.collection<Row>('indexed'), connection.collection<Row>('plain')];
  for (const keys of [
    { n: 1, 'parts.at': 1 },
    { kind: 1, 'parts.at': 1 },
    { who: 1, n: -1 },
    { n: 1 },
    { tags: 1, _id: 1 },
    { 'parts.at': 1, n: 1, _id: 1 },
  ] as Record<string, 1 | -1>[]) {
    await indexed.createIndex(keys);
  }
  let [seed, count] = [20_261_130, 0];
  const below = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % limit;
  };
  const anyOf = <Value>(values: Value[]): Value => values[below(values.length)] as Value;
  const row = (): Row => ({
    _id: `${count++}`,
    ...anyOf([{}, { who: null }, { who: anyOf(names) }, { who: anyOf(names) }]),
    n: anyOf([below(5), below(5) + 0.5]),
    kind: anyOf(['a', 'b']),
    tags: names.slice(below(4)),
    parts: Array.from({ length: below(3) }, () => ({ at: `2026-0${below(5) + 1}` })),
  });
  const query = (): object => {
    const who = anyOf<object>([{ who: anyOf(names) }, { who: null }, { who: { $in: [anyOf(names), 'amal'] } }, {}]);
    const n = anyOf<object>([{ n: below(5) }, { n: { $gte: below(5), $lt: below(6) } }, { n: { $ne: 2 } }, {}, {}]);
    const more = anyOf<object>([
      { tags: 'dana' },
      { tags: { $gt: 'badr' } },
      { tags: { $in: ['amal', 'dana'] } },
      { tags: { $all: ['badr', 'dana'] } },
      { parts: { $elemMatch: { at: { $in: ['2026-01', '2026-03'] } } } },
      { 'parts.at': { $gt: `2026-0${below(5)}` } },
      { _id: `${below(200)}` },
      { kind: 'a' },
      {},
    ]);
    const asked = { ...who, ...n, ...anyOf([more, {}]) };
    return below(2) === 0
      ? asked
      : {
          $and: Object.entries(asked)
            .map(([field, of]) => ({ [field]: of }))
            .concat({ n: { $gte: 0 } }),
        };
  };
  const orders = [
    { n: -1, _id: 1 },
    { who: 1, n: -1, _id: 1 },
    { who: -1, n: 1, _id: -1 },
    { tags: 1, _id: 1 },
    { n: 1, _id: 1 },
    { _id: 1 },
  ] as Record<string, 1 | -1>[];
  const both = async (does: (rows: typeof plain) => Promise<unknown>) => [await does(indexed), await does(plain)];
  let found = 0;
  for (let round = 0; round < 150; round++) {
    const [rows, asked, order] = [Array.from({ length: 8 }, row), query(), anyOf(orders)];
    await both((all) => all.insertMany(rows.map((one) => ({ ...one }))));
    const change = anyOf<object>([
      { $set: { who: anyOf(names) } },
      { $inc: { n: 1 } },
      { $set: { tags: [anyOf(names)] } },
      { $unset: { who: 1 } },
    ]);
    const changed = query();
    await both((all) => all.updateMany(changed, change));
    if (below(4) === 0) {
      const gone = { _id: `${below(count)}` };
      await both((all) => all.deleteOne(gone));
    }
    const limit = anyOf([0, 0, 3]);
    const [byIndex, byReading] = await both((all) => all.find(asked).sort(order).limit(limit).toArray());
    expect({ asked, order, found: byIndex }).toEqual({ asked, order, found: byReading });
    found += (byIndex as Row[]).length;
  }
  expect(found).toBeGreaterThan(1000);
});

test('a page in the order of an index looks at no more documents than it shows', async () => {
  const many = connection.collection<{ _id: string; of: string; n: number }>('ordered');
  await many.createIndex({ of: 1, n: -1, _id: 1 });
  await many.insertMany(Array.from({ length: 5000 }, (_, n) => ({ _id: `${n}`, of: `${n % 2}`, n })));
  expect(await examined(() => many.find({ of: '1' }).sort({ n: -1, _id: 1 }).limit(20).toArray())).toBe(20);
  expect(await examined(() => many.find({ of: '1' }).sort({ n: 1 }).limit(20).toArray())).toBe(20);
  const either = { $and: [{ of: { $in: ['0', '1'] } }] };
  expect(await examined(() => many.find(either).sort({ n: -1, _id: 1 }).limit(20).toArray())).toBe(20);
  expect(await examined(() => many.find({ of: '1', n: { $lt: 100 } }).toArray())).toBe(50);
  expect(await examined(() => many.find({ n: { $lt: 100 } }).toArray())).toBe(5000);
});

test('indexes stand again after a start', async () => {
  const things = connection.collection<{ _id: string; of: string }>('kept');
  await things.createIndex({ of: 1 });
  await things.insertMany(Array.from({ length: 100 }, (_, n) => ({ _id: `${n}`, of: n === 7 ? 'a' : 'b' })));
  await close('SIGKILL');
  await open();
  const again = connection.collection<{ _id: string; of: string }>('kept');
  expect(await examined(() => again.find({ of: 'a' }).toArray())).toBe(1);
});

/** How many documents the server looks at meanwhile. */
async function examined(does: () => Promise<unknown>): Promise<number> {
  const count = async () => {
    const status = await connection.db?.admin().serverStatus();
    return Number(status?.metrics.queryExecutor.scannedObjects);
  };
  const before = await count();
  await does();
  return (await count()) - before;
}
