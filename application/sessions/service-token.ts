/** How another system gets in: a key that lasts is changed for a token that is good for ten minutes. */

import { isSameSecret } from '../../db/derivations.ts';
import { keyHash } from '../../db/organisation/service-accounts.ts';
import { findAccount } from '../../db/organisation/staff.ts';
import type { Dependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { issueServiceToken } from './sessions.ts';

/** @throws Refused `WrongCredentials`: one answer for an account that is not there and for a key that is not good */
export async function serviceToken(
  dependencies: Dependencies,
  { service, key }: { service: string; key: string },
  at: string,
): Promise<{ token: string; expiresAt: string }> {
  const account = await findAccount(dependencies.database, service);
  const [id = '', secret = ''] = key.split('.');
  const standing = account?.serviceKeys?.find((one) => one.id === id && (one.until === null || one.until > at));
  if (account?.type !== 'service' || !account.active || !standing || !isSameSecret(standing.hash, keyHash(secret))) {
    throw new Refused('WrongCredentials', 'There is no active service account with this key.');
  }
  return issueServiceToken(dependencies, account._id, id);
}
