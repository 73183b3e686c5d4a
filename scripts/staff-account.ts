/**
 * `npm run staff:password -- <staff id> --by <staff id>`: a new password, printed once. `staff:off`: switches somebody off.
 * `staff:on … --second <staff id>`: on again, which takes two people. Each ends every session and is a fact that auditors see.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hash } from '@node-rs/argon2';
import { readEnv } from '../config/env.ts';
import { connectMongoDB } from '../db/connect.ts';
import { databaseOn, type StaffDocument } from '../db/models.ts';
import { endSessions } from '../db/sessions.ts';
import { changeStaff } from '../db/staff.ts';

const options = { by: { type: 'string' }, second: { type: 'string' } } as const;
const { positionals, values } = parseArgs({ allowPositionals: true, options });
const [what, staffId] = positionals;
const types: Record<string, string> = { password: 'passwordChanged', off: 'switchedOff', on: 'switchedOn' };
const type = types[what ?? ''];
const by = values.by;
if (!type || !staffId || !by || (what === 'on' && !values.second)) {
  console.error('npm run staff:password|staff:off -- <staff id> --by <staff id>');
  console.error('npm run staff:on -- <staff id> --by <staff id> --second <staff id>');
  process.exit(2);
}
const connection = await connectMongoDB(readEnv().MONGODB_URI);
const database = databaseOn(connection);
try {
  const person = await database.staff.findById(staffId).lean<StaffDocument>();
  const witnesses = [by, ...(what === 'on' && values.second ? [values.second] : [])];
  const known = await database.staff.countDocuments({
    _id: { $in: witnesses },
    organisation: person?.organisation,
    active: true,
  });
  const fault = faultOf(person, witnesses, known);
  if (!person || fault) throw new Error(fault ?? '');
  const password = randomBytes(15).toString('base64url');
  const at = new Date().toISOString();
  // In one write with the change: an account that is on again has none of its old sessions.
  const change = what === 'password' ? { passwordHash: await hash(password) } : { active: what === 'on' };
  const set = { ...change, sessionsFrom: at };
  const detail = { person: staffId, how: 'command line', ...(values.second ? { second: values.second } : {}) };
  const changed = await changeStaff(database, person, { set, facts: [{ id: randomUUID(), type, at, by, detail }] });
  if (!changed) throw new Error(`${staffId} has just been changed by somebody else: try again.`);
  await endSessions(database, staffId, at);
  console.log(
    what === 'password' ? `New password of ${staffId}, shown only now: ${password}` : `${staffId} is ${what}.`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await connection.close();
}

function faultOf(person: StaffDocument | null, witnesses: string[], known: number): string | null {
  if (!person) return `${staffId} is not in the directory.`;
  if (new Set(witnesses).size !== known)
    return `${witnesses.join(' and ')} must be on the staff of ${person.organisation}.`;
  if (what === 'on' && (witnesses.includes(person._id) || by === values.second))
    return 'Two other people switch somebody on.';
  return null;
}
