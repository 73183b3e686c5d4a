import type { RecordChangePolicy } from '../../domain/record-change/policy.ts';
import type { RecordChangeDetails } from '../../domain/record-change/state.ts';
import { recordChangeSliceFor } from '../../packs/kinds/record-change/pinned-policy.ts';
import { latest, loadPacks } from '../../packs/load/load.ts';
import { policyFolders } from '../../packs/load/policy-folders.ts';
import type { CaseInput } from '../../workflows/messages/case.ts';
import { sampleAgent, sampleCase, words } from '../cost/standard-complaint.ts';

/** The input of a change of one customer's record, under a pack of the product. */
export function sampleRecordChange(
  organisation: string,
  number: string,
): CaseInput<RecordChangeDetails, RecordChangePolicy> {
  const pack = latest(loadPacks(policyFolders(undefined)).packs, organisation);
  if (!pack) throw new Error(`there is no pack ${organisation}`);
  const { open, calendar, continueAfter } = sampleCase(organisation, number);
  const policy = recordChangeSliceFor(pack, 'change');
  const form = { action: 'change' as const, form: words, customers: ['SB-P-00000-000001'], records: 1, alike: 0 };
  return {
    open: { ...open, actor: sampleAgent, policy, details: { ...form, preparer: sampleAgent.id } },
    calendar,
    continueAfter,
  };
}
