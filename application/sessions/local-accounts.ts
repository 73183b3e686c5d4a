/** The made accounts of a person's own machine: its user may come in by any of them, without a password. */

import { everybodyLetIn, findByUsername } from '../../db/organisation/accounts.ts';
import type { StaffDocument } from '../../db/organisation/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../refused.ts';
import type { Caller } from './own-sessions.ts';
import { beginFor, provesToBe, type SignedIn } from './sign-in.ts';

/** A domain that nobody has: by it an account that was made here is told from a person. */
export const localEmailOf = (staffId: string): string => `${staffId}@example.com`;

const isMade = ({ _id, email, active }: StaffDocument) => active && email === localEmailOf(_id);

/** The made accounts of every organisation. */
export async function localAccounts({ database }: Dependencies) {
  const made = (await everybodyLetIn(database)).filter(isMade);
  return made.map(({ username, name, organisation, roles }) => ({ username, name, organisation, roles }));
}

/**
 * Signs in by a made account. If it has a second factor, that is asked for as everywhere.
 * @throws Refused `NotFound` if no made account has that name, `SecondFactorNeeded`, `WrongCredentials`
 */
export async function signInLocally(
  dependencies: Dependencies,
  { username, code }: { username: string; code?: string | undefined },
  caller: Caller,
  at: string,
): Promise<SignedIn> {
  const staff = await findByUsername(dependencies.database, username);
  if (!staff || !isMade(staff)) throw notFound();
  const isProven = await provesToBe(dependencies, staff, code, at);
  return beginFor(dependencies, staff, { how: 'local', isProven }, caller);
}
