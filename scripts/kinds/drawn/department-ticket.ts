import type { TicketCommands } from '../../../domain/department-ticket/commands.ts';
import type { TicketStatus } from '../../../domain/department-ticket/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<TicketStatus, keyof TicketCommands>[];

const moves: Moves = [
  ['open', 'resolve', 'resolved'],
  ['resolved', 'accept', 'closed'],
  ['resolved', 'return', 'open'],
  ['open', 'withdraw', 'withdrawn'],
  ['resolved', 'withdraw', 'withdrawn'],
];

export const departmentTicket: Drawing = {
  title: 'Department ticket',
  about: 'What one department must do for a complaint that another one answers.',
  begins: 'open',
  moves,
  windows: [],
};
