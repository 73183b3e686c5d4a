import type { WordsReference } from '../command.ts';
import type { ComplaintStatus } from './state.ts';

/** The body of each command, as it reaches the case: words have gone to the vault and left a reference. */
export interface ComplaintCommands {
  accept: object;
  'return-for-completion': { missing: string[]; words: WordsReference };
  complete: { words: WordsReference };
  decline: { reasonCode: string; words: WordsReference };
  assign: { to: string };
  pause: { reasonCode: string };
  resume: object;
  interim: { words: WordsReference; expectedBy: string | null };
  'log-contact': { channel: string; reached: boolean; words: WordsReference | null };
  answer: { words: WordsReference; solved: boolean };
  confirm: { helped: boolean; words: WordsReference | null };
  withdraw: { words: WordsReference | null };
}

export type ComplaintCommandName = keyof ComplaintCommands;

/** What may be done next. The API's `allowed`, the refusals and a console's buttons read this table. */
export const complaintCommands: Record<ComplaintStatus, readonly ComplaintCommandName[]> = {
  received: ['accept', 'return-for-completion', 'decline', 'assign', 'log-contact', 'withdraw'],
  returned: ['complete', 'decline', 'log-contact', 'withdraw'],
  open: ['assign', 'pause', 'resume', 'interim', 'log-contact', 'answer', 'withdraw'],
  answered: ['confirm', 'log-contact'],
  closed: [],
  declined: [],
  withdrawn: [],
};
