/** The second factor of an account: codes of an authenticator, and ten codes on paper for when it is lost (S4). */

import { randomBytes, randomUUID } from 'node:crypto';
import { derived, derivedText } from '../../db/derivations.ts';
import { dropRecoveryCode, noteCodeUsed, offerSecondFactor } from '../../db/organisation/second-factors.ts';
import { changeStaff, type StaffDocument } from '../../db/organisation/staff.ts';
import { KnownKeys, keyFor, sealed } from '../../db/privacy/data-keys.ts';
import { openBytesAt } from '../../db/privacy/sealing.ts';
import { base32, periodOfCode } from '../../domain/one-time-code.ts';
import { asciiDigits } from '../../domain/written-text.ts';
import { latest } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import { startTellingStaff } from '../../temporal/staff-facts.ts';
import type { Call } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { carryOut } from '../staff/carry-out.ts';
import { beginSession, type Caller } from './own-sessions.ts';

/** How long a secret that was shown waits for its first code. */
const offerMinutes = 15;
const recoveryCodes = 10;

/** True if the policy asks for a second factor of a holder of one of these roles. */
export function needsSecondFactor(pack: Pick<Pack, 'secondFactor'> | undefined, roles: readonly string[]): boolean {
  return roles.some((role) => pack?.secondFactor?.roles.includes(role));
}

/** A new secret, shown this once: it counts when its first code has come. @throws Refused `SecondFactorNeeded` */
export async function offer({ dependencies, principal, receivedAt }: Call): Promise<{ secret: string; uri: string }> {
  const { staff, session } = principal;
  if (staff.secondFactor && !session.isProven) throw codeNeeded();
  const secret = randomBytes(20);
  const until = new Date(Date.parse(receivedAt) + offerMinutes * 60_000).toISOString();
  const sealed = await sealedFactor(dependencies, staff._id, secret);
  await offerSecondFactor(dependencies.database, staff._id, { sealed, until });
  const text = base32(secret);
  const issuer = latest(dependencies.packs, staff.organisation)?.name.en ?? 'Inaya';
  const label = [issuer, staff.username].map(encodeURIComponent).join(':');
  const query = `secret=${text}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
  return { secret: text, uri: `otpauth://totp/${label}?${query}` };
}

export interface Enrolled {
  /** Each is good once, and shown this once. */
  recoveryCodes: string[];
  token: string;
  expiresAt: string;
}

/**
 * The first code has come: from now on each sign-in needs one. Every session that was begun without ends, and a new one
 * begins. @throws Refused `NotAllowedNow`, `WrongCode`, `StaleBase`
 */
export async function enrol(call: Call<unknown, { code: string }>, caller: Caller): Promise<Enrolled> {
  const { dependencies, principal, body, receivedAt: at } = call;
  const { database, secret } = dependencies;
  const { staff } = principal;
  const offered = staff.offeredFactor;
  if (!offered || Date.parse(offered.until) < Date.parse(at)) {
    throw new Refused('NotAllowedNow', 'No secret waits for its first code: ask for one first.');
  }
  const period = periodOfCode(await openedFactor(dependencies, staff._id, offered.sealed), typed(body.code), at, -1);
  if (period === null) throw new Refused('WrongCode', 'This is not the code of the secret that was shown.');
  const codes = Array.from({ length: recoveryCodes }, () => base32(randomBytes(10)));
  const recovery = codes.map((code) => hashOf(secret, staff._id, code));
  const secondFactor = { sealed: offered.sealed, lastUsed: period, recovery };
  const set = { secondFactor, offeredFactor: null, secondFactorReset: null, sessionsFrom: at, endedSessions: [] };
  const fact = { id: randomUUID(), type: 'secondFactorEnrolled', at, by: staff._id, detail: { person: staff._id } };
  if (!(await changeStaff(database, staff, { set, facts: [fact] }))) {
    throw new Refused('StaleBase', 'This entry of the directory is being changed by others. Try again.');
  }
  await tell(dependencies, staff, fact.id);
  const session = await beginSession(dependencies, staff._id, { how: 'password', isProven: true, after: at }, caller);
  return { ...session, recoveryCodes: codes.map((code) => code.replace(/(.{4})(?!$)/g, '$1-')) };
}

/** Takes a code of the authenticator, or one on paper; each is good once, whichever process it comes to. */
export async function takesCode(
  dependencies: Dependencies,
  staff: StaffDocument,
  given: string,
  at: string,
): Promise<boolean> {
  const { database, secret } = dependencies;
  if (!staff.secondFactor) return false;
  const { sealed, lastUsed } = staff.secondFactor;
  const code = typed(given);
  if (/^\d{6}$/.test(code)) {
    const period = periodOfCode(await openedFactor(dependencies, staff._id, sealed), code, at, lastUsed);
    return period !== null && noteCodeUsed(database, staff._id, sealed, period);
  }
  if (!(await dropRecoveryCode(database, staff._id, hashOf(secret, staff._id, code)))) return false;
  await noteRecovery(dependencies, staff, at);
  return true;
}

/** At signing in, of an account that has a second factor. */
export function codeNeeded(): Refused {
  return new Refused(
    'SecondFactorNeeded',
    'Send the code of your authenticator, or one of your codes on paper, as code.',
  );
}

/** What was used on paper is on record, and the person is told: it may have been somebody else. */
async function noteRecovery(dependencies: Dependencies, staff: StaffDocument, at: string): Promise<void> {
  const pack = latest(dependencies.packs, staff.organisation);
  if (!pack) return;
  const id = randomUUID();
  const what = { pack, staffId: staff._id, id, by: staff._id, at };
  await carryOut(dependencies.database, what, ({ _id, secondFactor }) => ({
    type: 'recoveryCodeUsed',
    detail: { person: _id, left: secondFactor?.recovery.length ?? 0 },
    set: {},
  }));
  await tell(dependencies, staff, id);
}

/** If the engine is away nobody is told now; the fact stands. */
async function tell({ temporal, packs, logger }: Dependencies, staff: StaffDocument, fact: string): Promise<void> {
  const { _id: staffId, organisation } = staff;
  const policyVersion = latest(packs, organisation)?.version ?? 1;
  await startTellingStaff(temporal, { organisation, staffId, fact, policyVersion }).catch((error: unknown) => {
    logger.warn({ err: error, fact }, 'a fact of the staff could not be told');
  });
}

/** As people type it: with gaps, in the digits of their script, in small letters. */
function typed(code: string): string {
  return asciiDigits(code).replace(/[\s-]/g, '').toUpperCase();
}

function hashOf(secret: string, staffId: string, code: string): string {
  return derivedText(secret, 'recovery-code', staffId, code);
}

/** Where the secret of somebody's second factor stands: it opens in nobody else's entry. */
const placeOf = (staffId: string) => ['staff', 'secondFactor', staffId];

/** Whom the key encrypts that wraps it: no case has such a name. */
const subjectOf = (staffId: string): string => `staff/${staffId}`;

/** Under a key of this person's own, which a master key wraps. */
async function sealedFactor({ database }: Dependencies, staffId: string, plain: Uint8Array): Promise<string> {
  return sealed(await keyFor(database, subjectOf(staffId)), placeOf(staffId), Buffer.from(plain).toString('base64'));
}

async function openedFactor({ database, secret }: Dependencies, staffId: string, text: string): Promise<Buffer> {
  // Those of earlier releases stand under a key of the product's secret, and name none.
  if (!text.includes(':'))
    return openBytesAt(derived(secret, 'second-factor', staffId), placeOf(staffId), Buffer.from(text, 'base64url'));
  const keys = await KnownKeys.of(database, [subjectOf(staffId)]);
  return Buffer.from(String(keys.open(placeOf(staffId), text)?.value ?? ''), 'base64');
}
