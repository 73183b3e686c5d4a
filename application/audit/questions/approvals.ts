/** Who approved, decided or turned down what, in whose place, and by the digest of what they saw. */
import { z } from 'zod';
import { eventsOfTypes } from '../../../db/audit/events-asked.ts';
import type { CaseEventDocument } from '../../../db/cases/cases.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import { kindOf } from '../../cases/case-number.ts';
import { type ListedQuestion, PeriodQuery } from './listed.ts';

/** Facts by which a second person agrees or does not, whatever the kind of case. */
const deciding = [
  ...['agreementGiven', 'approvalGiven', 'approved', 'rejected', 'reviewed', 'reviewGiven', 'discussionGiven'],
  ...['recommendationDecided', 'decided', 'claimApprovalGiven', 'claimApproved', 'claimRejected'],
  ...['goodwillApproved', 'goodwillRefused', 'contactApprovalGiven', 'contactApproved', 'contactRejected'],
  ...['correctionApproved', 'correctionRejected'],
] as const;

export const ApprovalQuery = PeriodQuery.extend({
  by: z.string().min(1).max(200).optional().meta({ description: 'The staff id of who decided.' }),
});

/** An approval as it is shown. */
export interface ShownApproval {
  at: string;
  number: string;
  kind: string | null;
  fact: string;
  by: string;
  standingInFor: string | null;
  roles: string[];
  subject: string | null;
  event: number;
}

export const approvalFields: ListedFields<ShownApproval> = {
  ...{ at: 'open', number: 'open', kind: 'open', fact: 'open', by: 'staff', standingInFor: 'staff', roles: 'open' },
  ...{ subject: 'open', event: 'open' },
};

export const approvalQuestion: ListedQuestion<z.infer<typeof ApprovalQuery>, CaseEventDocument, ShownApproval> = {
  name: 'approval',
  rows: (database, organisation, { by }, part) =>
    eventsOfTypes(database, organisation, { ...part, by, types: deciding }),
  numberOf: ({ number }) => number,
  shown({ at, number, type, by, standingInFor, roles, sequence, data }) {
    const { digest } = data as { digest?: string };
    const who = { by, standingInFor: standingInFor ?? null, roles };
    return { at, number, kind: kindOf(number) ?? null, fact: type, ...who, subject: digest ?? null, event: sequence };
  },
};
