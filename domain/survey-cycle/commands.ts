import type { Together } from '../case/aspect.ts';
import type { SurveyCycleAspect } from './aspect.ts';
import type { surveyCycleAspects } from './aspects.ts';
import type { SurveyCycleStatus } from './state.ts';

type CommandsOf<One> = One extends SurveyCycleAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the cycle. */
export type SurveyCycleCommands = Together<CommandsOf<(typeof surveyCycleAspects)[number]>>;

export const innerSurveyCycleCommands = [
  'settle-opening',
  'settle-report',
] as const satisfies readonly (keyof SurveyCycleCommands)[];

/** Commands that people give. */
export type SurveyCycleCommandName = Exclude<keyof SurveyCycleCommands, (typeof innerSurveyCycleCommands)[number]>;

/** What may be done next with a survey cycle (N-09). Once management has decided there is nothing to withdraw any more. */
export const surveyCycleCommands: Record<SurveyCycleStatus, readonly SurveyCycleCommandName[]> = {
  preparing: ['prepare', 'withdraw'],
  reviewing: ['review', 'return', 'withdraw'],
  collecting: ['close-collection', 'withdraw'],
  analysing: ['report', 'withdraw'],
  reporting: [],
  discussing: ['discuss', 'withdraw'],
  agreeing: ['agree-steps', 'withdraw'],
  deciding: ['decide', 'withdraw'],
  'asking-donors': ['finish'],
  finishing: [],
  acting: ['act'],
  finished: [],
  withdrawn: [],
};
