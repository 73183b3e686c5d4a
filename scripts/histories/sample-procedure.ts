import type { ProcedurePolicy } from '../../domain/procedure/policy.ts';
import type { ProcedureDetails } from '../../domain/procedure/state.ts';
import { procedureSliceFor } from '../../packs/kinds/procedure/pinned-policy.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { sampleCase } from '../cost/standard-complaint.ts';

/** The input of a procedure of the product's pack; left out, of the one with every kind of step. */
export function sampleProcedure(
  organisation: string,
  number: string,
  procedure = 'supplier-selection',
): CaseInput<ProcedureDetails, ProcedurePolicy> {
  const pack = latest(loadPacks(policyFolders(undefined)).packs, organisation);
  const policy = pack && procedureSliceFor(pack, procedure);
  if (!policy) throw new Error(`there is no pack ${organisation} with that procedure`);
  const { open, calendar, continueAfter } = sampleCase(organisation, number);
  const details = { period: null, fellDueAt: null, madeUpFor: false, previous: null, words: null };
  return { open: { ...open, policy, details }, calendar, continueAfter };
}
