/** Step 3: the beneficiaries are asked, until somebody or the calendar closes the collection. A cycle can be withdrawn, too. */
import type { Window } from '../../case/case.ts';
import type { VaultTextRef } from '../../case/command.ts';
import { deadline, type WorkingCalendar } from '../../deadline/deadline.ts';
import { during, fieldsOf, preparedAnew, type SurveyCycleAspect } from '../aspect.ts';
import { surveyId } from '../questionnaire.ts';
import type { SurveyCycleState } from '../state.ts';
import { openSurvey } from './open-survey.ts';

interface CollectingCommands {
  'close-collection': object;
  /** A questionnaire has been changed since it was prepared, so that nothing was opened; said by the case to itself. */
  'settle-opening': { detail: string };
  withdraw: { words: VaultTextRef };
}

type CollectingFact =
  | { type: 'collectionOpened'; data: { survey: string } }
  | { type: 'collectionNotOpened'; data: { detail: string } }
  | { type: 'collectionClosed'; data: { survey: string } }
  | { type: 'withdrawn'; data: { words: VaultTextRef } };

/** A collection that closes by itself does so at an instant that moves with the calendar. */
function windows(state: SurveyCycleState, calendar: WorkingCalendar): Window[] {
  const { collectionClosesAfter: due } = state.policy;
  if (state.status !== 'collecting' || due === null) return [];
  const answer = deadline(calendar, { start: state.collection.openedAt, due });
  // Beyond the last day that the calendar knows nothing closes by itself: somebody closes it.
  return 'refusal' in answer || answer.dueAt === null ? [] : [{ id: 'collection', until: answer.dueAt }];
}

export const collecting: SurveyCycleAspect<CollectingCommands, CollectingFact> = {
  decisions: {
    'close-collection': ({ number }) => [
      { type: 'collectionClosed', data: { survey: surveyId(number, 'beneficiaries') } },
    ],
    'settle-opening': ({ status }, { body }) =>
      status === 'collecting' ? [{ type: 'collectionNotOpened', data: body }] : [],
    withdraw: (_state, { body }) => [{ type: 'withdrawn', data: body }],
  },
  evolutions: {
    collectionOpened: during('reviewing', (state, { survey }, { at }) => ({
      ...state,
      status: 'collecting',
      collection: { survey, openedAt: at, closedAt: null },
    })),
    collectionNotOpened: during('collecting', preparedAnew),
    collectionClosed: during('collecting', (state, _data, { at }) => ({
      ...state,
      status: 'analysing',
      collection: { ...state.collection, closedAt: at },
    })),
    withdrawn: (state, _data, { at }) => ({ ...fieldsOf(state), status: 'withdrawn', closedAt: at }),
  },
  windows: {
    open: windows,
    ended: {
      collection: (state) =>
        state.status === 'collecting' ? [{ type: 'collectionClosed', data: { survey: state.collection.survey } }] : [],
    },
  },
  errands({ type, at }, state) {
    const survey = surveyId(state.number, 'beneficiaries');
    if (type === 'collectionOpened') return openSurvey(state, 'beneficiaries', at);
    // Once it is withdrawn nobody needs to know whether it was open: one that is closed stays as it is.
    return type === 'collectionClosed' || type === 'withdrawn' ? [{ do: 'close-survey', survey, at }] : [];
  },
};
