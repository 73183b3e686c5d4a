/**
 * Speaking for the customer (F-10, F-16, C-01, C-14). What staff record in the customer's name needs evidence, and the
 * customer is told of it at once. Until a window ends the customer can say that it is not so.
 */
import type { DecisionContext, Window } from '../../case/case.ts';
import {
  type Actor,
  type Command,
  effectiveUser,
  type No,
  namesOf,
  no,
  type VaultTextRef,
} from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import { assignsToSelfOnly, type CaseForRights } from '../../case/rights.ts';
import { later } from '../../deadline/instants-and-dates.ts';
import { type ComplaintAspect, type Decisions, type Evolutions, fieldsOf } from '../aspect.ts';
import type { ComplaintFact } from '../facts.ts';
import type { ComplaintState } from '../state.ts';
import { windowEnd } from '../window-end.ts';
import { claimWithdrawal } from './claims.ts';
import { correctedContact } from './contact.ts';
import { nextRound } from './rounds/next-round.ts';
import {
  claimedWithdrawal,
  isSpoken,
  openStatements,
  type Said,
  type SpokenBody,
  type SpokenCommand,
  type Statement,
  standing,
  standingOf,
  statementsOf,
  withStatement,
} from './statements.ts';

export interface SpeakingCommands {
  /** Left out: the latest that the customer can still disown. */
  disown: { statement: number | null; words: VaultTextRef | null };
}

interface Recorded {
  id: number;
  what: SpokenCommand;
  channel: string;
  saidAt: string;
  attachment: string | null;
  until: string;
  words: VaultTextRef | null;
}

export type SpeakingFact =
  | { type: 'spokenFor' | 'withdrawalClaimed'; data: Recorded }
  /** `completeUntil`: the new end of a completion window that stood still meanwhile. */
  | {
      type: 'statementDisowned';
      data: { id: number; what: SpokenCommand; words: VaultTextRef | null; completeUntil: string | null };
    }
  | {
      type: 'withdrawalVoid';
      data: { id: number; why: 'author-named' | 'customer-not-told'; completeUntil: string | null };
    }
  | { type: 'statementStood'; data: { id: number } };

/** True if the actor is of the staff, and so can only record what the customer said. */
export function isStaff({ id }: Actor): boolean {
  return id !== 'customer' && id !== 'system';
}

/** Why this member of staff may not speak for the customer of this case, or null. People named in it have no right at all. */
export function mayNotSpeak(
  state: CaseForRights & Pick<ComplaintState, 'barred' | 'contactCorrectedBy'>,
  actor: Actor,
): No | null {
  const corrected = correctedContact(state, actor);
  if (corrected) return corrected;
  const names = namesOf(actor);
  if (names.some((name) => state.barred.includes(name))) {
    return no('SamePerson', 'the customer objects to what you decided: somebody else speaks for him');
  }
  if (state.owner !== effectiveUser(actor) && assignsToSelfOnly(actor, state)) {
    return no('NotYourCase', 'only the owner or a supervisor speaks for the customer');
  }
  return null;
}

/** Why staff may not give this command in the customer's name, or null. */
function notSpoken(state: ComplaintState, { name, actor, body }: Command, { at }: DecisionContext): No | null {
  if (!readsAs(state, 3) || !isSpoken(name) || !isStaff(actor)) return null;
  const never = mayNotSpeak(state, actor);
  if (never) return never;
  const { said } = body as SpokenBody;
  if (!said || (said.words === null && said.attachment === null)) {
    return no('Incomplete', 'say how and when the customer said so, with words or a document that shows it');
  }
  if (Date.parse(said.at) > Date.parse(at)) return no('Incomplete', 'the customer cannot have said so yet');
  const isKnown = said.attachment === null || state.attachments.some((one) => one.attachment === said.attachment);
  return isKnown ? null : no('Incomplete', `the case has no document ${said.attachment}`);
}

/** What staff recorded in the customer's name, as the fact of which the customer is told; nothing otherwise. */
function spokenFor(state: ComplaintState, command: Command, around: DecisionContext): ComplaintFact[] {
  const { name, actor, body } = command;
  if (!readsAs(state, 3) || !isSpoken(name) || !isStaff(actor) || name === 'withdraw') return [];
  return [{ type: 'spokenFor', data: recorded(state, name, body as SpokenBody, around) }];
}

function recorded(state: ComplaintState, what: SpokenCommand, body: SpokenBody, around: DecisionContext): Recorded {
  const { said, words = null } = body as { said: Said; words?: VaultTextRef | null };
  const id = statementsOf(state).length + 1;
  const window = windowEnd(state.policy.windows.disown ?? state.policy.windows.followUp, around);
  const until = state.status === 'answered' ? later(state.followUpUntil, window) : window;
  const { channel, at: saidAt, attachment } = said;
  // The command's own fact brings its words; a withdrawal that is only claimed has no other fact yet.
  const own = what !== 'withdraw' && words !== null ? null : (said.words ?? words);
  return { id, what, channel, saidAt, attachment, until, words: own };
}

/** A withdrawal that staff record: only claimed, if the customer can be told of it. */
export function withdrawalByStaff(
  state: ComplaintState,
  { body, actor }: Command<'withdraw', SpokenBody & { words: VaultTextRef | null }>,
  around: DecisionContext,
): ComplaintFact[] | No {
  if (state.status === 'withdrawal-claimed') {
    return no('NotAllowedNow', 'it is recorded already that the customer wants to withdraw it');
  }
  const { said } = body;
  if (said?.reachable) return [{ type: 'withdrawalClaimed', data: recorded(state, 'withdraw', body, around) }];
  if (!said || assignsToSelfOnly(actor, state)) {
    return no('Forbidden', 'no message reaches the customer: only a supervisor withdraws for him, with evidence');
  }
  const { channel, at: saidAt, attachment } = said;
  const data = { words: said.words ?? body.words, evidence: { channel, saidAt, attachment } };
  return [...claimWithdrawal(state), { type: 'withdrawn', data }];
}

const decisions: Decisions<SpeakingCommands> = {
  disown(state, { body, actor }, around) {
    const open = openStatements(state);
    const found = body.statement === null ? open.at(-1) : open.find(({ id }) => id === body.statement);
    if (!found)
      return no('NotAllowedNow', 'nothing that staff recorded in the customer’s name can be disowned any more');
    if (isStaff(actor) && found.what !== 'withdraw') {
      return no('Forbidden', 'only the customer says that he did not say so');
    }
    return disowning(state, found, body.words, around);
  },
};

/** What follows if the customer disowns a statement: a yes becomes a no (`instead`), a withdrawal never was. */
export function disowning(
  state: ComplaintState,
  { id, what, round }: Statement,
  words: VaultTextRef | null,
  around: DecisionContext,
  instead: ComplaintFact = { type: 'rated', data: { helped: false, words: null } },
): ComplaintFact[] {
  const completeUntil = completionAfter(state, around);
  const disowned: ComplaintFact = { type: 'statementDisowned', data: { id, what, words, completeUntil } };
  const wasClosed = what === 'confirm' && state.status === 'closed' && state.round === round;
  return wasClosed ? [disowned, instead, ...nextRound(state)] : [disowned];
}

/** The case goes back to where it stood. A customer who has to complete it gets the whole time for it again. */
function completionAfter(state: ComplaintState, around: DecisionContext): string | null {
  const waits = state.status === 'withdrawal-claimed' && state.standing.status === 'returned';
  return waits ? windowEnd(state.policy.windows.completion, around) : null;
}

/** A claimed withdrawal cannot stand if its author is among those whom the complaint turns out to be about. */
export function voidIfAuthorNamed(state: ComplaintState, staff: string[], around: DecisionContext): ComplaintFact[] {
  const claimed = claimedWithdrawal(state);
  return claimed && staff.includes(claimed.by) ? voided(state, claimed, 'author-named', around) : [];
}

/** Nor if no message of it reached the customer. */
export function voidIfNotTold(state: ComplaintState, statement: number, around: DecisionContext): ComplaintFact[] {
  const claimed = claimedWithdrawal(state);
  return claimed?.id === statement ? voided(state, claimed, 'customer-not-told', around) : [];
}

function voided(
  state: ComplaintState,
  { id }: Statement,
  why: 'author-named' | 'customer-not-told',
  around: DecisionContext,
): ComplaintFact[] {
  return [{ type: 'withdrawalVoid', data: { id, why, completeUntil: completionAfter(state, around) } }];
}

function noted(state: ComplaintState, { id, what, until }: Recorded, { by, at }: { by: string; at: string }) {
  const statement: Statement = { id, what, round: state.round, by, at, until, status: 'open' };
  return { ...state, statements: [...statementsOf(state), statement] };
}

function putBack(state: ComplaintState, completeUntil: string | null): ComplaintState {
  const back = standing(state);
  return back.status === 'returned' && completeUntil ? { ...back, completeUntil } : back;
}

/** The complaint without the verdict of a round, if staff recorded it. */
function withoutVerdictOfStaff(state: ComplaintState, of: number): ComplaintState {
  const verdicts = state.verdicts.filter(({ round, by }) => round !== of || by !== 'staff');
  return { ...state, verdicts };
}

const evolutions: Evolutions<SpeakingFact> = {
  spokenFor: noted,
  withdrawalClaimed: (state, data, event) => ({
    ...fieldsOf(noted(state, data, event)),
    status: 'withdrawal-claimed',
    claimedAt: event.at,
    disownUntil: data.until,
    standing: standingOf(state),
  }),
  statementDisowned: (state, { id, completeUntil }) => {
    const { round } = statementsOf(state).find((one) => one.id === id) ?? state;
    return withoutVerdictOfStaff(withStatement(putBack(state, completeUntil), id, 'disowned'), round);
  },
  withdrawalVoid: (state, { id, completeUntil }) => withStatement(putBack(state, completeUntil), id, 'void'),
  statementStood: (state, { id }) => withStatement(state, id, 'stands'),
};

/** Nothing can be disowned if nothing was recorded in the customer's name. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (command !== 'disown') return null;
  return openStatements(state).length > 0 ? null : 'staff have recorded nothing in the customer’s name';
}

/** Until when the customer can disown what staff recorded, as long as the case is there. */
function speakingWindows(state: ComplaintState): Window[] {
  const isEnded = state.status === 'withdrawn' || state.status === 'merged' || ('over' in state && state.over);
  return isEnded ? [] : openStatements(state).map(({ id, until }) => ({ id: `disown:${id}`, until }));
}

/** Nobody disowned it: a claimed withdrawal becomes one, anything else stands. */
function notDisowned(state: ComplaintState, { id }: Window): ComplaintFact[] {
  const stood: ComplaintFact = { type: 'statementStood', data: { id: Number(id.split(':')[1]) } };
  if (claimedWithdrawal(state)?.id !== stood.data.id) return [stood];
  return [stood, ...claimWithdrawal(state), { type: 'withdrawn', data: { words: null } }];
}

export const speaking: ComplaintAspect<SpeakingCommands, SpeakingFact> = {
  decisions,
  evolutions,
  obstacle,
  objection: notSpoken,
  beforehand: spokenFor,
  windows: { open: speakingWindows, ended: { disown: notDisowned } },
};
