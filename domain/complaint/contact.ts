/** Contact with the customer while the complaint is open (B-06, C-01, N-12). */
import type { WordsReference } from '../command.ts';
import { type Decisions, type Evolutions, onlyNoted } from './aspect.ts';

export interface ContactCommands {
  'log-contact': { channel: string; reached: boolean; words: WordsReference | null };
}

/** Only a customer who was reached has been contacted (B-06). */
export type ContactFact = {
  type: 'contactLogged' | 'contactAttempted';
  data: ContactCommands['log-contact'];
};

export const contactDecisions: Decisions<ContactCommands> = {
  'log-contact': (_state, { body }) => [{ type: body.reached ? 'contactLogged' : 'contactAttempted', data: body }],
};

export const contactEvolutions: Evolutions<ContactFact> = {
  contactLogged: onlyNoted,
  contactAttempted: onlyNoted,
};
