/** Another date for a followed item, with a clock of its own. */
import type { DecisionContext } from '../../case/case.ts';
import { type ClockFact, isLive } from '../../case/clocks/clock.ts';
import type { VaultTextRef } from '../../case/command.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { fieldsOf } from '../aspect.ts';
import { daysUntil } from '../days-until.ts';
import { actionClock, type FollowedItemPolicy } from '../policy.ts';
import type { FollowedItemState } from '../state.ts';

export interface NewDateGiven {
  words: VaultTextRef;
  dueOn: string;
}

/** Another date, and how many days that is from the date on which it was agreed. */
export interface NewDate extends NewDateGiven {
  days: number;
}

type Dated = { type: 'returned' | 'dateChanged'; data: NewDate };

export function dated(
  type: Dated['type'],
  state: FollowedItemState,
  body: NewDateGiven,
  { at, calendar }: DecisionContext,
): (Dated | ClockFact)[] {
  const replaced = state.clocks.filter((clock) => isLive(clock) && clock.rule.startsWith('action'));
  return [
    ...replaced.map(({ id }): ClockFact => ({ type: 'clockSuperseded', data: { clock: id } })),
    { type, data: { ...body, days: daysUntil(calendar, at, body.dueOn) } },
  ];
}

/** The item open again, or still, until the date that an event brings. */
export function withNewDate(
  state: FollowedItemState,
  { dueOn, days }: NewDate,
  { type }: Pick<TimelineEvent, 'type'>,
): FollowedItemState {
  const policy = withDate(state.policy, type, days);
  return { ...fieldsOf(state), status: 'open', round: state.round + 1, dueOn, policy };
}

/**
 * The rules with a clock of its own for another date, so that what the earlier one allowed, and its proof, stay as they were.
 * The earlier ones start no more.
 */
function withDate(policy: FollowedItemPolicy, startsOn: string, days: number): FollowedItemPolicy {
  const earlier = policy.clocks.filter(({ id }) => id.startsWith(actionClock));
  const [first] = earlier;
  if (!first) return policy;
  const stopped = policy.clocks.map((rule) =>
    earlier.includes(rule) ? { ...rule, start: { ...rule.start, on: [] } } : rule,
  );
  const id = `${actionClock}-${earlier.length + 1}`;
  const next = { ...first, id, due: { calendarDays: days }, start: { ...first.start, on: [startsOn] } };
  return { ...policy, clocks: [...stopped, next] };
}
