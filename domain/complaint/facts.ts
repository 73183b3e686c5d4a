import type { WordsReference } from '../command.ts';
import type { ClosingOutcome, ComplaintDetails } from './state.ts';

/** What can happen to a complaint, in the past tense, and what is known of it. */
export type ComplaintFact =
  | { type: 'received'; data: ComplaintDetails & { policyHash: string; calendarHash: string } }
  | { type: 'accepted'; data: { owner: string | null } }
  | {
      type: 'returnedForCompletion';
      data: { missing: string[]; words: WordsReference; count: number; completeUntil: string };
    }
  | { type: 'returnsExhausted'; data: { count: number } }
  | { type: 'completed'; data: { words: WordsReference } }
  | { type: 'declined'; data: { reasonCode: string; words: WordsReference | null; reopenUntil: string } }
  | { type: 'assigned'; data: { to: string; from: string | null } }
  | { type: 'paused'; data: { reasonCode: string } }
  | { type: 'resumed'; data: object }
  | { type: 'interimAnswered'; data: { words: WordsReference; expectedBy: string | null } }
  /** Only a customer who was reached has been contacted (B-06). */
  | {
      type: 'contactLogged' | 'contactAttempted';
      data: { channel: string; reached: boolean; words: WordsReference | null };
    }
  | { type: 'answered'; data: { words: WordsReference; solved: boolean; followUpUntil: string } }
  | { type: 'solved'; data: object }
  | { type: 'confirmed'; data: { helped: boolean; words: WordsReference | null } }
  | { type: 'roundOpened'; data: { round: number } }
  | { type: 'closed'; data: { outcome: ClosingOutcome; reopenUntil: string } }
  | { type: 'withdrawn'; data: { words: WordsReference | null } }
  | { type: 'windowOver'; data: object };
