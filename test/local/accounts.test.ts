import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { connectMongoDB } from '../../db/connect.ts';
import { type Database, databaseOn } from '../../db/database.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import { createLocalAccounts } from '../../local/accounts.ts';

const mongodbUri = (process.env.MONGODB_URI ?? '').replace(/\/inaya$/, '/accounts-test');
const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'inaya-accounts-')));
const [here = '', elsewhere = ''] = folders;
let database: Database;
beforeAll(async () => {
  database = databaseOn(await connectMongoDB(mongodbUri));
  await createLocalAccounts({ mongodbUri, dataDir: here });
});
afterAll(async () => {
  await database.connection.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Listed {
  staffId: string;
  password: string;
}

const listed = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, 'accounts.json'), 'utf8')) as Listed[];

/** Agents whom the file lists with a password that does not open the door. */
async function lockedOut(dataDir: string): Promise<string[]> {
  const staff = await database.staff.find().lean<StaffDocument[]>();
  const hashOf = (staffId: string) => staff.find(({ _id }) => _id === staffId)?.passwordHash ?? '';
  const tried = await Promise.all(
    listed(dataDir)
      .filter(({ staffId }) => staffId.includes('.agent.'))
      .map(async ({ staffId, password }) => ((await verify(hashOf(staffId), password)) ? [] : [staffId])),
  );
  return tried.flat();
}

test('a file that is new over a directory that is not lists passwords that open, and so does the older file after it', async () => {
  await createLocalAccounts({ mongodbUri, dataDir: elsewhere });
  expect(await lockedOut(elsewhere)).toEqual([]);
  const before = listed(here);
  await createLocalAccounts({ mongodbUri, dataDir: here });
  expect(listed(here)).toEqual(before);
  expect(await lockedOut(here)).toEqual([]);
});

test('somebody real who bears such a name keeps his password and is not listed', async () => {
  const staffId = 'courier.agent.1';
  await database.staff.collection.updateOne(
    { _id: staffId as never },
    { $set: { email: 'a.person@courier.invalid', passwordHash: 'his own' } },
  );
  rmSync(join(here, 'accounts.json'));
  await createLocalAccounts({ mongodbUri, dataDir: here });
  expect(listed(here).map((account) => account.staffId)).not.toContain(staffId);
  expect((await database.staff.findById(staffId).lean<StaffDocument>())?.passwordHash).toBe('his own');
});

test('N-19: there is one steward and one deputy; a second one of an earlier release is switched off', async () => {
  const staffId = 'neighbourhood-centres.data-steward.2';
  const first = await database.staff.findById('neighbourhood-centres.data-steward.1').lean<StaffDocument>();
  const second = { ...first, _id: staffId, username: staffId, email: `${staffId}@example.com` };
  await database.staff.collection.insertOne(second as never);
  await createLocalAccounts({ mongodbUri, dataDir: here });
  for (const role of ['data-steward', 'deputy-steward']) {
    const holders = { organisation: 'neighbourhood-centres', roles: role, active: true };
    expect(await database.staff.countDocuments(holders)).toBe(1);
  }
  expect(listed(here).filter((account) => account.staffId === staffId)).toEqual([]);
});
