import type { WordsReference } from '../case/command.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { TicketFact } from './facts.ts';
import type { TicketFields, TicketState } from './state.ts';

/** The ticket without what belongs to its present status alone. */
function fieldsOf(state: TicketState): TicketFields {
  const {
    resolvedAt: _at,
    resolvedBy: _by,
    resolvedFor: _for,
    outcome: _outcome,
    ...fields
  } = state as TicketState & Record<string, unknown>;
  return fields;
}

/** The ticket after one of its events. */
export function evolveTicket(before: TicketState, event: TimelineEvent): TicketState {
  const fact = { type: event.type, data: event.data } as TicketFact;
  const state = withWords(before, fact);
  switch (fact.type) {
    case 'opened':
    case 'noted':
    case 'ownerLost':
      return state;
    case 'staffNamed': {
      const { staff } = fact.data;
      const owner = state.owner !== null && staff.includes(state.owner) ? null : state.owner;
      return { ...state, about: [...new Set([...state.about, ...staff])], owner };
    }
    case 'assigned':
      return { ...state, owner: fact.data.to };
    case 'resolved': {
      const { outcome } = fact.data;
      const { at: resolvedAt, by: resolvedBy, standingInFor: resolvedFor } = event;
      const resolved = { ...fieldsOf(state), status: 'resolved' as const, resolvedAt, resolvedBy, outcome };
      return resolvedFor ? { ...resolved, resolvedFor } : resolved;
    }
    case 'returned':
      return { ...fieldsOf(state), status: 'open', returns: state.returns + 1, round: state.round + 1 };
    case 'accepted': {
      const outcome = state.status === 'resolved' ? state.outcome : 'done';
      return { ...fieldsOf(state), status: 'closed', outcome, closedAt: event.at };
    }
    case 'withdrawn':
      return { ...fieldsOf(state), status: 'withdrawn', closedAt: event.at };
  }
}

function withWords(state: TicketState, fact: TicketFact): TicketState {
  const words: WordsReference | null = 'words' in fact.data && fact.type !== 'opened' ? fact.data.words : null;
  return words ? { ...state, words: [...state.words, words] } : state;
}
