import type { VaultTextRef } from '../../case/command.ts';
import { fieldsOf } from '../aspect.ts';
import type { ComplaintState, Standing } from '../state.ts';

/** What only the customer can want, and staff can only record. */
export const spokenCommands = ['withdraw', 'confirm', 'object', 'reopen', 'rate'] as const;

export type SpokenCommand = (typeof spokenCommands)[number];

export function isSpoken(name: string): name is SpokenCommand {
  return (spokenCommands as readonly string[]).includes(name);
}

/** How and when the customer said it, with what shows it: words, or a document of the case. */
export interface Said {
  channel: string;
  at: string;
  words: VaultTextRef | null;
  attachment: string | null;
  /** False if the customer has no contact by which a message arrives. */
  reachable: boolean;
}

/** The part of a body that staff give and a customer does not. */
export interface SpokenBody {
  said?: Said;
}

/** What staff have recorded in the customer's name. */
export interface Statement {
  /** 1, 2 and so on within the complaint. */
  id: number;
  what: SpokenCommand;
  round: number;
  /** Staff id. */
  by: string;
  at: string;
  /** Until when the customer can say that it is not so. */
  until: string;
  /** `void`: it could not stand, because the customer could not be told or its author came to be named. */
  status: 'open' | 'stands' | 'disowned' | 'void';
}

export function statementsOf({ statements = [] }: Pick<ComplaintState, 'statements'>): Statement[] {
  return statements;
}

export function openStatements(state: ComplaintState): Statement[] {
  return statementsOf(state).filter(({ status }) => status === 'open');
}

/** The yes of the present round that staff recorded and the customer can still disown. */
export function claimedYes(state: ComplaintState): Statement | undefined {
  return openStatements(state).findLast(({ what, round }) => what === 'confirm' && round === state.round);
}

export function claimedWithdrawal(state: ComplaintState): Statement | undefined {
  return state.status === 'withdrawal-claimed'
    ? openStatements(state).findLast(({ what }) => what === 'withdraw')
    : undefined;
}

export function withStatement(state: ComplaintState, id: number, status: Statement['status']): ComplaintState {
  const statements = statementsOf(state).map((one) => (one.id === id ? { ...one, status } : one));
  return { ...state, statements };
}

/** The complaint as it stands beneath a withdrawal that is only claimed. */
export function standing(state: ComplaintState): ComplaintState {
  return state.status === 'withdrawal-claimed' ? { ...fieldsOf(state), ...state.standing } : state;
}

/** Where the complaint stands, to be put back there. */
export function standingOf(state: ComplaintState): Standing {
  if (state.status === 'returned') {
    const { status, returnedAt, missing, completeUntil } = state;
    return { status, returnedAt, missing, completeUntil };
  }
  return state.status === 'open' ? { status: 'open', acceptedAt: state.acceptedAt } : { status: 'received' };
}
