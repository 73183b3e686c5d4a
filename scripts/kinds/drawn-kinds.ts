/** What the page of each kind tells besides its tables: what it is, where it begins, and what its windows do. */
import type { CaseState, Kind } from '../../domain/case/case.ts';
import { complaint } from '../../domain/complaint/kind.ts';
import { departmentTicket } from '../../domain/department-ticket/kind.ts';
import { followedItem } from '../../domain/followed-item/kind.ts';
import { lead } from '../../domain/lead/kind.ts';
import { recordChange } from '../../domain/record-change/kind.ts';
import { surveyCycle } from '../../domain/survey-cycle/kind.ts';
import {
  complaintMoves,
  followedItemMoves,
  leadMoves,
  type Move,
  recordChangeMoves,
  surveyCycleMoves,
  ticketMoves,
} from './moves.ts';

/** A window of a kind: while what it is open, when it ends, and what the case then does if nobody has acted. */
type WindowRow = [id: string, open: string, ends: string, then: string];

export interface DrawnKind {
  page: string;
  title: string;
  about: string;
  kind: Kind<CaseState, never>;
  begins: string;
  moves: Move<string, string>[];
  isFinal: (status: string) => boolean;
  windows: WindowRow[];
}

/** A status is final if the case is over whenever it is in it. */
function finalIn<State extends CaseState, Details>(kind: Kind<State, Details>) {
  return (status: string) => kind.isOver({ status } as unknown as State);
}

export const drawnKinds: DrawnKind[] = [
  {
    page: 'complaint',
    title: 'Complaint',
    about: 'What a customer brings to a care team: a complaint, an enquiry, a remark, a suggestion or a ticket.',
    kind: complaint,
    begins: 'received',
    moves: complaintMoves,
    isFinal: finalIn(complaint),
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
      ['promise', 'while news is promised', 'at the promised time', 'the missed promise is a fact'],
      [
        'contact',
        'while the policy asks for daily contact',
        'at the end of the working day',
        'the missed day is a fact',
      ],
      [
        'reminder',
        'before a booked appointment',
        'at the time of the reminder',
        'the colleague who keeps it is reminded',
      ],
      ['appointment', 'after a booked appointment', 'some time after it', 'the missed appointment is a fact'],
    ],
  },
  {
    page: 'department-ticket',
    title: 'Department ticket',
    about: 'What one department must do for a complaint that another one answers.',
    kind: departmentTicket,
    begins: 'open',
    moves: ticketMoves,
    isFinal: finalIn(departmentTicket),
    windows: [],
  },
  {
    page: 'followed-item',
    title: 'Followed item',
    about: 'Something that was decided and has an owner and a date. It is done with evidence.',
    kind: followedItem,
    begins: 'open',
    moves: followedItemMoves,
    isFinal: finalIn(followedItem),
    windows: [],
  },
  {
    page: 'lead',
    title: 'Lead',
    about: 'A programme and those who may fund it.',
    kind: lead,
    begins: 'identified',
    moves: leadMoves,
    isFinal: finalIn(lead),
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
  },
  {
    page: 'record-change',
    title: 'Record change',
    about: 'A customer’s record changed by form: prepared, reviewed, approved, entered and archived.',
    kind: recordChange,
    begins: 'prepared',
    moves: recordChangeMoves,
    isFinal: finalIn(recordChange),
    windows: [],
  },
  {
    page: 'survey-cycle',
    title: 'Survey cycle',
    about: 'Satisfaction asked after a programme, beneficiaries before donors.',
    kind: surveyCycle,
    begins: 'preparing',
    moves: surveyCycleMoves,
    isFinal: finalIn(surveyCycle),
    windows: [
      ['collection', 'while answers are collected, if the policy says so', 'by the policy', 'the collection is closed'],
    ],
  },
];
