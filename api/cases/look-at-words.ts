import { mayReadWords } from '../../domain/rights.ts';
import { forRights } from '../http/find-case.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';

/**
 * Grants a look at words of the case, and writes it down first (F-10).
 * @throws ApiProblem (403) where the reader's role does not reach them, or an auditor gives no reason.
 */
export async function lookAtWords(context: Context<{ reason?: string | undefined }>, what: string): Promise<void> {
  const { dependencies, found, principal, query, receivedAt } = context;
  const { actor } = principal;
  if (!mayReadWords(actor, forRights(dependencies.packs, found), query.reason)) {
    throw new ApiProblem(
      'Forbidden',
      'Your role does not reach the words of this case; an auditor says why by `reason`.',
    );
  }
  const { organisation, number } = found;
  const look = { organisation, number, by: actor.id, what, reason: query.reason ?? null, at: receivedAt };
  await dependencies.accessLog.record(look);
}
