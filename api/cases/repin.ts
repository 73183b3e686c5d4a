/** A running case goes over to the newest version of its policy (design §2, rule 7): one command for every kind. */

import { z } from 'zod';
import type { FoundCase } from '../../application/call.ts';
import { Refused } from '../../application/refused.ts';
import { text } from '../../application/text.ts';
import type { PolicySlice } from '../../domain/case/policy.ts';
import type { Repinning } from '../../domain/case/repin.ts';
import type { RegistryAction } from '../../domain/customer/record.ts';
import { pinPolicy } from '../../packs/kinds/complaint/pinned-policy.ts';
import { ticketSliceFor } from '../../packs/kinds/department-ticket/pinned-policy.ts';
import { followedItemSliceFor } from '../../packs/kinds/followed-item/pinned-policy.ts';
import { leadSliceFor } from '../../packs/kinds/lead/pinned-policy.ts';
import { recordChangeSliceFor } from '../../packs/kinds/record-change/pinned-policy.ts';
import { surveyCycleSliceFor } from '../../packs/kinds/survey-cycle/pinned-policy.ts';
import { latest } from '../../packs/load/load.ts';
import type { Pack } from '../../packs/schema.ts';
import type { CaseKind } from '../../workflows/messages/case.ts';
import { type CommandDefinition, define } from './command-definition.ts';

/** The slice of a pack for a case as it is, made as at an opening; null if the pack has no such cases. */
const slices: Record<CaseKind, (pack: Pack, found: FoundCase) => PolicySlice | null> = {
  complaint: (pack, { view }) => {
    const { channel, customerClass } = view.detail as { channel: string; customerClass: string | null };
    return pinPolicy(pack, { category: view.category, channel, ...(customerClass ? { customerClass } : {}) });
  },
  departmentTicket: (pack, { department, view }) => ticketSliceFor(pack, department, view.category),
  recordChange: (pack, { view }) => recordChangeSliceFor(pack, view.category as RegistryAction),
  surveyCycle: surveyCycleSliceFor,
  followedItem: followedItemSliceFor,
  lead: (pack, { view }) => leadSliceFor(pack, String(view.detail.programme)),
};

const Body = z.strictObject({ text });

export const repinDefinition: CommandDefinition = define<Repinning, typeof Body>({
  summary:
    'Let a running case go over to the newest version of its policy, with the reason; never to the customer’s loss (X-04)',
  body: Body,
  example: { text: 'اعتُمدت نسخة جديدة من السياسة تقصّر مدة الرد.' },
  async toCommand(body, { dependencies, found }, keep) {
    const pack = latest(dependencies.packs, found.organisation);
    const policy = pack && sliceOf(pack, found);
    if (!policy)
      throw new Refused('PreconditionFailed', 'The newest version of the policy has no cases like this one.');
    return { policy, words: await keep({ text: body.text }) };
  },
});

function sliceOf(pack: Pack, found: FoundCase): PolicySlice | null {
  try {
    return slices[found.view.kind as CaseKind](pack, found);
  } catch {
    // A category, a department or a route that the newest version does not have any more.
    return null;
  }
}
