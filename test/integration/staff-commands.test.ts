import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import { cacheFolder } from '../../local/folders.ts';
import { masterKeysSetting } from '../support/samples/master-keys.ts';

const uri = (process.env.MONGODB_URI ?? '').replace(/\/[^/]*$/, `/staff-${randomUUID()}`);
let database: Database;
beforeAll(async () => {
  database = databaseOn(await connectMongoDB(uri));
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.connection.close();
});

/** A command of the operator's, and what it printed. */
async function command(script: string, ...given: string[]): Promise<{ code: number; printed: string }> {
  const env = {
    ...process.env,
    MONGODB_URI: uri,
    INAYA_SECRET: 'a secret of the tests, long enough',
    INAYA_MASTER_KEYS: masterKeysSetting,
    INAYA_DATA_DIR: cacheFolder('test'),
  };
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...given], { env });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, printed };
}
const add = (role: string, name: string, ...more: string[]) =>
  command('staff-add', 'sandbox', role, name, '--email', `${name}@people.example.com`, ...more);
const account = (what: string, name: string, ...more: string[]) => command('staff-account', what, name, ...more);
const entryOf = (name: string) => database.staff.findById(name).lean<StaffDocument>();
const two = ['--by', 'first', '--second', 'second'];

test('1.3: the operator adds the first two who give rights, and from then on two people do, by the rules of the routes', async () => {
  for (const name of ['first', 'second']) {
    const { code, printed } = await add('manager', name);
    expect([code, printed]).toEqual([0, expect.stringContaining('shown only now')]);
    const word = printed.trim().split(' ').at(-1) ?? '';
    expect(await verify((await entryOf(name))?.passwordHash ?? '', word)).toBe(true);
  }
  expect(await add('agent', 'third')).toMatchObject({ code: 1, printed: expect.stringContaining('Two people') });
  expect((await add('agent', 'third', '--by', 'first', '--second', 'first')).code).toBe(1);
  expect(await entryOf('third')).toBeNull();
  expect((await add('agent', 'third', ...two)).code).toBe(0);
  const third = await entryOf('third');
  expect(third).toMatchObject({ active: true, roles: ['agent'], entry: null, mustChangePassword: true });
  expect(third?.facts?.map(({ type, by }) => [type, by])).toEqual([
    ['placeProposed', 'first'],
    ['placeConfirmed', 'second'],
    ['passwordChanged', 'second'],
  ]);
});

test('1.3, N-19: switching off takes one who may, on again two, and no second steward is added', async () => {
  expect(await account('off', 'first', '--by', 'third')).toMatchObject({
    code: 1,
    printed: expect.stringContaining('taken away by'),
  });
  expect((await account('off', 'third', '--by', 'second', '--reason', 'lost')).code).toBe(0);
  expect(await entryOf('third')).toMatchObject({ active: false, sessionsFrom: expect.any(String) });
  expect((await account('on', 'third', '--by', 'first', '--second', 'third')).code).toBe(1);
  expect((await account('on', 'third', ...two)).code).toBe(0);
  expect((await entryOf('third'))?.active).toBe(true);
  expect((await add('data-steward', 'steward', ...two)).code).toBe(0);
  expect(await add('data-steward', 'another', ...two)).toMatchObject({
    code: 1,
    printed: expect.stringContaining('only so many'),
  });
});

test('S4: a lost second factor is taken away by two', async () => {
  const secondFactor = { sealed: '', lastUsed: 0, recovery: [] };
  await database.staff.collection.updateOne({ _id: 'third' as never }, { $set: { secondFactor } });
  expect((await account('second-factor', 'third', '--by', 'first', '--second', 'first')).code).toBe(1);
  expect((await entryOf('third'))?.secondFactor).toEqual(secondFactor);
  expect((await account('second-factor', 'third', ...two)).code).toBe(0);
  expect((await entryOf('third'))?.secondFactor).toBeNull();
});

test('1.3: a password given anew and somebody who leaves', async () => {
  const before = (await entryOf('third'))?.passwordHash;
  expect((await account('password', 'third', '--by', 'first')).printed).toContain('shown only now');
  expect((await entryOf('third'))?.passwordHash).not.toBe(before);
  expect((await account('leave', 'third', '--by', 'first')).code).toBe(0);
  expect(await entryOf('third')).toMatchObject({ active: false, leftAt: expect.any(String), passwordHash: '' });
  expect((await account('password', 'third', '--by', 'first')).code).toBe(1);
});
