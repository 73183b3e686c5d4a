/** Who moves complaints in: a manager asks, and another leader lets it go on, since a day of receipt moves deadlines. Ours. */
import { isNo } from '../../domain/case/command.ts';
import { actingRoles } from '../../domain/case/rights.ts';
import { isManager, leads } from '../../packs/rights/holds-rights.ts';
import type { Call } from '../call.ts';
import { newCase } from '../cases/permission.ts';
import { Refused } from '../refused.ts';

type Caller = Pick<Call, 'principal' | 'pack'>;

/** @throws Refused `Forbidden` unless the caller is a manager */
export function mustMoveIn({ principal, pack }: Caller): void {
  if (!isManager(pack, principal.actor)) throw new Refused('Forbidden', 'Complaints are moved in by managers.');
}

/** @throws Refused `Forbidden` unless the caller leads, and may open complaints and say when they were received */
export function mustDecide({ principal, pack }: Caller): void {
  const { actor } = principal;
  const may = (command: string) => !isNo(actingRoles({ ...actor, standIns: [] }, command, newCase(pack, 'complaint')));
  if (leads(pack, actor) && may('open') && may('correct-received')) return;
  throw new Refused('Forbidden', 'A moving-in is decided on by a supervisor or a manager.');
}
