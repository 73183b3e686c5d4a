/** More time for a clock, if the pack allows it: once per clock, before its breach, by a second person, and told. */
import { unchanged } from '../../case/aspect.ts';
import type { Clock } from '../../case/clocks/clock.ts';
import { extendedSchedule } from '../../case/clocks/clock-facts.ts';
import { ruleOf } from '../../case/clocks/clock-schedule.ts';
import { namesOf, no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import type { Amount } from '../../deadline/calendar.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

export interface ExtensionCommands {
  extend: { clock: string; words: VaultTextRef };
}

export type ExtensionFact = { type: 'extended'; data: { clock: string; by: Amount; words: VaultTextRef } };

const decisions: Decisions<ExtensionCommands> = {
  extend(state, { body, actor }, around) {
    const clock = extendable(state).find(({ id }) => id === body.clock);
    if (!clock) {
      const possible = extendable(state).map(({ id }) => id);
      return no('NotAllowedNow', `the clock ${body.clock} cannot be extended; these can: ${possible.join(', ')}`);
    }
    if (state.owner !== null && namesOf(actor).includes(state.owner)) {
      return no('SamePerson', 'more time is given by somebody other than the owner, who would have the use of it');
    }
    const answer = extendedSchedule(state, clock, around.calendar);
    if ('detail' in answer) return no('NotAllowedNow', `the calendar does not reach so far: ${answer.detail}`);
    return [{ type: 'extended', data: { clock: clock.id, by: answer.by, words: body.words } }];
  },
};

const evolutions: Evolutions<ExtensionFact> = { extended: unchanged };

/** The clocks that may be given more time now: the pack says by how much, none has had any, and none is breached. */
function extendable(state: ComplaintState): Clock[] {
  return state.clocks.filter(
    (clock) =>
      ruleOf(state, clock).extension !== undefined &&
      clock.extension === undefined &&
      clock.state === 'running' &&
      clock.breachedAt === null,
  );
}

/** Why no clock can be extended just now, or null. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (command !== 'extend') return null;
  if (extendable(state).length === 0) return 'no clock of it can be extended, or none any more';
  // A second person is needed, so there must be a first: who answers for the complaint.
  return state.owner === null && readsAs(state, 2) ? 'nobody owns it: it is assigned first' : null;
}

export const extension: ComplaintAspect<ExtensionCommands, ExtensionFact> = { decisions, evolutions, obstacle };
