import type { SurveyCyclePolicy } from '../../domain/survey-cycle/policy.ts';
import type { SurveyCycleDetails } from '../../domain/survey-cycle/state.ts';
import { surveyCycleSliceFor } from '../../packs/kinds/survey-cycle/pinned-policy.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { sampleCase } from '../cost/standard-complaint.ts';

/** The input of a survey cycle, under a pack of the product. */
export function sampleSurveyCycle(
  organisation: string,
  number: string,
): CaseInput<SurveyCycleDetails, SurveyCyclePolicy> {
  const pack = latest(loadPacks(policyFolders(undefined)).packs, organisation);
  const policy = pack && surveyCycleSliceFor(pack);
  if (!policy) throw new Error(`there is no pack ${organisation} with survey cycles`);
  const { open, calendar, continueAfter } = sampleCase(organisation, number);
  const endedOn = open.at.slice(0, 10);
  const details = { programme: 'sample', endedOn, endedAt: open.at };
  return { open: { ...open, policy, details }, calendar, continueAfter };
}
