/**
 * Letters to a customer who has no telephone and no e-mail (ours). They wait to be printed, and tell nobody anything. Staff say
 * that one was posted or handed over, or that the customer was called with what it says. Then it counts as told, with its date.
 */
import { type No, no, type VaultTextRef } from '../../case/command.ts';
import type { ComplaintAspect } from '../aspect.ts';
import { told } from './rounds/telling.ts';

/** How what a letter says reached the customer. */
export const deliveries = ['post', 'in-person', 'call'] as const;
export type Delivery = (typeof deliveries)[number];

export interface LetterCommands {
  /** `answer`: when the answer was given that it tells; null if it tells none. */
  'deliver-letter': {
    letter: string;
    template: string;
    by: Delivery;
    answer: string | null;
    words: VaultTextRef | null;
  };
}

type LetterFact = { type: 'letterDelivered'; data: LetterCommands['deliver-letter'] };

/** A letter is delivered once. */
export const hasBeenDelivered: No = no('NotAllowedNow', 'this letter has been delivered');

export const letters: ComplaintAspect<LetterCommands, LetterFact> = {
  decisions: {
    'deliver-letter'(state, { body }) {
      if (state.lettersDelivered?.includes(body.letter)) return hasBeenDelivered;
      const isStanding = body.answer !== null && body.answer === state.answeredAt;
      return [{ type: 'letterDelivered', data: body }, ...(isStanding ? told(state, 'letter') : [])];
    },
  },
  evolutions: {
    letterDelivered: (state, { letter }) => ({
      ...state,
      lettersDelivered: [...(state.lettersDelivered ?? []), letter],
    }),
  },
  obstacle: (state, command) =>
    command === 'deliver-letter' && !state.policy.letters ? 'the policy knows no letters' : null,
};
