import { readerOfWords } from '../../../domain/case/rights.ts';
import type { Call } from '../../call.ts';
import { Refused } from '../../refused.ts';
import { forRights } from './find-case.ts';

/**
 * Grants a look at words of the case, and writes it down first (F-10). If words of other cases are among them, the looks at
 * those `others` are written down too.
 * @throws Refused `Forbidden` if the reader's role does not reach them, or an auditor gives no reason.
 */
export async function grantTextAccess(
  context: Call<{ reason?: string | undefined }>,
  what: string,
  others: string[] = [],
): Promise<void> {
  const { dependencies, found, principal, query, receivedAt } = context;
  const { actor } = principal;
  const reader = readerOfWords(actor, forRights(dependencies.packs, found), query.reason);
  if (!reader) {
    throw new Refused('Forbidden', 'Your role does not reach the words of this case; an auditor says why by `reason`.');
  }
  const { organisation, number } = found;
  const by = reader.standingInFor ? { by: reader.id, standingInFor: reader.standingInFor } : { by: reader.id };
  const look = { organisation, ...by, reason: query.reason ?? null, at: receivedAt };
  for (const whose of new Set([number, ...others])) {
    const shown = whose === number ? what : `${what}, by ${number}`;
    await dependencies.accessLog.record({ ...look, number: whose, what: shown });
  }
}
