/** Each recommendation is accepted, rejected or deferred; what is accepted becomes a followed item (N-15, C-13). Pure. */
import type { DecisionContext } from '../../case/case.ts';
import { bothNames, type Command, isNo, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { daysUntil } from '../../followed-item/days-until.ts';
import type { FollowedItemDetails } from '../../followed-item/state.ts';
import type { OnStep, ProcedureAspect } from '../aspect.ts';
import { afterStep } from '../course.ts';
import type { ProcedureFact } from '../facts.ts';
import type { ProcedureDecision, ProcedureState } from '../state.ts';
import { stepFor } from '../takers.ts';

/** What is decided on one of them. Null: owner and date as they were proposed. `item`: the number it gets if it is followed. */
export interface GivenVerdict {
  recommendation: string;
  verdict: ProcedureDecision['verdict'];
  owner: string | null;
  dueOn: string | null;
  item?: string;
}

interface DecidingCommands {
  decide: OnStep & { decisions: GivenVerdict[]; words: VaultTextRef };
}

interface DecidingFact {
  type: 'recommendationDecided';
  data: ProcedureDecision;
}

/** Several may be decided at a time; the step ends once none is left. */
function decided(
  state: ProcedureState,
  { actor, body }: Command<'decide', DecidingCommands['decide']>,
  { at, calendar }: DecisionContext,
): ProcedureFact[] | No {
  const found = stepFor(state, 'decide', body.step, actor);
  if (isNo(found)) return found;
  const { step } = found;
  const open = new Map(state.recommendations.filter(({ decision }) => !decision).map((one) => [one.id, one]));
  const facts: ProcedureFact[] = [];
  for (const given of body.decisions) {
    const raised = open.get(given.recommendation);
    open.delete(given.recommendation);
    if (!raised) return no('NotAllowedNow', `${given.recommendation} is none that is still undecided`);
    if (namesOf(actor).some((name) => raised.by.includes(name))) {
      return no('SamePerson', 'somebody other than who raised a recommendation decides on it');
    }
    if (given.verdict === 'deferred' && state.policy.defers === false)
      return no('NotAllowedNow', 'nothing is deferred in a procedure that does not come again: accept or reject it');
    const owner = given.owner ?? raised.owner;
    const dueOn = given.dueOn ?? raised.dueOn;
    const isFollowed = given.verdict === 'accepted' && given.item !== undefined;
    const days = isFollowed ? { days: daysUntil(calendar, at, dueOn) } : {};
    facts.push({
      type: 'recommendationDecided',
      data: { ...given, ...days, step: step.id, owner, dueOn, words: body.words },
    });
  }
  if (facts.length === 0) return no('Incomplete', 'name what is decided');
  if (open.size > 0) return facts;
  return [...facts, ...afterDeciding(state, step.id)];
}

/** Nothing is undecided any more: a later step that decides is skipped unless something is raised before it. */
function afterDeciding(state: ProcedureState, step: string): ProcedureFact[] {
  const settled = { ...state, recommendations: [] };
  return afterStep(settled, step, []);
}

/** What is accepted becomes an item of its own, with owner and date, that outlives the occurrence. */
function followed(
  { number, policy, recommendations }: ProcedureState,
  { recommendation: id, item, days, owner, dueOn }: ProcedureDecision,
  { by, standingInFor }: TimelineEvent,
): Errand[] {
  const raised = recommendations.find((one) => one.id === id);
  if (item === undefined || days === undefined || !raised || !policy.follow) return [];
  const { from = { number, id } } = raised;
  const source = { kind: 'procedure', number: from.number, part: from.id };
  const details: FollowedItemDetails = {
    source,
    owner,
    dueOn,
    days,
    askedBy: standingInFor ?? by,
    words: raised.words,
  };
  return [
    { do: 'open', kind: 'followedItem', number: item, department: policy.department, details, rules: policy.follow },
  ];
}

export const deciding: ProcedureAspect<DecidingCommands, DecidingFact> = {
  decisions: { decide: decided },
  evolutions: {
    recommendationDecided(state, { recommendation, step: _, ...verdict }, event) {
      const [by = event.by] = bothNames(event).slice(-1);
      const decision = { ...verdict, by, at: event.at };
      const recommendations = state.recommendations.map((one) =>
        one.id === recommendation ? { ...one, decision } : one,
      );
      return { ...state, recommendations };
    },
  },
  errands: (event, state) =>
    event.type === 'recommendationDecided' ? followed(state, event.data as ProcedureDecision, event) : [],
};
