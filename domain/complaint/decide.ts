import type { Surroundings, Window } from '../case.ts';
import { type Command, type No, no } from '../command.ts';
import type { Amount } from '../deadline/calendar.ts';
import { deadline } from '../deadline/deadline.ts';
import { instantText, parseInstant } from '../deadline/instant.ts';
import { assignsToSelfOnly } from '../rights.ts';
import type { ComplaintCommandName, ComplaintCommands } from './commands.ts';
import type { ComplaintFact } from './facts.ts';
import type { ComplaintState } from './state.ts';

type ComplaintCommand = {
  [Name in ComplaintCommandName]: Command<Name, ComplaintCommands[Name]>;
}[ComplaintCommandName];

const thirtyDays = 30 * 24 * 3_600_000;

/** The end of a window for the customer; where the calendar does not reach so far, 30 elapsed days stand in for it. */
function windowEnd(window: Amount, { at, calendar }: Surroundings): string {
  const answer = deadline(calendar, { start: at, due: window });
  if (!('refusal' in answer) && answer.dueAt !== null) return answer.dueAt;
  // No deadline is given beyond the last known day, not even an elapsed one.
  return instantText(parseInstant(at, 'at') + thirtyDays);
}

/** What follows from a command that table and rights allow (C-01, F-07, F-15, F-16, B-06, B-08, G-09). */
export function decideComplaint(state: ComplaintState, given: Command, around: Surroundings): ComplaintFact[] | No {
  const command = given as ComplaintCommand;
  switch (command.name) {
    case 'accept':
      return [{ type: 'accepted', data: { owner: newOwner(state, command) } }];
    case 'return-for-completion':
      return returned(state, command.body, around);
    case 'complete':
      return [{ type: 'completed', data: command.body }];
    case 'decline':
      return [
        { type: 'declined', data: { ...command.body, reopenUntil: windowEnd(state.policy.windows.reopen, around) } },
      ];
    case 'assign':
      return assigned(state, command);
    case 'pause':
      return [{ type: 'paused', data: command.body }];
    case 'resume':
      return [{ type: 'resumed', data: {} }];
    case 'interim':
      return [{ type: 'interimAnswered', data: command.body }];
    case 'log-contact':
      return [{ type: command.body.reached ? 'contactLogged' : 'contactAttempted', data: command.body }];
    case 'answer':
      return answered(state, command.body, around);
    case 'confirm':
      return confirmed(state, command.body, around);
    case 'withdraw':
      return [{ type: 'withdrawn', data: command.body }];
  }
}

/** An agent who accepts becomes the owner; a supervisor or manager accepts for the group and assigns. */
function newOwner(state: ComplaintState, command: Command): string | null {
  return assignsToSelfOnly(command.actor, state) ? command.actor.id : state.owner;
}

function returned(
  state: ComplaintState,
  body: ComplaintCommands['return-for-completion'],
  around: Surroundings,
): ComplaintFact[] | No {
  const { maxReturns, windows } = state.policy;
  if (state.returns >= maxReturns) {
    return no('ReturnsExhausted', `returned ${state.returns} times already; the policy allows ${maxReturns}`);
  }
  const count = state.returns + 1;
  const completeUntil = windowEnd(windows.completion, around);
  const exhausted: ComplaintFact[] = count === maxReturns ? [{ type: 'returnsExhausted', data: { count } }] : [];
  return [{ type: 'returnedForCompletion', data: { ...body, count, completeUntil } }, ...exhausted];
}

function assigned(
  state: ComplaintState,
  command: Command<'assign', ComplaintCommands['assign']>,
): ComplaintFact[] | No {
  const { to } = command.body;
  if (state.about.includes(to)) return no('NamedInCase', 'the complaint names that person');
  if (to !== command.actor.id && assignsToSelfOnly(command.actor, state)) {
    return no('Forbidden', 'you may assign a case to nobody but yourself');
  }
  return [{ type: 'assigned', data: { to, from: state.owner } }];
}

function answered(state: ComplaintState, body: ComplaintCommands['answer'], around: Surroundings): ComplaintFact[] {
  const followUpUntil = windowEnd(state.policy.windows.followUp, around);
  const answer: ComplaintFact = { type: 'answered', data: { ...body, followUpUntil } };
  return body.solved ? [answer, { type: 'solved', data: {} }] : [answer];
}

function confirmed(state: ComplaintState, body: ComplaintCommands['confirm'], around: Surroundings): ComplaintFact[] {
  const said: ComplaintFact = { type: 'confirmed', data: body };
  if (!body.helped) return [said, { type: 'roundOpened', data: { round: state.round + 1 } }];
  const solved: ComplaintFact[] = state.solved ? [] : [{ type: 'solved', data: {} }];
  return [said, ...solved, closed(state, 'helped', around)];
}

function closed(state: ComplaintState, outcome: 'helped' | 'silence', around: Surroundings): ComplaintFact {
  return { type: 'closed', data: { outcome, reopenUntil: windowEnd(state.policy.windows.reopen, around) } };
}

/** What the complaint waits for besides its clocks: the customer's completion or verdict, and the end of reopening. */
export function complaintWindows(state: ComplaintState): Window[] {
  switch (state.status) {
    case 'returned':
      return [{ id: 'completion', until: state.completeUntil }];
    case 'answered':
      return [{ id: 'follow-up', until: state.followUpUntil }];
    case 'closed':
    case 'declined':
      return state.over ? [] : [{ id: 'reopen', until: state.reopenUntil }];
    case 'received':
    case 'open':
    case 'withdrawn':
      return [];
  }
}

/** Nobody completed it: declined. Nobody said whether it helped: closed. Nobody reopened it: over. */
export function complaintWindowEnded(state: ComplaintState, window: Window, around: Surroundings): ComplaintFact[] {
  switch (window.id) {
    case 'completion': {
      const reopenUntil = windowEnd(state.policy.windows.reopen, around);
      return [{ type: 'declined', data: { reasonCode: 'not-completed', words: null, reopenUntil } }];
    }
    case 'follow-up':
      return [closed(state, 'silence', around)];
    default:
      return [{ type: 'windowOver', data: {} }];
  }
}
