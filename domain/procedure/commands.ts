import type { Together } from '../case/aspect.ts';
import type { ProcedureAspect } from './aspect.ts';
import type { procedureAspects } from './aspects.ts';
import type { ProcedureStatus } from './state.ts';

type CommandsOf<One> = One extends ProcedureAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the occurrence. */
export type ProcedureCommands = Together<CommandsOf<(typeof procedureAspects)[number]>>;

export const innerProcedureCommands = [
  'settle-asked',
  'settle-report',
  'settle-publication',
  'settle-memo',
] as const satisfies readonly (keyof ProcedureCommands)[];

/** Commands that people give. */
export type ProcedureCommandName = Exclude<keyof ProcedureCommands, (typeof innerProcedureCommands)[number]>;

/** What may be done next. Of an open occurrence its open steps say which of them. */
export const procedureCommands: Record<ProcedureStatus, readonly ProcedureCommandName[]> = {
  open: [
    ...(['submit', 'carry-out', 'receive', 'review', 'approve', 'return', 'reject', 'decide'] as const),
    ...(['acknowledge', 'excuse', 'evaluate', 'archive', 'withdraw'] as const),
  ],
  finished: [],
  rejected: [],
  withdrawn: [],
};
