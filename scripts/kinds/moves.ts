/**
 * Where the commands of each kind lead: what its table of commands does not say, since the rules decide it. A test watches
 * every life of a case in the tests of the rules, and fails if one moves otherwise.
 */
import type { ComplaintCommands } from '../../domain/complaint/commands.ts';
import type { ComplaintStatus } from '../../domain/complaint/state.ts';
import type { TicketCommands } from '../../domain/department-ticket/commands.ts';
import type { TicketStatus } from '../../domain/department-ticket/state.ts';
import type { FollowedItemCommands } from '../../domain/followed-item/commands.ts';
import type { FollowedItemStatus } from '../../domain/followed-item/state.ts';
import type { LeadCommands } from '../../domain/lead/commands.ts';
import type { LeadStatus } from '../../domain/lead/state.ts';
import type { RecordChangeCommands } from '../../domain/record-change/commands.ts';
import type { RecordChangeStatus } from '../../domain/record-change/state.ts';
import type { SurveyCycleCommands } from '../../domain/survey-cycle/commands.ts';
import type { SurveyCycleStatus } from '../../domain/survey-cycle/state.ts';

/** A command, the end of a window or a message that arrives nowhere moves a case from one status to another. */
export type Move<Status extends string, Command extends string> = [
  from: Status,
  by: Command | `window: ${string}` | 'message undelivered',
  to: Status,
];

export const complaintMoves: Move<ComplaintStatus, keyof ComplaintCommands>[] = [
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
  ...(['received', 'returned', 'open'] as const).flatMap((status): Move<ComplaintStatus, keyof ComplaintCommands>[] => [
    [status, 'withdraw', 'withdrawn'],
    [status, 'withdraw', 'withdrawal-claimed'],
    [status, 'merge-taken', 'merged'],
    ['withdrawal-claimed', 'disown', status],
    ['withdrawal-claimed', 'name-staff', status],
    ['withdrawal-claimed', 'message undelivered', status],
  ]),
  ['withdrawal-claimed', 'withdraw', 'withdrawn'],
  ['withdrawal-claimed', 'window: disown', 'withdrawn'],
];

export const ticketMoves: Move<TicketStatus, keyof TicketCommands>[] = [
  ['open', 'resolve', 'resolved'],
  ['resolved', 'accept', 'closed'],
  ['resolved', 'return', 'open'],
  ['open', 'withdraw', 'withdrawn'],
  ['resolved', 'withdraw', 'withdrawn'],
];

export const followedItemMoves: Move<FollowedItemStatus, keyof FollowedItemCommands>[] = [
  ['open', 'complete', 'completed'],
  ['completed', 'accept', 'closed'],
  ['completed', 'return', 'open'],
  ['open', 'withdraw', 'withdrawn'],
];

export const leadMoves: Move<LeadStatus, keyof LeadCommands>[] = [
  ['identified', 'follow', 'followed'],
  ['followed', 'close', 'closed'],
  ['closed', 'succeed', 'successful'],
  ['followed', 'correct', 'identified'],
  ['closed', 'correct', 'followed'],
  ['identified', 'cancel', 'cancelled'],
  ['followed', 'cancel', 'cancelled'],
  ['closed', 'cancel', 'cancelled'],
];

export const recordChangeMoves: Move<RecordChangeStatus, keyof RecordChangeCommands>[] = [
  ['prepared', 'review', 'reviewed'],
  ['prepared', 'reject', 'returned'],
  ['reviewed', 'approve', 'approved'],
  ['reviewed', 'reject', 'returned'],
  ['returned', 'amend', 'prepared'],
  ['approved', 'enter', 'entering'],
  ['entering', 'settle-entry', 'entered'],
  ['entering', 'settle-entry', 'returned'],
  ['entered', 'archive', 'archived'],
  ['prepared', 'withdraw', 'withdrawn'],
  ['reviewed', 'withdraw', 'withdrawn'],
  ['returned', 'withdraw', 'withdrawn'],
  ['approved', 'withdraw', 'withdrawn'],
];

const beforeManagement = [
  'preparing',
  'reviewing',
  'collecting',
  'analysing',
  'discussing',
  'agreeing',
  'deciding',
] as const;

export const surveyCycleMoves: Move<SurveyCycleStatus, keyof SurveyCycleCommands>[] = [
  ['preparing', 'prepare', 'reviewing'],
  ['reviewing', 'return', 'preparing'],
  ['reviewing', 'review', 'collecting'],
  ['collecting', 'settle-opening', 'preparing'],
  ['collecting', 'close-collection', 'analysing'],
  ['collecting', 'window: collection', 'analysing'],
  ['analysing', 'report', 'reporting'],
  ['reporting', 'settle-report', 'discussing'],
  ['reporting', 'settle-report', 'analysing'],
  ['discussing', 'discuss', 'agreeing'],
  ['agreeing', 'agree-steps', 'deciding'],
  ['deciding', 'decide', 'asking-donors'],
  ['asking-donors', 'finish', 'finishing'],
  ['finishing', 'settle-report', 'acting'],
  ['finishing', 'settle-report', 'finished'],
  ['finishing', 'settle-report', 'asking-donors'],
  ['acting', 'act', 'finished'],
  ...beforeManagement.map(
    (status): Move<SurveyCycleStatus, keyof SurveyCycleCommands> => [status, 'withdraw', 'withdrawn'],
  ),
];
