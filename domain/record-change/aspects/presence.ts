/** Whether somebody is there for the step that begins: if not, the one above hears of it at once. */
import { unchanged } from '../../case/aspect.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import type { RecordChangeAspect } from '../aspect.ts';
import type { RecordChangeState, RecordChangeStep } from '../state.ts';
import { presenceQuestions, stepOf } from '../steps.ts';

interface PresenceCommands {
  /** Nobody is there who may take a step, said by the case to itself. */
  'find-nobody': { step: RecordChangeStep };
}

type PresenceFact = { type: 'nobodyCanAct'; data: PresenceCommands['find-nobody'] };

/** Events after which the form waits for another step, or for the same one anew. */
const beginsStep = ['prepared', 'amended', 'reviewed', 'approved', 'entered'];

/** Whether somebody is there for each place of the step that begins. */
function errands(event: TimelineEvent, state: RecordChangeState): Errand[] {
  const step = stepOf(state.status);
  const isNext =
    event.type === 'approvalGiven' && state.policy.asksAfterApproval && state.approval.status === 'waiting';
  if (!step || !(isNext || beginsStep.includes(event.type))) return [];
  return presenceQuestions(state, state.policy, step).map((asked) => ({
    do: 'look-for',
    ...asked,
    command: 'find-nobody',
  }));
}

export const presence: RecordChangeAspect<PresenceCommands, PresenceFact> = {
  decisions: {
    'find-nobody': ({ status }, { body }) =>
      stepOf(status) === body.step ? [{ type: 'nobodyCanAct', data: body }] : [],
  },
  evolutions: { nobodyCanAct: unchanged },
  errands,
};
