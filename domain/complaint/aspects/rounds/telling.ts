/**
 * Whether the customer has been told the answer: a message that was delivered, or a contact that reached the customer (N-13).
 * If the document asks for it (B-08), that is a fact of the case, and ends its clock together with the solution.
 */
import { ruleOf } from '../../../case/clocks/clock-schedule.ts';
import type { ComplaintAspect, Evolutions } from '../../aspect.ts';
import type { ComplaintState } from '../../state.ts';

/**
 * `customer`: who says whether the answer helped has been told it. `letter`: it was posted, handed over, or told by telephone. `page`:
 * nobody knows who brought the complaint, and the answer stands on its page.
 */
export type ToldBy = 'message' | 'contact' | 'customer' | 'letter' | 'page';

export type TellingFact =
  | { type: 'customerTold'; data: { by: ToldBy } }
  /** The message that had told the customer has not arrived after all. */
  | { type: 'answerCameBack'; data: object };

/** True of a case with a clock that only an answer which the customer has been told can end. */
export function awaitsTelling(state: Pick<ComplaintState, 'clocks' | 'policy'>): boolean {
  return state.clocks.some((clock) => ruleOf(state, clock).stop.on.includes('customerTold'));
}

/** The fact that the customer knows the answer that stands, unless that is known already or matters to no clock. */
export function told(state: ComplaintState, by: ToldBy): TellingFact[] {
  const isNews = state.status === 'answered' && state.toldBy === undefined && awaitsTelling(state);
  return isNews ? [{ type: 'customerTold', data: { by } }] : [];
}

/** What follows from what came of the messages with an answer; `answer` is when it was given, since a later one may stand. */
export function messageCameOf(state: ComplaintState, answer: string, isTold: boolean): TellingFact[] {
  if (state.status !== 'answered' || state.answeredAt !== answer) return [];
  if (isTold) return told(state, 'message');
  return state.toldBy === 'message' ? [{ type: 'answerCameBack', data: {} }] : [];
}

/** Nobody has been told a new answer yet. */
export function withoutTelling<Of extends Pick<ComplaintState, 'toldBy'>>(fields: Of): Omit<Of, 'toldBy'> {
  const { toldBy: _, ...rest } = fields;
  return rest;
}

const evolutions: Evolutions<TellingFact> = {
  customerTold: (state, { by }) => ({ ...state, toldBy: by }),
  answerCameBack: (state) => withoutTelling(state) as ComplaintState,
};

export const telling: ComplaintAspect<object, TellingFact> = { decisions: {}, evolutions };
