/** What a step makes elsewhere must be there before anybody says that it is done. */
import { roundsOf } from '../../db/leads/lead-rounds.ts';
import { detailOf } from '../../domain/details.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { stepsMeant } from './steps-meant.ts';

/** @throws Refused `Incomplete` if the step is done by opening a round of leads, and none of its period has been opened (N-07) */
export async function mustHaveProduct(
  call: Pick<Call, 'dependencies' | 'found' | 'pack' | 'principal'>,
  { step }: { step?: string | undefined },
): Promise<void> {
  const { view, organisation } = call.found;
  if (!stepsMeant(call, 'carry-out', step).some(({ policy }) => policy?.product === 'lead-round')) return;
  const { period } = detailOf(view, 'procedure');
  const rounds = await roundsOf(call.dependencies.database, organisation);
  if (rounds.some((one) => one.period === period)) return;
  throw new Refused('Incomplete', `Open the round of leads of ${period} first: that is how this step is done.`);
}
