/** Intake and triage: accepted, returned for completion, completed, declined, assigned, withdrawn (F-07, C-01, G-09). */
import { unchanged } from '../../case/aspect.ts';
import type { DecisionContext, Window } from '../../case/case.ts';
import { type Actor, type Command, effectiveUser, type No, no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import { assignsToSelfOnly } from '../../case/rights.ts';
import { type ComplaintAspect, type Decisions, type Evolutions, fieldsOf } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintDetails, ComplaintState } from '../state.ts';
import { windowEnd } from '../window-end.ts';
import { claimWithdrawal } from './claims.ts';
import { stillMissing } from './completing.ts';
import { withoutHandOver } from './people/ownership.ts';
import { decidersOf } from './rounds/rounds.ts';
import { isStaff, withdrawalByStaff } from './speaking.ts';
import type { SpokenBody } from './statements.ts';

export interface IntakeCommands {
  accept: object;
  'return-for-completion': { missing: string[]; words: VaultTextRef };
  /** `given`: names of the fields that the words bring; absent of cases that ask for none of them by name. */
  complete: { words: VaultTextRef; given?: string[]; trackingToken?: string };
  decline: { reasonCode: string; words: VaultTextRef };
  assign: { to: string };
  withdraw: { words: VaultTextRef | null } & SpokenBody;
}

export type IntakeFact =
  | { type: 'received'; data: ComplaintDetails & { policyHash: string; calendarHash: string } }
  | { type: 'accepted'; data: { owner: string | null } }
  | {
      type: 'returnedForCompletion';
      data: { missing: string[]; words: VaultTextRef; count: number; completeUntil: string };
    }
  | { type: 'returnsExhausted'; data: { count: number } }
  | { type: 'completed'; data: IntakeCommands['complete'] }
  | { type: 'declined'; data: { reasonCode: string; words: VaultTextRef | null; reopenUntil: string } }
  | { type: 'assigned'; data: { to: string; from: string | null } }
  | {
      type: 'withdrawn';
      /** `evidence`: how a customer whom no message reaches said so. */
      data: {
        words: VaultTextRef | null;
        evidence?: { channel: string; saidAt: string; attachment: string | null };
      };
    };

const decisions: Decisions<IntakeCommands> = {
  accept: (state, { actor }) => [
    { type: 'accepted', data: { owner: becomesOwner(actor, state) ? effectiveUser(actor) : state.owner } },
  ],

  'return-for-completion'(state, { body }, around) {
    const { maxReturns, windows } = state.policy;
    if (state.returns >= maxReturns) {
      return no('ReturnsExhausted', `returned ${state.returns} times already; the policy allows ${maxReturns}`);
    }
    const count = state.returns + 1;
    const completeUntil = windowEnd(windows.completion, around);
    const exhausted: ComplaintFact[] = count === maxReturns ? [{ type: 'returnsExhausted', data: { count } }] : [];
    return [{ type: 'returnedForCompletion', data: { ...body, count, completeUntil } }, ...exhausted];
  },

  complete(state, { body }) {
    const asksForAll = readsAs(state, 3) && state.status === 'returned';
    const left = asksForAll ? stillMissing(state, body.given ?? []) : [];
    if (left.length > 0) return no('Incomplete', `still missing: ${left.join(', ')}`);
    return [{ type: 'completed', data: body }];
  },

  decline: (state, { body }, around) => [
    { type: 'declined', data: { ...body, reopenUntil: windowEnd(state.policy.windows.reopen, around) } },
  ],

  assign: assigned,

  withdraw(state, command, around) {
    if (readsAs(state, 3) && isStaff(command.actor)) return withdrawalByStaff(state, command, around);
    return [...claimWithdrawal(state), { type: 'withdrawn', data: { words: command.body.words } }];
  },
};

/** An agent who accepts becomes the owner; a supervisor or manager accepts for the group and assigns. */
export function becomesOwner(actor: Actor, state: ComplaintState): boolean {
  return assignsToSelfOnly(actor, state);
}

function assigned(state: ComplaintState, { body, actor }: Command<'assign', { to: string }>): ComplaintFact[] | No {
  const { to } = body;
  // Checked first. Otherwise staff who may assign only to themselves could probe whom the complaint names (F-10).
  if (to !== effectiveUser(actor) && assignsToSelfOnly(actor, state)) {
    return no('Forbidden', 'you may assign a case to nobody but yourself');
  }
  if (state.about.includes(to)) return no('NamedInCase', 'the complaint names that person');
  return [{ type: 'assigned', data: { to, from: state.owner } }];
}

/** Only a person who has to contact the complainant lets somebody else do it (B-06). */
function mayDelegate({ policy }: ComplaintState, roles: readonly string[]): boolean {
  const { contactBy } = policy;
  return !contactBy || roles.some((role) => contactBy.includes(role));
}

const evolutions: Evolutions<IntakeFact> = {
  received: unchanged,
  accepted: (state, { owner }, { at }) => ({ ...fieldsOf(state), status: 'open', acceptedAt: at, owner }),
  returnedForCompletion: (state, { missing, completeUntil, count }, { at }) => ({
    ...fieldsOf(state),
    status: 'returned',
    returnedAt: at,
    missing,
    completeUntil,
    returns: count,
    completeAt: null,
  }),
  returnsExhausted: unchanged,
  completed: (state, { trackingToken }, { at }) => ({
    ...fieldsOf(state),
    status: 'received',
    completeAt: at,
    ...(trackingToken ? { trackingToken } : {}),
  }),
  declined: (state, { reasonCode, reopenUntil }, event) => ({
    ...fieldsOf(state),
    status: 'declined',
    reasonCode,
    reopenUntil,
    over: false,
    closedAt: event.at,
    decidedBy: decidersOf(event),
  }),
  assigned(state, { to }, { by, standingInFor, roles }) {
    const { delegate: _, ...rest } = withoutHandOver(state);
    const isDelegation = by !== 'system' && (standingInFor ?? by) !== to && mayDelegate(state, roles);
    return { ...rest, owner: to, ...(isDelegation ? { delegate: to } : {}) };
  },
  withdrawn: (state, _data, { at, by }) => ({
    ...fieldsOf(state),
    status: 'withdrawn',
    closedAt: at,
    ...(readsAs(state, 3) ? { withdrawnBy: by === 'customer' ? 'customer' : 'staff' } : {}),
  }),
};

function notCompleted({ policy }: ComplaintState, _window: Window, around: DecisionContext): IntakeFact[] {
  const reopenUntil = windowEnd(policy.windows.reopen, around);
  return [{ type: 'declined', data: { reasonCode: 'not-completed', words: null, reopenUntil } }];
}

export const intake: ComplaintAspect<IntakeCommands, IntakeFact> = {
  decisions,
  evolutions,
  windows: {
    open: (state) => (state.status === 'returned' ? [{ id: 'completion', until: state.completeUntil }] : []),
    // Nobody has completed it.
    ended: { completion: notCompleted },
  },
};
