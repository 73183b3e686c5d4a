import type { Together } from '../case/aspect.ts';
import type { LeadAspect } from './aspect.ts';
import type { leadAspects } from './aspects.ts';
import type { LeadStatus } from './state.ts';

type CommandsOf<One> = One extends LeadAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the lead. */
export type LeadCommands = Together<CommandsOf<(typeof leadAspects)[number]>>;

/** Commands that the lead gives itself, and that the API gives it in nobody's name. */
export const innerLeadCommands = [
  'settle-contact',
  'match-funding',
  'settle-funding',
  'settle-release',
  'report-stranger',
] as const satisfies readonly (keyof LeadCommands)[];

/** Commands that people give. */
export type LeadCommandName = Exclude<keyof LeadCommands, (typeof innerLeadCommands)[number]>;

/** What goes on beside the steps, for as long as the lead is open. */
const meanwhile = [
  ...(['rate', 'review', 'attach', 'assign', 'cancel'] as const),
  ...(['request-contact', 'appoint-contact', 'approve-contact', 'reject-contact'] as const),
] as const satisfies readonly LeadCommandName[];

/** What may be done next with a lead (N-05): no step is skipped, and going back is a correction. */
export const leadCommands: Record<LeadStatus, readonly LeadCommandName[]> = {
  identified: ['follow', ...meanwhile],
  followed: ['log-contact', 'close', 'correct', ...meanwhile],
  closed: ['log-contact', 'succeed', 'correct', ...meanwhile],
  successful: [],
  cancelled: [],
};
