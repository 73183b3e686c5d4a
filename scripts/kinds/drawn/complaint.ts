import type { ComplaintCommands } from '../../../domain/complaint/commands.ts';
import type { ComplaintStatus } from '../../../domain/complaint/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<ComplaintStatus, keyof ComplaintCommands>[];

const moves: Moves = [
  ['received', 'accept', 'open'],
  ['received', 'return-for-completion', 'returned'],
  ['received', 'decline', 'declined'],
  ['returned', 'complete', 'received'],
  ['returned', 'decline', 'declined'],
  ['returned', 'window: completion', 'declined'],
  ['open', 'answer', 'answered'],
  ['answered', 'confirm', 'closed'],
  ['answered', 'window: follow-up', 'closed'],
  ['answered', 'confirm', 'open'],
  ['answered', 'object', 'open'],
  ['closed', 'rate', 'open'],
  ['closed', 'reopen', 'open'],
  ['closed', 'disown', 'open'],
  ['declined', 'object', 'received'],
  ...(['received', 'returned', 'open'] as const).flatMap((status): Moves[number][] => [
    [status, 'withdraw', 'withdrawn'],
    [status, 'withdraw', 'withdrawal-claimed'],
    [status, 'merge-taken', 'merged'],
    ['merged', 'undo-merge', status],
    ['withdrawal-claimed', 'disown', status],
    ['withdrawal-claimed', 'name-staff', status],
    ['withdrawal-claimed', 'message undelivered', status],
  ]),
  ['withdrawal-claimed', 'withdraw', 'withdrawn'],
  ['withdrawal-claimed', 'window: disown', 'withdrawn'],
];

export const complaint: Drawing = {
  title: 'Complaint',
  about: 'What a customer brings to a care team: a complaint, an enquiry, a remark, a suggestion or a ticket.',
  begins: 'received',
  moves,
  windows: [
    ['completion', 'while it is returned', 'by the policy', 'it is declined as not completed'],
    ['follow-up', 'while it is answered', 'by the policy', 'it is closed by silence'],
    ['reopen', 'while it is closed or declined', 'by the policy', 'it is over: nobody reopens it any more'],
    [
      'disown',
      'after staff recorded what the customer said',
      'by the policy',
      'a claimed withdrawal becomes one; anything else stands',
    ],
    [
      'hand-over',
      'while it is handed over and not taken',
      'by the policy',
      'it goes back to the colleague who handed it over',
    ],
    ['undo-merge', 'while it is merged', 'by the policy', 'the merging stands, and it has ended'],
    ['promise', 'while news is promised', 'at the promised time', 'the missed promise is a fact'],
    ['contact', 'while the policy asks for daily contact', 'at the end of the working day', 'the missed day is a fact'],
    [
      'reminder',
      'before a booked appointment',
      'at the time of the reminder',
      'the colleague who keeps it is reminded',
    ],
    ['appointment', 'after a booked appointment', 'some time after it', 'the missed appointment is a fact'],
  ],
};
