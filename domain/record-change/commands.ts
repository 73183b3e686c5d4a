import type { Together } from '../case/aspect.ts';
import type { RecordChangeAspect } from './aspect.ts';
import type { recordChangeAspects } from './aspects.ts';
import type { RecordChangeStatus } from './state.ts';

type CommandsOf<One> = One extends RecordChangeAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the record change. */
export type RecordChangeCommands = Together<CommandsOf<(typeof recordChangeAspects)[number]>>;

export const innerRecordChangeCommands = [
  'settle-entry',
  'find-nobody',
] as const satisfies readonly (keyof RecordChangeCommands)[];

/** Commands that people give. */
export type RecordChangeCommandName = Exclude<keyof RecordChangeCommands, (typeof innerRecordChangeCommands)[number]>;

/** What may be done next with a record change (N-20). */
export const recordChangeCommands: Record<RecordChangeStatus, readonly RecordChangeCommandName[]> = {
  prepared: ['review', 'reject', 'withdraw'],
  reviewed: ['approve', 'reject', 'withdraw'],
  returned: ['amend', 'withdraw'],
  approved: ['enter', 'withdraw'],
  entering: [],
  entered: ['archive'],
  archived: [],
  withdrawn: [],
};
