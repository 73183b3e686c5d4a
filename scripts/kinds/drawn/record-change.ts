import type { RecordChangeCommands } from '../../../domain/record-change/commands.ts';
import type { RecordChangeStatus } from '../../../domain/record-change/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<RecordChangeStatus, keyof RecordChangeCommands>[];

const moves: Moves = [
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

export const recordChange: Drawing = {
  title: 'Record change',
  about: 'A customer’s record changed by form: prepared, reviewed, approved, entered and archived.',
  begins: 'prepared',
  moves,
  windows: [],
};
