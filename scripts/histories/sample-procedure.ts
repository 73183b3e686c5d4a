import type { ProcedurePolicy } from '../../domain/procedure/policy.ts';
import type { ProcedureDetails } from '../../domain/procedure/state.ts';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { sampleCase } from '../cost/standard-complaint.ts';

/** The input of a procedure of the product's packs; left out, of the one with every kind of step. */
export function sampleProcedure(
  organisation: string,
  number: string,
  procedure = 'supplier-selection',
): CaseInput<ProcedureDetails, ProcedurePolicy> {
  const { packs } = loadPacks(policyFolders(undefined));
  const organisations = [organisation, ...new Set(packs.map(({ id }) => id))];
  const newest = organisations.flatMap((id) => latest(packs, id) ?? []);
  const found = newest.find(({ kinds }) => kinds.procedure && Object.hasOwn(kinds.procedure, procedure));
  const policy = found && procedureSliceFor(found, procedure);
  if (!policy) throw new Error(`there is no pack with the procedure ${procedure}`);
  const { open, calendar, continueAfter } = sampleCase(organisation, number);
  const details = { period: null, fellDueAt: null, madeUpFor: false, previous: null, words: null };
  return { open: { ...open, policy, details }, calendar, continueAfter };
}
