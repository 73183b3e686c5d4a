/** What was written down wrongly is corrected on record (C-05, C-06): whom messages reach, and what the complaint says. */
import { type Actor, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

export interface CorrectingCommands {
  /** `words`: who the customer is from now on. `language`: null if it stays. */
  'correct-contact': { words: VaultTextRef; changed: string[]; language: 'ar' | 'en' | null };
  /** `trackingNumber`: null if it stays, or if its token is there. */
  'correct-fields': {
    words: VaultTextRef;
    changed: string[];
    trackingNumber: string | null;
    trackingToken?: string;
  };
}

export type CorrectingFact =
  | { type: 'contactCorrected'; data: CorrectingCommands['correct-contact'] }
  | { type: 'fieldsCorrected'; data: CorrectingCommands['correct-fields'] };

const decisions: Decisions<CorrectingCommands> = {
  'correct-contact'(state, { body, actor }) {
    const own = (state.statements ?? []).find((one) => one.status === 'open' && namesOf(actor).includes(one.by));
    if (own) {
      return no('SamePerson', 'you recorded what the customer said: somebody else corrects where the customer is told');
    }
    return [{ type: 'contactCorrected', data: body }];
  },
  'correct-fields': (_state, { body }) => [{ type: 'fieldsCorrected', data: body }],
};

const evolutions: Evolutions<CorrectingFact> = {
  contactCorrected: (state, { words, changed, language }, { by }) => ({
    ...state,
    ...formerContact(state),
    customerWords: words,
    language: language ?? state.language,
    // A correction by the page takes nothing away from one that staff have made: a customer may be said to have made it.
    ...(by === 'customer' ? {} : correctors(state, changed, by)),
  }),
  fieldsCorrected: (state, { trackingNumber, trackingToken }) => ({
    ...state,
    trackingNumber: trackingNumber ?? state.trackingNumber,
    ...(trackingToken ? { trackingToken } : {}),
  }),
};

function formerContact({ customerWords, words: [opening] }: ComplaintState): Pick<ComplaintState, 'formerContact'> {
  const known = customerWords ?? opening;
  return known ? { formerContact: known } : {};
}

function correctors(
  state: ComplaintState,
  changed: readonly string[],
  by: string,
): Pick<ComplaintState, 'contactCorrectedBy'> {
  if (!readsAs(state, 4)) return { contactCorrectedBy: by };
  // A name that is spelt right sends no message elsewhere.
  if (!changed.includes('phone') && !changed.includes('email')) return {};
  return { contactCorrectedBy: [...new Set([state.contactCorrectedBy ?? [], by].flat())] };
}

type CorrectedBy = { contactCorrectedBy?: ComplaintState['contactCorrectedBy'] };

/** A person who changed where the customer is told does not speak for the customer: nobody else would hear of it. */
export function correctedContact({ contactCorrectedBy = [] }: CorrectedBy, actor: Actor): No | null {
  const correctedBy = [contactCorrectedBy].flat();
  if (!namesOf(actor).some((name) => correctedBy.includes(name))) return null;
  return no('SamePerson', 'you corrected where the customer is told: somebody else records what the customer said');
}

/** Cases of earlier readings are corrected by no command. */
function obstacle(state: ComplaintState, command: string): string | null {
  const isCorrection = command === 'correct-contact' || command === 'correct-fields';
  return isCorrection && !readsAs(state, 3) ? 'its version of the policy knows no corrections' : null;
}

export const correcting: ComplaintAspect<CorrectingCommands, CorrectingFact> = { decisions, evolutions, obstacle };
