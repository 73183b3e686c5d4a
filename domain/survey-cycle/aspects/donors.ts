/**
 * Step 8: what donors say is asked and acted on, and the cycle ends with it (N-09, 3.1.16). What shall be done has an owner and
 * a date each, or the words say why there is none.
 */
import type { DecisionContext } from '../../case/case.ts';
import { type Command, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { readsAs } from '../../case/policy.ts';
import { daysUntil } from '../../followed-item/days-until.ts';
import { during, type SurveyCycleAspect } from '../aspect.ts';
import { type FrozenReport, surveyId } from '../questionnaire.ts';
import type { Recommendation } from '../recommendation.ts';
import type { SurveyCycleState } from '../state.ts';
import { openSurvey } from './open-survey.ts';

/** A donor who was given the success stories: the customer's number, and how. */
export interface StoryGiven {
  donor: string;
  channel: string;
}

/** A step that follows from what donors said, as it is given. */
interface GivenDonorsStep extends Recommendation {
  /** Number of the followed item that it becomes, if the pack has such items. */
  item?: string;
}

/** The same as it stands. */
export interface DonorsStep extends GivenDonorsStep {
  /** Of one that is followed: how many days its date lies ahead. */
  days?: number;
}

interface DonorsCommands {
  /** `words`: the success stories that the donors were given; `given`: to whom, absent if an earlier release took it. */
  finish: {
    words: VaultTextRef;
    given?: StoryGiven[];
    /** How many donors were invited, and how many answers came. Absent if an earlier release took it. */
    asked?: number;
    answered?: number;
    /** Why nobody could be asked stands in the words; this is who agreed. */
    unasked?: { agreedBy: string };
  };
  /** The steps that follow from what donors said; none says in the words why there are none. */
  act: { steps: GivenDonorsStep[]; words: VaultTextRef };
}

type DonorsFact =
  | { type: 'donorsSurveyOpened'; data: { survey: string } }
  | { type: 'donorsSurveyClosed'; data: { survey: string; words: VaultTextRef; given?: StoryGiven[] } }
  | { type: 'donorsReported'; data: FrozenReport }
  | { type: 'donorsActedOn'; data: { steps: DonorsStep[]; words: VaultTextRef } }
  | { type: 'finished'; data: FrozenReport };

/** The cycle ends with what donors said (3.1.16): they were asked and had time to answer, or two people say why not. */
function finished(
  state: SurveyCycleState,
  { actor, body }: Command<'finish', DonorsCommands['finish']>,
  { at }: DecisionContext,
): DonorsFact[] | No {
  const closed: DonorsFact = {
    type: 'donorsSurveyClosed',
    data: { survey: surveyId(state.number, 'donors'), ...body },
  };
  if (!readsAs(state, 3)) return [closed];
  const { asked = 0, answered = 0, unasked } = body;
  if (unasked) {
    const { agreedBy } = unasked;
    return namesOf(actor).includes(agreedBy)
      ? no('SamePerson', 'somebody else has to agree that no donor could be asked')
      : [closed];
  }
  if (asked === 0 && answered === 0) {
    return no('Incomplete', 'no donor has been asked: invite them, or say why nobody could be asked and who agreed');
  }
  const due = state.clocks.findLast(({ rule, state: is }) => rule === 'donors' && is === 'running')?.dueAt ?? null;
  const hasTime = answered === 0 && due !== null && Date.parse(at) < Date.parse(due);
  return hasTime ? no('Incomplete', `no donor has answered yet: they have time until ${due}`) : [closed];
}

/** What was decided on the donors' results ends the cycle; what shall be done is followed beyond it. */
function actedOn(
  state: SurveyCycleState,
  { body }: Command<'act', DonorsCommands['act']>,
  { calendar, at }: DecisionContext,
): DonorsFact[] | No {
  if (state.status !== 'acting') return no('NotAllowedNow', 'there is no report of the donors to act on yet');
  const steps = body.steps.map((step): DonorsStep => {
    return step.item === undefined ? step : { ...step, days: daysUntil(calendar, at, step.dueOn) };
  });
  return [
    { type: 'donorsActedOn', data: { steps, words: body.words } },
    { type: 'finished', data: state.donorsReport },
  ];
}

/** Each step becomes a followed item, as an accepted recommendation does. */
function followed(
  { number, policy }: SurveyCycleState,
  { steps, words }: { steps: DonorsStep[]; words: VaultTextRef },
  { by, standingInFor }: TimelineEvent,
): Errand[] {
  const { follow, department } = policy;
  if (!follow) return [];
  return steps.flatMap(({ id: part, item, days, owner, dueOn }): Errand[] => {
    if (item === undefined || days === undefined) return [];
    const source = { kind: 'surveyCycle', number, part };
    const details = { source, owner, dueOn, days, askedBy: standingInFor ?? by, words };
    return [{ do: 'open', kind: 'followedItem', number: item, department, details, rules: follow }];
  });
}

function errands(event: TimelineEvent, state: SurveyCycleState): Errand[] {
  const { at, type } = event;
  const survey = surveyId(state.number, 'donors');
  if (type === 'donorsSurveyOpened') return openSurvey(state, 'donors', at);
  if (type === 'donorsActedOn') return followed(state, event.data as DonorsCommands['act'], event);
  if (type !== 'donorsSurveyClosed') return [];
  return [
    { do: 'close-survey', survey, at },
    { do: 'freeze-report', survey, command: 'settle-report' },
  ];
}

export const donors: SurveyCycleAspect<DonorsCommands, DonorsFact> = {
  decisions: { finish: finished, act: actedOn },
  evolutions: {
    donorsSurveyOpened: during('deciding', (state, { survey }, { at }) => ({
      ...state,
      status: 'asking-donors',
      donors: { survey, openedAt: at, closedAt: null },
    })),
    donorsSurveyClosed: during('asking-donors', (state, _data, { at }) => ({
      ...state,
      status: 'finishing',
      donors: { ...state.donors, closedAt: at },
    })),
    donorsReported: during('finishing', (state, donorsReport) => ({ ...state, status: 'acting', donorsReport })),
    donorsActedOn: during('acting', (state, { steps }) => ({ ...state, donorsSteps: steps })),
    // What was decided on stands in the state of the finished cycle, with the event that ends it.
    finished: (state, donorsReport, { at }) =>
      state.status === 'finishing' || state.status === 'acting'
        ? { ...state, status: 'finished', donorsReport, closedAt: at }
        : state,
  },
  errands,
};
