import { attachmentEvolutions } from '../case/attachments.ts';
import type { WordsReference } from '../case/command.ts';
import type { TimelineEvent } from '../case/event.ts';
import type { Evolutions } from './aspect.ts';
import { followingEvolutions } from './aspects/following.ts';
import { pledgeEvolutions } from './aspects/pledge.ts';
import { contactRequestEvolutions } from './aspects/point-of-contact.ts';
import { reviewEvolutions } from './aspects/weekly-review.ts';
import type { LeadFact } from './facts.ts';
import type { LeadState } from './state.ts';

const evolutions: Evolutions<LeadFact> = {
  ...followingEvolutions,
  ...reviewEvolutions,
  ...pledgeEvolutions,
  ...contactRequestEvolutions,
  ...attachmentEvolutions,
};

/** The lead after one of its events. */
export function evolveLead(before: LeadState, event: TimelineEvent): LeadState {
  const fact = { type: event.type, data: event.data } as LeadFact;
  return evolutions[fact.type](withWords(before, fact), fact.data as never, event);
}

function withWords(state: LeadState, fact: LeadFact): LeadState {
  const words: WordsReference | null = 'words' in fact.data ? fact.data.words : null;
  return words && fact.type !== 'identified' ? { ...state, words: [...state.words, words] } : state;
}
