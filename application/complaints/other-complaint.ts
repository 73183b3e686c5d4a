import { mayRead } from '../../domain/case/rights.ts';
import type { Call, FoundCase } from '../call.ts';
import { forRights, lookUpCase } from '../cases/reading/find-case.ts';
import { invalid } from '../refused.ts';

/** Another complaint that a body names; `Invalid` if there is none, or none that this person may know of (F-10). */
export async function otherComplaint(context: Call, path: string, number: string): Promise<FoundCase> {
  const { dependencies, principal, found } = context;
  if (number === found.number) throw invalid(path, 'is this complaint itself');
  const other = await lookUpCase(dependencies, found.organisation, number);
  const isReadable = other && mayRead(principal.actor, forRights(dependencies.packs, other));
  if (!isReadable || other.view.kind !== 'complaint') throw invalid(path, 'is no complaint that you may see');
  return other;
}
