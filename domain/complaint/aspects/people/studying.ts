/**
 * Quality studies a complaint (N-14): it comments and asks, the owner hears and answers on record. It changes nothing of the
 * case: what follows is for those who work on it.
 */
import { unchanged } from '../../../case/aspect.ts';
import { type Actor, effectiveUser, no, type VaultTextRef } from '../../../case/command.ts';
import { readsAs } from '../../../case/policy.ts';
import type { ComplaintAspect, Decisions, Evolutions } from '../../aspect.ts';
import type { ComplaintState } from '../../state.ts';

/** A question about the complaint; who asked, and when it was answered. The words are in the vault. */
export interface Question {
  id: string;
  by: string;
  askedAt: string;
  answeredAt: string | null;
}

export interface StudyCommands {
  comment: { words: VaultTextRef };
  ask: { words: VaultTextRef };
  'answer-question': { question: string; words: VaultTextRef };
}

export type StudyFact =
  | { type: 'commented'; data: StudyCommands['comment'] }
  | { type: 'questionAsked'; data: { question: string; words: VaultTextRef } }
  /** `receiver`: who asked, and hears of it. */
  | { type: 'questionAnswered'; data: StudyCommands['answer-question'] & { receiver: string } };

const questionsOf = ({ questions = [] }: ComplaintState): Question[] => questions;

const decisions: Decisions<StudyCommands> = {
  comment: (_state, { body }) => [{ type: 'commented', data: body }],
  ask: (state, { body }) => [
    { type: 'questionAsked', data: { question: String(questionsOf(state).length + 1), words: body.words } },
  ],
  'answer-question'(state, { actor, body }) {
    const asked = questionsOf(state).find(({ id }) => id === body.question);
    if (!asked) return no('Incomplete', `there is no question ${body.question}`);
    if (asked.answeredAt !== null) return no('NotAllowedNow', `question ${body.question} has been answered`);
    if (isAsker(actor, asked)) return no('SamePerson', 'somebody else answers: you have asked it');
    return [{ type: 'questionAnswered', data: { ...body, receiver: asked.by } }];
  },
};

const isAsker = (actor: Actor, { by }: Question): boolean => [actor.id, effectiveUser(actor)].includes(by);

const evolutions: Evolutions<StudyFact> = {
  commented: unchanged,
  questionAsked: (state, { question: id }, { by, standingInFor, at }) => ({
    ...state,
    questions: [...questionsOf(state), { id, by: standingInFor ?? by, askedAt: at, answeredAt: null }],
  }),
  questionAnswered: (state, { question }, { at }) => ({
    ...state,
    questions: questionsOf(state).map((one) => (one.id === question ? { ...one, answeredAt: at } : one)),
  }),
};

/** What stands in the way, or null: a case of an earlier reading knows none of it. */
function obstacle(state: ComplaintState, command: string): string | null {
  if (command !== 'comment' && command !== 'ask' && command !== 'answer-question') return null;
  if (!readsAs(state, 3)) return 'it runs under an earlier reading of the rules, which knows no study by quality';
  const isOpen = questionsOf(state).some(({ answeredAt }) => answeredAt === null);
  return command === 'answer-question' && !isOpen ? 'nobody has asked anything that is not answered' : null;
}

export const studying: ComplaintAspect<StudyCommands, StudyFact> = { decisions, evolutions, obstacle };
