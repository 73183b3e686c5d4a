import type { LeadPolicy } from '../../domain/lead/policy.ts';
import type { LeadDetails } from '../../domain/lead/state.ts';
import { leadSliceFor } from '../../packs/kinds/lead/pinned-policy.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { sampleAgent, sampleCase, words } from '../cost/standard-complaint.ts';

const seconds = (count: number) => ({ elapsed: `PT${count}S` });

/** The input of a lead under a pack of the product, whose weeks and requests last seconds. */
export function sampleLead(organisation: string, number: string): CaseInput<LeadDetails, LeadPolicy> {
  const pack = latest(loadPacks(policyFolders(undefined)).packs, organisation);
  const own = pack && leadSliceFor(pack, 'sample');
  if (!own) throw new Error(`there is no pack ${organisation} with leads`);
  const { open, calendar, continueAfter } = sampleCase(organisation, number);
  const clocks = own.clocks.map((clock) => (clock.id === 'week' ? { ...clock, due: seconds(4) } : clock));
  const policy = { ...own, clocks, contact: { decideWithin: seconds(3), permissionLasts: seconds(60) } };
  const details: LeadDetails = {
    ...{ programme: 'sample', prospects: ['SB-P-00000-000001'], expected: '1000.00', rate: 40, factors: [] },
    ...{ words, plannedIn: null, owner: sampleAgent.id },
  };
  return { open: { ...open, actor: sampleAgent, policy, details }, calendar, continueAfter };
}
