import type { CaseState, Kind } from './case/case.ts';
import { complaint } from './complaint/kind.ts';
import { departmentTicket } from './department-ticket/kind.ts';
import { followedItem } from './followed-item/kind.ts';
import { lead } from './lead/kind.ts';
import { procedure } from './procedure/kind.ts';
import { recordChange } from './record-change/kind.ts';
import { surveyCycle } from './survey-cycle/kind.ts';

/** A kind of case: its rules, and the letter that its numbers have. */
interface RegisteredKind {
  rules: Kind<CaseState, never>;
  letter: string;
  /** What its owner must be able to do with it: nobody else is given one (G-04). */
  ownerDoes?: string;
}

/** Every kind of case. What else there is to one is listed under the same name in other rooms. */
export const kinds = {
  complaint: { rules: complaint, letter: 'C', ownerDoes: 'answer' },
  departmentTicket: { rules: departmentTicket, letter: 'D', ownerDoes: 'resolve' },
  recordChange: { rules: recordChange, letter: 'R' },
  surveyCycle: { rules: surveyCycle, letter: 'S' },
  followedItem: { rules: followedItem, letter: 'A', ownerDoes: 'complete' },
  lead: { rules: lead, letter: 'L', ownerDoes: 'follow' },
  procedure: { rules: procedure, letter: 'T' },
} satisfies Record<string, RegisteredKind>;

/** A kind of case and the name of the workflow that runs it are the same word. */
export type CaseKind = keyof typeof kinds;

/** The names of all kinds. */
export const caseKinds = Object.keys(kinds) as CaseKind[];

/** One kind by its name; undefined if there is none. */
export function kindNamed(name: string): RegisteredKind | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name as CaseKind] : undefined;
}
