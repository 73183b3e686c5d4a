import type { Together } from '../case/aspect.ts';
import type { ComplaintAspect } from './aspect.ts';
import type { complaintAspects } from './aspects.ts';
import type { ComplaintStatus } from './state.ts';

type CommandsOf<One> = One extends ComplaintAspect<infer Commands, infer _Facts> ? Commands : never;

/** The body of each command, as it reaches the case: words have gone to the vault and left a reference. */
export type ComplaintCommands = Together<CommandsOf<(typeof complaintAspects)[number]>>;

/** Commands that only other cases give, or the case itself. */
export const innerComplaintCommands = [
  'ticket-step',
  'assign-automatically',
  'link-told',
  'merge-offered',
  'merge-taken',
  'merge-not-taken',
  'merge-undone',
  'representation-ended',
] as const satisfies readonly (keyof ComplaintCommands)[];

/** Commands that people give. */
export type ComplaintCommandName = Exclude<keyof ComplaintCommands, (typeof innerComplaintCommands)[number]>;

/** What goes on beside the work on the answer, for as long as the complaint has not ended. */
const appointments = ['book-appointment', 'keep-appointment', 'cancel-appointment'] as const;
const meanwhile = ['correct-contact', 'correct-fields', 'log-contact', 'attach', 'tick-step', ...appointments] as const;

/** The kind and the day of receipt, until it is answered. */
const righting = ['correct-category', 'correct-received', 'approve-correction', 'reject-correction'] as const;

/** What the team finds out before it answers. */
const study = ['find-party', 'record-discussion'] as const;

/** What staff do beside the work, for as long as the case is there. */
const beside = [
  'identify',
  'deliver-letter',
  'set-representative',
  'end-representative',
  'link',
  'unlink',
  'report-abuse',
  'name-staff',
  'share',
  'unshare',
  'comment',
  'ask',
  'answer-question',
  'give-back',
  'leave-incident',
  'disown',
] as const satisfies readonly ComplaintCommandName[];

/** What may be done next. The API's `allowed`, the refusals and a console's buttons read this table. */
export const complaintCommands: Record<ComplaintStatus, readonly ComplaintCommandName[]> = {
  received: [
    'accept',
    'return-for-completion',
    'decline',
    'assign',
    ...study,
    ...meanwhile,
    ...righting,
    'merge',
    'join-incident',
    'withdraw',
    ...beside,
  ],
  returned: ['complete', 'decline', ...meanwhile, ...righting, 'merge', 'join-incident', 'withdraw', ...beside],
  open: [
    'assign',
    'pause',
    'resume',
    'interim',
    ...study,
    ...meanwhile,
    ...righting,
    'open-department-ticket',
    'extend',
    'hand-over',
    'take',
    'decline-hand-over',
    'answer',
    'merge',
    'join-incident',
    'withdraw',
    ...beside,
    'prepare-claim',
    'amend-claim',
    'approve-claim',
    'reject-claim',
    'record-goodwill',
  ],
  'withdrawal-claimed': ['withdraw', 'assign', ...meanwhile, ...beside],
  answered: ['answer', 'confirm', 'object', ...meanwhile, ...beside],
  closed: ['rate', 'reopen', ...beside],
  declined: ['object', ...beside],
  withdrawn: [],
  merged: ['undo-merge'],
};
