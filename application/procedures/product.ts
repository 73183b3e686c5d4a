/** What a step makes elsewhere must be there before anybody says that it is done. */
import { findEntry } from '../../db/knowledge/entries.ts';
import { roundsOf } from '../../db/leads/lead-rounds.ts';
import { detailOf } from '../../domain/details.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { stepsMeant } from './steps-meant.ts';

type Of = Pick<Call, 'dependencies' | 'found' | 'pack' | 'principal'>;

/**
 * @throws Refused `Incomplete` if the step is done by opening a round of leads, and none of its period has been opened (N-07)
 * @throws Refused `Incomplete` if the step is done by reviewing an entry, and the same version is still published (F-08, N-16, G-10)
 */
export async function mustHaveProduct(call: Of, { step }: { step?: string | undefined }): Promise<void> {
  const products = stepsMeant(call, 'carry-out', step).map(({ policy }) => policy?.product);
  if (products.includes('lead-round')) await mustHaveRound(call);
  if (products.includes('knowledge-review')) await mustHaveReview(call);
}

async function mustHaveRound({ dependencies, found: { view, organisation } }: Of): Promise<void> {
  const { period } = detailOf(view, 'procedure');
  const rounds = await roundsOf(dependencies.database, organisation);
  if (rounds.some((one) => one.period === period)) return;
  throw new Refused('Incomplete', `Open the round of leads of ${period} first: that is how this step is done.`);
}

async function mustHaveReview({ dependencies, found: { view, organisation } }: Of): Promise<void> {
  const { cause } = detailOf(view, 'procedure');
  const entry = cause && (await findEntry(dependencies.database, organisation, cause.part));
  if (entry?.published?.version !== cause?.version) return;
  throw new Refused(
    'Incomplete',
    `Have entry ${cause?.part} approved anew, or take it back, first: that is how this step is done.`,
  );
}
