import type { LeadCommands } from '../../../domain/lead/commands.ts';
import type { LeadStatus } from '../../../domain/lead/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<LeadStatus, keyof LeadCommands>[];

const moves: Moves = [
  ['identified', 'follow', 'followed'],
  ['followed', 'close', 'closed'],
  ['closed', 'succeed', 'successful'],
  ['followed', 'correct', 'identified'],
  ['closed', 'correct', 'followed'],
  ['identified', 'cancel', 'cancelled'],
  ['followed', 'cancel', 'cancelled'],
  ['closed', 'cancel', 'cancelled'],
];

export const lead: Drawing = {
  title: 'Lead',
  about: 'A programme and those who may fund it.',
  begins: 'identified',
  moves,
  windows: [
    [
      'week',
      'while a weekly review is owed',
      'when the week is due',
      'the missed week is a fact, and the next week begins',
    ],
    ['request', 'while a request to contact a donor waits', 'by the policy', 'the request expires'],
    [
      'payment',
      'while a pledged payment is to come',
      'at the end of its day',
      'the payments that came are looked for; a complaint is opened if one is missing',
    ],
  ],
};
