import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { changeStaff, findByUsername } from '../../db/organisation/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { invalid, Refused } from '../refused.ts';
import { isEntryCode } from '../staff/entry-code.ts';
import { nobodysHash } from './nobodys-hash.ts';
import { beginSession, type Caller } from './own-sessions.ts';

/** A token for a user who knows the password. @throws Refused `WrongCredentials` */
export async function signIn(
  dependencies: Dependencies,
  { username, password }: { username: string; password: string },
  caller: Caller,
): Promise<{ token: string; expiresAt: string }> {
  const staff = await findByUsername(dependencies.database, username);
  const nobodys = await nobodysHash(dependencies, username);
  const right = await verify(staff?.passwordHash || nobodys, password);
  if (!staff?.active || !right) throw wrongCredentials();
  return beginSession(dependencies, staff._id, 'password', caller);
}

/** The staff id of the account that somebody tries to get into; null if no account has that name. */
export async function accountNamed({ database }: Dependencies, username: string): Promise<string | null> {
  return (await findByUsername(database, username))?._id ?? null;
}

/** Who sets a password: by the code of an invitation or of a void password, or by the one that stands. */
export interface NewPassword {
  username: string;
  code?: string | undefined;
  password?: string | undefined;
  newPassword: string;
}

/** Sets one's own password; every session of the account ends. @throws Refused `WrongCredentials`, `Invalid` */
export async function setPassword(dependencies: Dependencies, given: NewPassword, at: string): Promise<void> {
  const { database, secret } = dependencies;
  const { username, code, password, newPassword } = given;
  const staff = await findByUsername(database, username);
  const nobodys = await nobodysHash(dependencies, username);
  const knows = await verify(staff?.passwordHash || nobodys, password ?? '');
  const mayComeIn = staff !== null && code !== undefined && isEntryCode(secret, staff, code, at);
  if (!staff || !(mayComeIn || (knows && staff.active && password !== undefined))) throw wrongCredentials();
  if (newPassword.toLowerCase().includes(username.toLowerCase())) throw invalid('newPassword', 'has the name in it');
  const type = staff.active ? 'passwordChanged' : 'arrived';
  const fact = { id: randomUUID(), type, at, by: staff._id, detail: { person: staff._id } };
  const set = { passwordHash: await hash(newPassword), entry: null, active: true, sessionsFrom: at };
  // If the entry has changed meanwhile the code may be void: nothing is set.
  if (!(await changeStaff(database, staff, { set, facts: [fact] }))) throw wrongCredentials();
}

function wrongCredentials(): Refused {
  return new Refused('WrongCredentials', 'There is no active account with this name and password.');
}
