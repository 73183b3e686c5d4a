/** Who looked at what of the organisation, when, and why: for those who see the audit trail (S13d, F-10). */
import { z } from 'zod';
import { type AccessDocument, accessesIn } from '../../../db/cases/accesses.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import type { Call } from '../../call.ts';
import { Refused } from '../../refused.ts';
import { type ListedQuestion, PeriodQuery, seesAuditTrail } from './listed.ts';

export const AccessQuery = PeriodQuery.extend({
  by: z.string().min(1).max(200).optional().meta({ description: 'The staff id of who looked.' }),
  number: z.string().min(1).max(100).optional().meta({
    description: 'Of a case or a customer; `cases`, `customers` or `register` for looks at lists.',
  }),
});

/** A look as it is shown. */
export type ShownAccess = Pick<AccessDocument, 'at' | 'number' | 'what' | 'by' | 'reason'> & {
  standingInFor: string | null;
};

/** What of it says something about a person. */
export const accessFields: ListedFields<ShownAccess> = {
  ...{ at: 'open', number: 'open', what: 'open', by: 'staff', standingInFor: 'staff', reason: 'says' },
};

/** A look at the register is stored without a number: it is at no case. */
const register = { stored: '', shown: 'register' };

/** @throws Refused `Forbidden` unless a role of the caller, or of a person for whom they stand in, sees the audit trail */
export function mustSeeAccesses(call: Pick<Call, 'principal' | 'pack'>): void {
  if (seesAuditTrail(call)) return;
  throw new Refused('Forbidden', 'Who looked at what is seen by those who see the audit trail.');
}

export const accessQuestion: ListedQuestion<z.infer<typeof AccessQuery>, AccessDocument, ShownAccess> = {
  name: 'look',
  rows: (database, organisation, { by, number }, part) =>
    accessesIn(database, organisation, { ...part, by, number: number === register.shown ? register.stored : number }),
  numberOf: ({ number }) => number,
  shown({ at, number, what, by, standingInFor, reason }) {
    const shownNumber = number === register.stored ? register.shown : number;
    return { at, number: shownNumber, what, by, standingInFor: standingInFor ?? null, reason };
  },
};
