import type { CaseState, Kind } from './case/case.ts';
import { complaint } from './complaint/kind.ts';
import { departmentTicket } from './department-ticket/kind.ts';
import { followedItem } from './followed-item/kind.ts';
import { lead } from './lead/kind.ts';
import { recordChange } from './record-change/kind.ts';
import { surveyCycle } from './survey-cycle/kind.ts';

/** A kind of case: its rules, and the letter that its numbers have. */
interface RegisteredKind {
  rules: Kind<CaseState, never>;
  letter: string;
}

/** Every kind of case. What else there is to one is listed under the same name in other rooms. */
export const kinds = {
  complaint: { rules: complaint, letter: 'C' },
  departmentTicket: { rules: departmentTicket, letter: 'D' },
  recordChange: { rules: recordChange, letter: 'R' },
  surveyCycle: { rules: surveyCycle, letter: 'S' },
  followedItem: { rules: followedItem, letter: 'A' },
  lead: { rules: lead, letter: 'L' },
} satisfies Record<string, RegisteredKind>;

/** A kind of case and the name of the workflow that runs it are the same word. */
export type CaseKind = keyof typeof kinds;

/** The names of all kinds. */
export const caseKinds = Object.keys(kinds) as CaseKind[];
