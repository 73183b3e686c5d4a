import type { ProcedureCommands } from '../../../domain/procedure/commands.ts';
import type { ProcedureStatus } from '../../../domain/procedure/state.ts';
import type { Drawing, Move } from '../drawing.ts';

type Moves = Move<ProcedureStatus, keyof ProcedureCommands>[];

const moves: Moves = [
  ['open', 'submit', 'finished'],
  ['open', 'carry-out', 'finished'],
  ['open', 'receive', 'finished'],
  ['open', 'review', 'finished'],
  ['open', 'approve', 'finished'],
  ['open', 'decide', 'finished'],
  ['open', 'acknowledge', 'finished'],
  ['open', 'excuse', 'finished'],
  ['open', 'evaluate', 'finished'],
  ['open', 'archive', 'finished'],
  ['open', 'reject', 'rejected'],
  ['open', 'withdraw', 'withdrawn'],
];

export const procedure: Drawing = {
  title: 'Procedure',
  about:
    'What is owed by a time and comes again. Its policy says which steps it has; with the last of them it is finished.',
  begins: 'open',
  moves,
  windows: [],
};
