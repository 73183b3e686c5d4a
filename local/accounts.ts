import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { standingPacks } from '../application/organisation/publish-policies.ts';
import { localEmailOf } from '../application/sessions/local-accounts.ts';
import { connectMongoDB } from '../db/connect.ts';
import { type Database, databaseOn } from '../db/database.ts';
import type { StaffDocument } from '../db/organisation/staff.ts';
import { latestOfEach, loadPacks } from '../packs/load/load.ts';
import { policyFolders } from '../packs/load/policy-folders.ts';
import type { Pack } from '../packs/schema.ts';
import { say } from './console.ts';

export interface LocalAccountsOptions {
  mongodbUri: string;
  dataDir: string;
  policiesDir?: string | undefined;
}

/** An account as `accounts.json` lists it. */
export interface Account {
  organisation: string;
  role: string;
  username: string;
  password: string;
  staffId: string;
}

/** Two of each role, so that two people can differ; of a role that fewer may hold, as many as that (N-19). */
const perRole = 2;

/**
 * Makes two accounts per role and pack with random passwords. They are kept in `accounts.json` of the data folder, which
 * its owner alone may read. Accounts that are there already stay as they are. If the file was lost, or another data folder
 * has used the same database, they get the passwords that this file lists.
 */
export async function createLocalAccounts({ mongodbUri, dataDir, policiesDir }: LocalAccountsOptions): Promise<void> {
  const file = join(dataDir, 'accounts.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Account[]) : [];
  const connection = await connectMongoDB(mongodbUri);
  try {
    const database = databaseOn(connection);
    const { staff } = database;
    const packs = await standingPacks(database, loadPacks(policyFolders(policiesDir)).packs);
    const organisations = latestOfEach(packs);
    const wanted = organisations.flatMap(accountsOf);
    const directory = new Map((await staff.find().lean<StaffDocument[]>()).map((person) => [person._id, person]));
    const isOurs = ({ staffId }: Account) => directory.get(staffId)?.email === localEmailOf(staffId);
    const others = wanted.filter((account) => directory.has(account.staffId) && !isOurs(account));
    const accounts = wanted
      .filter((account) => !others.includes(account))
      .map((account) => kept.find(({ staffId }) => staffId === account.staffId) ?? account);
    const missing = accounts.filter(({ staffId }) => !directory.has(staffId));
    const documents = await Promise.all(missing.map((account) => staffDocument(account, organisations)));
    const surplus = surplusOf([...directory.values()], organisations);
    const isOver = ({ staffId }: Account) =>
      [...wanted, ...surplus.map(({ _id }) => ({ staffId: _id }))].some((one) => one.staffId === staffId);
    // The file first: an account whose password nobody knows could not be mended.
    writeAccounts(file, [...accounts, ...kept.filter((account) => !isOver(account))]);
    if (documents.length > 0) await staff.collection.insertMany(documents as never[]);
    await switchOff(staff, surplus);
    for (const [_id, passwordHash] of await newHashes(accounts, directory)) {
      await staff.collection.updateOne({ _id: _id as never }, { $set: { passwordHash, mustChangePassword: false } });
    }
    for (const { staffId } of others)
      say(`  ${staffId} is somebody else's name in this directory: not in accounts.json`);
  } finally {
    await connection.close();
  }
}

/** The accounts of the directory that do not open by the password which the file lists, each with the hash of that. */
async function newHashes(accounts: Account[], directory: Map<string, StaffDocument>): Promise<[string, string][]> {
  const checked = accounts.map(async ({ staffId, password }): Promise<[string, string][]> => {
    const stands = directory.get(staffId)?.passwordHash;
    if (stands === undefined || (await verify(stands, password))) return [];
    return [[staffId, await hashed(password)]];
  });
  return (await Promise.all(checked)).flat();
}

/** Light enough for a hundred accounts at the first start; the passwords are 96 random bits. */
const hashed = (password: string) => hash(password, { memoryCost: 8192, timeCost: 2, parallelism: 1 });

function accountsOf(pack: Pack): Account[] {
  return Object.entries(pack.roles).flatMap(([role, { holders = perRole }]) =>
    Array.from({ length: Math.min(perRole, holders) }, (_, index) => {
      const staffId = `${pack.id}.${role}.${index + 1}`;
      return {
        organisation: pack.id,
        role,
        username: staffId,
        password: randomBytes(12).toString('base64url'),
        staffId,
      };
    }),
  );
}

/** Local accounts work in every group, so that each of them can show everything that its role may do. */
async function staffDocument(account: Account, organisations: Pack[]): Promise<StaffDocument> {
  const pack = organisations.find(({ id }) => id === account.organisation);
  const title = pack?.roles[account.role]?.title ?? { ar: account.role, en: account.role };
  const n = account.staffId.split('.').at(-1);
  return {
    _id: account.staffId,
    organisation: account.organisation,
    username: account.username,
    passwordHash: await hashed(account.password),
    roles: [account.role],
    groups: Object.keys(pack?.groups ?? {}),
    departments: Object.keys(pack?.departments ?? {}),
    name: { ar: `${title.ar} (حساب تجريبي ${n})`, en: `${title.en} (demo account ${n})` },
    email: localEmailOf(account.staffId),
    phone: '',
    language: 'ar',
    active: true,
    absences: [],
  };
}

/** An earlier release made two accounts of every role: of one that fewer may hold, those beyond that. */
function surplusOf(people: StaffDocument[], organisations: Pack[]): StaffDocument[] {
  return people.filter(({ _id, organisation, roles, email }) => {
    const [role = ''] = roles;
    const holders = organisations.find(({ id }) => id === organisation)?.roles[role]?.holders ?? perRole;
    return email === localEmailOf(_id) && Number(_id.split('.').at(-1)) > holders;
  });
}

async function switchOff(staff: Database['staff'], people: StaffDocument[]): Promise<void> {
  for (const { _id, active } of people) {
    if (!active) continue;
    const set = { active: false, sessionsFrom: new Date().toISOString() };
    await staff.collection.updateOne({ _id: _id as never }, { $set: set });
    say(`  ${_id} is switched off: only so many hold that role at a time`);
  }
}

function writeAccounts(file: string, accounts: Account[]): void {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}
