/** The department's work on a ticket: assigned, noted, resolved (C-06, N-11). */
import { unchanged } from '../../case/aspect.ts';
import { type Command, effectiveUser, type No, no, type VaultTextRef } from '../../case/command.ts';
import { assignsToSelfOnly } from '../../case/rights.ts';
import { fieldsOf, type TicketAspect } from '../aspect.ts';
import type { TicketDetails, TicketOutcome, TicketState } from '../state.ts';

interface WorkCommands {
  assign: { to: string };
  note: { words: VaultTextRef };
  resolve: { outcome: TicketOutcome; words: VaultTextRef };
}

type WorkFact =
  | { type: 'opened'; data: TicketDetails & { policyHash: string; calendarHash: string } }
  | { type: 'assigned'; data: { to: string; from: string | null } }
  | { type: 'noted'; data: WorkCommands['note'] }
  | { type: 'resolved'; data: WorkCommands['resolve'] };

function assigned(state: TicketState, { body, actor }: Command<'assign', { to: string }>): WorkFact[] | No {
  const { to } = body;
  // Checked first. Otherwise staff who may assign only to themselves could probe whom the complaint names (F-10).
  if (to !== effectiveUser(actor) && assignsToSelfOnly(actor, state)) {
    return no('Forbidden', 'you may assign a ticket to nobody but yourself');
  }
  if (state.about.includes(to)) return no('NamedInCase', 'the complaint names that person');
  return [{ type: 'assigned', data: { to, from: state.owner } }];
}

export const working: TicketAspect<WorkCommands, WorkFact> = {
  decisions: {
    assign: assigned,
    note: (_state, { body }) => [{ type: 'noted', data: body }],
    resolve: (_state, { body }) => [{ type: 'resolved', data: body }],
  },
  evolutions: {
    opened: unchanged,
    assigned: (state, { to }) => ({ ...state, owner: to }),
    noted: unchanged,
    resolved(state, { outcome }, { at: resolvedAt, by: resolvedBy, standingInFor: resolvedFor }) {
      const resolved = { ...fieldsOf(state), status: 'resolved' as const, resolvedAt, resolvedBy, outcome };
      return resolvedFor ? { ...resolved, resolvedFor } : resolved;
    },
  },
};
