/** Contact with the customer while the complaint is open, and correspondence with departments (B-06, C-01, C-06, N-12). */
import type { WordsReference } from '../command.ts';
import { type Decisions, type Evolutions, onlyNoted } from './aspect.ts';

export interface ContactCommands {
  /** With a department: a telephone call or an e-mail to it, which is no contact with the customer. */
  'log-contact': { channel: string; reached: boolean; words: WordsReference | null; department?: string };
}

type CustomerContact = Omit<ContactCommands['log-contact'], 'department'>;

/** Only a customer who was reached has been contacted (B-06). */
export type ContactFact =
  | { type: 'contactLogged' | 'contactAttempted'; data: CustomerContact }
  | { type: 'departmentContacted'; data: CustomerContact & { department: string } };

export const contactDecisions: Decisions<ContactCommands> = {
  'log-contact'(_state, { body }) {
    const { department, ...contact } = body;
    if (department !== undefined) return [{ type: 'departmentContacted', data: { ...contact, department } }];
    return [{ type: body.reached ? 'contactLogged' : 'contactAttempted', data: contact }];
  },
};

export const contactEvolutions: Evolutions<ContactFact> = {
  contactLogged: onlyNoted,
  contactAttempted: onlyNoted,
  departmentContacted: onlyNoted,
};
