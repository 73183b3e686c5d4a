import type { WordsReference } from '../case/command.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { FollowedItemFact } from './facts.ts';
import { actionClock, type FollowedItemPolicy } from './policy.ts';
import type { FollowedItemFields, FollowedItemState } from './state.ts';

/** The item without what belongs to its present status alone. */
function fieldsOf(state: FollowedItemState): FollowedItemFields {
  const { status: _status, completion: _completion, ...fields } = state as FollowedItemState & { completion?: object };
  return fields as FollowedItemFields;
}

/** The followed item after one of its events. */
export function evolveFollowedItem(before: FollowedItemState, event: TimelineEvent): FollowedItemState {
  const fact = { type: event.type, data: event.data } as Exclude<FollowedItemFact, { type: 'clockSuperseded' }>;
  const state = withWords(before, fact);
  const { at, by, standingInFor = null } = event;
  switch (fact.type) {
    case 'opened':
      return state;
    case 'completed':
      return {
        ...fieldsOf(state),
        status: 'completed',
        completion: { by, standingInFor, at, evidence: fact.data.words },
      };
    case 'accepted':
      return state.status === 'completed' ? { ...state, status: 'closed', closedAt: at } : state;
    case 'returned':
    case 'dateChanged': {
      const { dueOn, days } = fact.data;
      const policy = withDate(state.policy, fact.type, days);
      return { ...fieldsOf(state), status: 'open', round: state.round + 1, dueOn, policy };
    }
    case 'assigned':
      return { ...state, owner: fact.data.to };
    case 'withdrawn':
      return { ...fieldsOf(state), status: 'withdrawn', closedAt: at };
  }
}

/**
 * The rules with a clock of its own for another date, so that what the earlier one allowed, and its proof, stay as they were.
 * The earlier ones start no more.
 */
export function withDate(policy: FollowedItemPolicy, startsOn: string, days: number): FollowedItemPolicy {
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

function withWords(state: FollowedItemState, fact: { type: string; data: object }): FollowedItemState {
  const words = 'words' in fact.data ? (fact.data.words as WordsReference | null) : null;
  return words && fact.type !== 'opened' ? { ...state, words: [...state.words, words] } : state;
}
