/** What is found out and looked at beside the answer: the steps of staff, what the team finds, what quality asks. */

import { unchanged } from '../../case/aspect.ts';
import { type Actor, effectiveUser, no, type VaultTextRef } from '../../case/command.ts';
import { readsAs } from '../../case/policy.ts';
import type { ComplaintAspect } from '../aspect.ts';
import type { ComplaintState } from '../state.ts';

/** A step that somebody has ticked off; a new round begins with none. */
export interface StepDone {
  step: string;
  round: number;
  /** Staff id. */
  by: string;
  at: string;
}

export interface ChecklistCommands {
  'tick-step': { step: string };
}

type ChecklistFact = { type: 'stepDone'; data: { step: string } };

/** The steps that staff go through with each complaint, ticked off with who and when (B-07). */
export const checklist: ComplaintAspect<ChecklistCommands, ChecklistFact> = {
  decisions: {
    'tick-step'(state, { body: { step } }) {
      if (!stepsOf(state).includes(step)) return no('Incomplete', `the policy knows no step ${step} here`);
      const isDone = state.stepsDone.some((done) => done.step === step && done.round === state.round);
      return isDone ? [] : [{ type: 'stepDone', data: { step } }];
    },
  },

  evolutions: {
    stepDone: (state, { step }, { by, at }) => ({
      ...state,
      stepsDone: [...state.stepsDone, { step, round: state.round, by, at }],
    }),
  },

  /** Why there is nothing to tick, or null. */
  obstacle(state, command) {
    return command === 'tick-step' && stepsOf(state).length === 0 ? 'the policy has no checklist for it' : null;
  },
};

/** The steps that the pinned policy asks for; one that an earlier release pinned knows none. */
function stepsOf({ policy }: Pick<ComplaintState, 'policy'>): string[] {
  return policy.checklist ?? [];
}

/** Who can help, and when that was found: a department of the organisation, or `outside` with its name among the words. */
export interface PartyFound {
  party: string;
  foundAt: string;
}

export interface AnalysisCommands {
  'find-party': { party: string; words: VaultTextRef };
  'record-discussion': { people: string[]; words: VaultTextRef };
}

type AnalysisFact =
  | { type: 'partyFound'; data: AnalysisCommands['find-party'] }
  | { type: 'teamDiscussed'; data: AnalysisCommands['record-discussion'] };

/** What the team finds out before it answers: who can help (N-12), and what it has discussed among itself (B-06). */
export const analysis: ComplaintAspect<AnalysisCommands, AnalysisFact> = {
  decisions: {
    'find-party': (_state, { body }) => [{ type: 'partyFound', data: body }],
    'record-discussion'(state, { body }) {
      if (body.people.some((person) => state.about.includes(person))) {
        return no('NamedInCase', 'the complaint names one of them');
      }
      return [{ type: 'teamDiscussed', data: body }];
    },
  },

  evolutions: {
    partyFound: (state, { party }, { at }) => ({ ...state, party: { party, foundAt: at } }),
    teamDiscussed: unchanged,
  },

  /** Why neither is possible just now, or null: cases of an earlier reading know them not. */
  obstacle(state, command) {
    const isOurs = command === 'find-party' || command === 'record-discussion';
    return isOurs && !readsAs(state, 3) ? `the case is ${state.status}` : null;
  },
};

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

type StudyFact =
  | { type: 'commented'; data: StudyCommands['comment'] }
  | { type: 'questionAsked'; data: { question: string; words: VaultTextRef } }
  /** `receiver`: who asked, and hears of it. */
  | { type: 'questionAnswered'; data: StudyCommands['answer-question'] & { receiver: string } };

const questionsOf = ({ questions = [] }: ComplaintState): Question[] => questions;

/**
 * Quality studies a complaint (N-14): it comments and asks, the owner hears and answers on record. It changes nothing of the
 * case: what follows is for those who work on it.
 */
export const studying: ComplaintAspect<StudyCommands, StudyFact> = {
  decisions: {
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
  },

  evolutions: {
    commented: unchanged,
    questionAsked: (state, { question: id }, { by, standingInFor, at }) => ({
      ...state,
      questions: [...questionsOf(state), { id, by: standingInFor ?? by, askedAt: at, answeredAt: null }],
    }),
    questionAnswered: (state, { question }, { at }) => ({
      ...state,
      questions: questionsOf(state).map((one) => (one.id === question ? { ...one, answeredAt: at } : one)),
    }),
  },

  /** What stands in the way, or null: a case of an earlier reading knows none of it. */
  obstacle(state, command) {
    if (command !== 'comment' && command !== 'ask' && command !== 'answer-question') return null;
    if (!readsAs(state, 3)) return 'it runs under an earlier reading of the rules, which knows no study by quality';
    const isOpen = questionsOf(state).some(({ answeredAt }) => answeredAt === null);
    return command === 'answer-question' && !isOpen ? 'nobody has asked anything that is not answered' : null;
  },
};

const isAsker = (actor: Actor, { by }: Question): boolean => [actor.id, effectiveUser(actor)].includes(by);
