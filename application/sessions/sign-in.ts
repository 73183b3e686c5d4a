import { randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { findByUsername } from '../../db/organisation/accounts.ts';
import { changeStaff, type SessionDocument, type StaffDocument } from '../../db/organisation/staff.ts';
import { latest } from '../../packs/load/load.ts';
import type { Dependencies } from '../dependencies.ts';
import { invalid, Refused } from '../refused.ts';
import { isEntryCode } from '../staff/entry-code.ts';
import { nobodysHash } from './nobodys-hash.ts';
import { beginSession, type Caller } from './own-sessions.ts';
import { codeNeeded, needsSecondFactor, takesCode } from './second-factor.ts';

export interface SignedIn {
  token: string;
  expiresAt: string;
  /** True if the session can do nothing but enrol a second factor. */
  mustEnrol: boolean;
}

/**
 * A token for a user who knows the password, and has the second factor if the account has one.
 * @throws Refused `WrongCredentials`, `SecondFactorNeeded`
 */
export async function signIn(
  dependencies: Dependencies,
  { username, password, code }: { username: string; password: string; code?: string | undefined },
  caller: Caller,
  at: string,
): Promise<SignedIn> {
  const staff = await findByUsername(dependencies.database, username);
  const nobodys = await nobodysHash(dependencies, username);
  const right = await verify(staff?.passwordHash || nobodys, password);
  if (!staff?.active || staff.type === 'service' || !right) throw wrongCredentials();
  if (staff.mustChangePassword) {
    const sentence = 'Somebody else has set this password: set your own by POST /v1/session/password.';
    throw new Refused('PasswordChangeNeeded', sentence);
  }
  const isProven = await provesToBe(dependencies, staff, code, at);
  return beginFor(dependencies, staff, { how: 'password', isProven }, caller);
}

/** The session of an account whose holder has shown who they are. */
export async function beginFor(
  dependencies: Dependencies,
  staff: StaffDocument,
  way: { how: NonNullable<SessionDocument['how']>; isProven: boolean },
  caller: Caller,
): Promise<SignedIn> {
  const session = await beginSession(dependencies, staff._id, way, caller);
  return { ...session, mustEnrol: mustEnrol(dependencies, staff, way.isProven) };
}

/** True if a session can do nothing but enrol the second factor that the policy asks for. */
function mustEnrol({ packs }: Dependencies, staff: StaffDocument, isProven: boolean): boolean {
  return !isProven && needsSecondFactor(latest(packs, staff.organisation), staff.roles);
}

/** True if a second factor was given, false if the account has none. */
export async function provesToBe(
  dependencies: Dependencies,
  staff: StaffDocument,
  code: string | undefined,
  at: string,
): Promise<boolean> {
  if (!staff.secondFactor) return false;
  if (code === undefined) throw codeNeeded();
  if (await takesCode(dependencies, staff, code, at)) return true;
  throw new Refused('WrongCredentials', 'The code is not right, or has been used before. Wait for the next one.');
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
  /** Of the second factor, if the account has one and the password that stands is given. */
  factorCode?: string | undefined;
  newPassword: string;
}

/** Sets one's own password; every session of the account ends. @throws Refused `WrongCredentials`, `Invalid` */
export async function setPassword(dependencies: Dependencies, given: NewPassword, at: string): Promise<void> {
  const { database } = dependencies;
  const { username, code, password, newPassword } = given;
  const staff = await findByUsername(database, username);
  const nobodys = await nobodysHash(dependencies, username);
  const knows = await verify(staff?.passwordHash || nobodys, password ?? '');
  const mayComeIn = staff !== null && code !== undefined && isEntryCode(dependencies, staff, code, at);
  if (!staff || staff.type === 'service' || !(mayComeIn || (knows && staff.active && password !== undefined)))
    throw wrongCredentials();
  if (newPassword === password) throw invalid('newPassword', 'is the one that stands');
  if (newPassword.toLowerCase().includes(username.toLowerCase())) throw invalid('newPassword', 'has the name in it');
  if (!mayComeIn) await provesToBe(dependencies, staff, given.factorCode, at);
  const type = staff.active ? 'passwordChanged' : 'arrived';
  const fact = { id: randomUUID(), type, at, by: staff._id, detail: { person: staff._id } };
  const set = {
    passwordHash: await hash(newPassword),
    entry: null,
    active: true,
    sessionsFrom: at,
    mustChangePassword: false,
  };
  // If the entry has changed meanwhile the code may be void: nothing is set.
  if (!(await changeStaff(database, staff, { set, facts: [fact] }))) throw wrongCredentials();
}

function wrongCredentials(): Refused {
  return new Refused('WrongCredentials', 'There is no active account with this name and password.');
}
