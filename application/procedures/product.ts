/** What a step makes elsewhere must be there before anybody says that it is done. */
import { roundsOf } from '../../db/leads/lead-rounds.ts';
import { detailOf } from '../../domain/details.ts';
import { stepsTaking } from '../../domain/procedure/takers.ts';
import type { Call } from '../call.ts';
import { pinnedPack } from '../cases/reading/find-case.ts';
import { Refused } from '../refused.ts';

/** @throws Refused `Incomplete` if the step is done by opening a round of leads, and none of its period has been opened (N-07) */
export async function mustHaveProduct(
  call: Pick<Call, 'dependencies' | 'found' | 'pack'>,
  { step }: { step?: string | undefined },
): Promise<void> {
  const { view, organisation } = call.found;
  const { steps = {} } = pinnedPack(call).kinds.procedure?.[view.category] ?? {};
  const detail = detailOf(view, 'procedure');
  const meant = stepsTaking(detail, 'carry-out').filter(({ id }) => step === undefined || id === step);
  if (!meant.some(({ id }) => steps[id]?.product === 'lead-round')) return;
  const rounds = await roundsOf(call.dependencies.database, organisation);
  if (rounds.some(({ period }) => period === detail.period)) return;
  throw new Refused('Incomplete', `Open the round of leads of ${detail.period} first: that is how this step is done.`);
}
