/** After the donors' report: the steps that follow from it (N-09, 3.1.16), each with an owner and a date, or why there are none. Pure. */
import type { DecisionContext } from '../case/case.ts';
import { type Command, type No, no, type WordsReference } from '../case/command.ts';
import type { Errand } from '../case/errand.ts';
import type { TimelineEvent } from '../case/event.ts';
import { daysUntil } from '../followed-item/days-until.ts';
import type { SurveyCycleFact } from './facts.ts';
import type { Recommendation } from './recommendation.ts';
import type { SurveyCycleState } from './state.ts';

/** A step that follows from what donors said, as it is given. */
export interface GivenDonorsStep extends Recommendation {
  /** Number of the followed item that it becomes, where the pack has such. */
  item?: string;
}

/** The same as it stands. */
export interface DonorsStep extends GivenDonorsStep {
  /** Of one that is followed: how many days its date lies ahead. */
  days?: number;
}

export interface ActedOn {
  steps: GivenDonorsStep[];
  words: WordsReference;
}

/** What was decided on the donors' results ends the cycle; what shall be done is followed beyond it. */
export function actedOn(
  state: SurveyCycleState,
  { body }: Command<'act', ActedOn>,
  { calendar, at }: DecisionContext,
): SurveyCycleFact[] | No {
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
export function donorsStepsFollowed(
  { number, policy }: SurveyCycleState,
  { steps, words }: { steps: DonorsStep[]; words: WordsReference },
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
