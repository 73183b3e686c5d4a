/**
 * `npm run staff:add -- <organisation> <role> <username>`: adds a member of staff to the directory, in every group of the
 * organisation or in those that `--group` names, and prints the password once.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { insertedOnce } from '../db/duplicate-key.ts';
import { databaseOn, type StaffDocument } from '../db/models.ts';
import { latest, loadPacks } from '../packs/load.ts';
import { policyFolders } from '../packs/policy-folders.ts';

const options = {
  group: { type: 'string', multiple: true },
  email: { type: 'string' },
  'name-ar': { type: 'string' },
  'name-en': { type: 'string' },
} as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });
const [organisation, role, username] = positionals;
if (!organisation || !role || !username || !values.email) {
  console.error(
    'npm run staff:add -- <organisation> <role> <username> --email <address> [--group <group> …] [--name-ar … --name-en …]',
  );
  process.exit(2);
}
const env = readEnv();
const pack = latest(loadPacks(policyFolders(env.POLICIES_DIR)).packs, organisation);
if (!pack) fail(`There is no organisation ${organisation}.`);
if (!pack.roles[role]) fail(`${organisation} has no role ${role}, but ${Object.keys(pack.roles).join(', ')}.`);
const groups = values.group ?? Object.keys(pack.groups);
const departments = groups.map(
  (group) => pack.groups[group]?.department ?? fail(`${organisation} has no group ${group}.`),
);
const password = randomBytes(15).toString('base64url');
const person: StaffDocument = {
  _id: username,
  organisation,
  username,
  passwordHash: await hash(password),
  roles: [role],
  groups,
  departments: [...new Set(departments)],
  name: { ar: values['name-ar'] ?? username, en: values['name-en'] ?? username },
  email: values.email,
  phone: '',
  language: 'ar',
  active: true,
  absences: [],
};
const connection = await connectMongoDB(env.MONGODB_URI);
const { staff } = databaseOn(connection);
const added = await insertedOnce(() => staff.collection.insertOne(person as never));
await connection.close();
if (!added) fail(`${username} is on the staff already.`);
console.log(`${username} is ${role} of ${organisation}. Password, shown only now: ${password}`);

function fail(why: string): never {
  console.error(why);
  process.exit(1);
}
