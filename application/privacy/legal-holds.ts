import { actOnHold, holdsOf, type LegalHold } from '../../db/privacy/erasures.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { whereaboutsIn } from './erasures.ts';

/** A hold as it is shown. */
export type ShownHold = Omit<LegalHold, '_id' | 'organisation'>;

/** Sets or lifts a legal hold, with who did so and why. @throws Refused `NotAllowedNow` if it stands so already */
export async function actOnLegalHold(
  call: Call<unknown, { number: string; held: boolean; reason: string }>,
): Promise<ShownHold[]> {
  const { dependencies, pack, principal, receivedAt: at, body } = call;
  const { number, held, reason } = body;
  await whereaboutsIn(call, number);
  const act = { by: principal.actor.id, at, held, reason };
  if (!(await actOnHold(dependencies.database, { organisation: pack.id, number }, act))) {
    const stands = held ? `${number} is held already.` : `${number} is not held.`;
    throw new Refused('NotAllowedNow', stands);
  }
  return listLegalHolds(call);
}

export async function listLegalHolds({ dependencies, pack }: Call): Promise<ShownHold[]> {
  return (await holdsOf(dependencies.database, pack.id)).map(({ _id, organisation, ...hold }) => hold);
}
