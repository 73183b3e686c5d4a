import type { WordsReference } from '../command.ts';
import type { TimelineEvent } from '../event.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintFields, ComplaintState } from './state.ts';

/** The fields that outlive a status; those of the former status are left behind. */
const lasting: Record<keyof ComplaintFields, true> = {
  kind: true,
  organisation: true,
  number: true,
  category: true,
  priority: true,
  round: true,
  about: true,
  owner: true,
  openedAt: true,
  closedAt: true,
  clocks: true,
  words: true,
  policy: true,
  calendar: true,
  channel: true,
  customerClass: true,
  language: true,
  completeAt: true,
  returns: true,
  answeredAt: true,
  answer: true,
  solved: true,
};

function fieldsOf(state: ComplaintState): ComplaintFields {
  const kept = Object.entries(state).filter(([field]) => field in lasting);
  return Object.fromEntries(kept) as unknown as ComplaintFields;
}

function acceptedAtOf(state: ComplaintState, otherwise: string): string {
  return 'acceptedAt' in state ? state.acceptedAt : otherwise;
}

/** The complaint after one of its events. */
export function evolveComplaint(before: ComplaintState, event: TimelineEvent): ComplaintState {
  const fact = { type: event.type, data: event.data } as ComplaintFact;
  const { at } = event;
  const state = withWords(before, fact);
  const fields = fieldsOf(state);
  switch (fact.type) {
    case 'received':
      return state;
    case 'accepted':
      return { ...fields, status: 'open', acceptedAt: at, owner: fact.data.owner };
    case 'returnedForCompletion': {
      const { missing, completeUntil, count } = fact.data;
      return {
        ...fields,
        status: 'returned',
        returnedAt: at,
        missing,
        completeUntil,
        returns: count,
        completeAt: null,
      };
    }
    case 'completed':
      return { ...fields, status: 'received', completeAt: at };
    case 'declined': {
      const { reasonCode, reopenUntil } = fact.data;
      return { ...fields, status: 'declined', reasonCode, reopenUntil, over: false, closedAt: at };
    }
    case 'assigned':
      return { ...state, owner: fact.data.to };
    case 'answered': {
      const { words, followUpUntil } = fact.data;
      const acceptedAt = acceptedAtOf(state, at);
      return { ...fields, status: 'answered', acceptedAt, followUpUntil, answeredAt: at, answer: words, solved: false };
    }
    case 'solved':
      return { ...state, solved: true };
    case 'roundOpened': {
      const { round } = fact.data;
      return { ...fields, status: 'open', acceptedAt: acceptedAtOf(state, at), round, solved: false };
    }
    case 'closed': {
      const { outcome, reopenUntil } = fact.data;
      return { ...fields, status: 'closed', outcome, reopenUntil, over: false, closedAt: at };
    }
    case 'withdrawn':
      return { ...fields, status: 'withdrawn', closedAt: at };
    case 'windowOver':
      return state.status === 'closed' || state.status === 'declined' ? { ...state, over: true } : state;
    case 'paused':
    case 'resumed':
    case 'interimAnswered':
    case 'contactLogged':
    case 'contactAttempted':
    case 'confirmed':
    case 'returnsExhausted':
      return state;
  }
}

function withWords(state: ComplaintState, fact: ComplaintFact): ComplaintState {
  const words: WordsReference | null = 'words' in fact.data ? fact.data.words : null;
  return words && fact.type !== 'received' ? { ...state, words: [...state.words, words] } : state;
}
