/** Steps 6 and 7: both managers agree on what shall be done about weak points, then management decides on each of it. Pure. */
import { decisionIn, isLastNeeded, objectionTo, openApproval, withDecision } from '../../case/approval.ts';
import { unchanged } from '../../case/aspect.ts';
import type { DecisionContext } from '../../case/case.ts';
import { type Actor, bothNames, type Command, type No, namesOf, no, type VaultTextRef } from '../../case/command.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import { daysUntil } from '../../followed-item/days-until.ts';
import type { FollowedItemDetails } from '../../followed-item/state.ts';
import { during, type In, type SurveyCycleAspect } from '../aspect.ts';
import type { SurveyCycleFact } from '../facts.ts';
import { surveyId } from '../questionnaire.ts';
import {
  type GivenDecision,
  type Recommendation,
  type RecommendationDecision,
  recommendationsDigest,
} from '../recommendation.ts';
import type { Proposal, SurveyCycleState } from '../state.ts';

type AgreedSteps =
  | { recommendations: Recommendation[]; words: VaultTextRef }
  | { recommendations: null; digest: string | null; words: VaultTextRef | null };

interface AgreeingCommands {
  /** A list of one's own, or none: then the digest of the list on the table, to which the other manager agrees. */
  'agree-steps': AgreedSteps;
  decide: { decisions: GivenDecision[]; words: VaultTextRef };
}

type AgreeingFact =
  | {
      type: 'stepsProposed';
      data: { recommendations: Recommendation[]; version: number; digest: string; words: VaultTextRef };
    }
  | { type: 'agreementGiven'; data: { digest: string; words: VaultTextRef | null } }
  | { type: 'stepsAgreed'; data: { digest: string } }
  | { type: 'recommendationDecided'; data: RecommendationDecision }
  | { type: 'decided'; data: { accepted: number; rejected: number } };

/** One manager puts a list on the table, and thereby agrees to it. The other agrees to it, or puts another in its place. */
function agreed(state: SurveyCycleState, command: Command<'agree-steps', AgreedSteps>): AgreeingFact[] | No {
  if (state.status !== 'agreeing') return no('NotAllowedNow', 'the report has not been discussed yet');
  const { body } = command;
  if (body.recommendations) return proposed(state, { ...command, body });
  const { digest, words } = body;
  const { proposal } = state;
  if (!proposal) return no('Incomplete', 'there is no list to agree to yet: give `recommendations`');
  if (digest === null) return no('Incomplete', 'name in If-Match the digest of the list that you agree to');
  const objection = objectionTo(proposal.agreement, { verdict: 'approved', digest }, command.actor);
  return objection ?? agreementFacts(proposal.agreement, words);
}

function proposed(
  state: SurveyCycleState & { proposal: Proposal | null },
  { actor, body }: Command<string, Extract<AgreedSteps, { recommendations: Recommendation[] }>>,
): AgreeingFact[] | No {
  const { organisation, number, policy, proposal } = state;
  const version = (proposal?.version ?? 0) + 1;
  const digest = recommendationsDigest({ organisation, number, version, ...body });
  const agreement = openApproval(digest, policy.approvals.agree, []);
  const objection = objectionTo(agreement, { verdict: 'approved', digest }, actor);
  if (objection) return objection;
  return [{ type: 'stepsProposed', data: { ...body, version, digest } }, ...agreementFacts(agreement, null)];
}

function agreementFacts(agreement: Proposal['agreement'], words: AgreedSteps['words']): AgreeingFact[] {
  const { digest } = agreement;
  const given: AgreeingFact = { type: 'agreementGiven', data: { digest, words } };
  return isLastNeeded(agreement) ? [given, { type: 'stepsAgreed', data: { digest } }] : [given];
}

/** Staff ids of those who agreed on the steps: management, which decides on them, is somebody else (step 7). */
export function agreedOnSteps({ proposal }: { proposal?: Proposal | null | undefined }): string[] {
  const decisions = proposal?.agreement.decisions ?? [];
  return decisions.flatMap(bothNames);
}

/** Why this actor is not of the management that decides, whatever their role, or null. */
export function mayNotDecide(signed: { proposal?: Proposal | null | undefined }, actor: Actor): No | null {
  const barred = agreedOnSteps(signed);
  if (!namesOf(actor).some((name) => barred.includes(name))) return null;
  return no('SamePerson', 'management decides on the steps, not those who agreed on them');
}

/** Management decides on one or several; once none is left undecided the donors are asked. */
function decided(
  state: SurveyCycleState,
  { actor, body }: Command<'decide', AgreeingCommands['decide']>,
  around: DecisionContext,
): SurveyCycleFact[] | No {
  if (state.status !== 'deciding') return no('NotAllowedNow', 'there is nothing to decide on yet');
  const barred = mayNotDecide(state, actor);
  if (barred) return barred;
  const { decisions, words } = body;
  const ids = decisions.map(({ recommendation }) => recommendation);
  const open = new Map(state.recommendations.filter(({ decision }) => !decision).map((one) => [one.id, one]));
  const facts = decisions.flatMap((given): SurveyCycleFact[] => {
    const proposal = open.get(given.recommendation);
    open.delete(given.recommendation);
    if (!proposal) return [];
    const { owner, dueOn } = proposal;
    const data = { ...given, words, owner: given.owner ?? owner, dueOn: given.dueOn ?? dueOn };
    const isFollowed = given.item !== undefined && given.verdict === 'accepted';
    const followed = isFollowed ? { days: daysUntil(around.calendar, around.at, data.dueOn) } : {};
    return [{ type: 'recommendationDecided', data: { ...data, ...followed } }];
  });
  if (facts.length < decisions.length || facts.length === 0) {
    return no('NotAllowedNow', `each of ${ids.join(', ') || 'no recommendation'} must be one that is still undecided`);
  }
  return open.size > 0 ? facts : [...facts, ...allDecided(state, decisions)];
}

function allDecided({ recommendations, number }: In<'deciding'>, last: GivenDecision[]): SurveyCycleFact[] {
  const verdicts = [...recommendations.flatMap(({ decision }) => decision ?? []), ...last].map(
    ({ verdict }) => verdict,
  );
  const accepted = verdicts.filter((verdict) => verdict === 'accepted').length;
  return [
    { type: 'decided', data: { accepted, rejected: verdicts.length - accepted } },
    { type: 'donorsSurveyOpened', data: { survey: surveyId(number, 'donors') } },
  ];
}

/** An accepted recommendation becomes an item of its own, with owner and date, that outlives the cycle. */
function followed(
  state: SurveyCycleState,
  { recommendation: part, item, days, owner, dueOn }: RecommendationDecision,
  { by, standingInFor }: TimelineEvent,
): Errand[] {
  if (item === undefined || days === undefined || !('proposal' in state) || !state.proposal) return [];
  const { number, policy, proposal } = state;
  if (!policy.follow) return [];
  const source = { kind: 'surveyCycle', number, part };
  const askedBy = standingInFor ?? by;
  const details: FollowedItemDetails = { source, owner, dueOn, days, askedBy, words: proposal.words };
  return [
    { do: 'open', kind: 'followedItem', number: item, department: policy.department, details, rules: policy.follow },
  ];
}

export const agreeing: SurveyCycleAspect<AgreeingCommands, AgreeingFact> = {
  decisions: { 'agree-steps': agreed, decide: decided },
  evolutions: {
    stepsProposed: during('agreeing', (state, { recommendations, version, words, digest: frozen }) => {
      const agreement = openApproval(frozen, state.policy.approvals.agree, []);
      return { ...state, proposal: { version, recommendations, words, agreement } };
    }),
    agreementGiven: during('agreeing', (state, { digest, words }, event) => {
      const { proposal } = state;
      if (!proposal) return state;
      const decision = decisionIn(event, 'approved', digest, words);
      return { ...state, proposal: { ...proposal, agreement: withDecision(proposal.agreement, decision) } };
    }),
    stepsAgreed: during('agreeing', (state) => {
      const { proposal, ...rest } = state;
      if (!proposal) return state;
      const recommendations = proposal.recommendations.map((one) => ({ ...one, decision: null }));
      return { ...rest, status: 'deciding', proposal, recommendations };
    }),
    recommendationDecided: during('deciding', (state, { recommendation, ...verdict }, event) => {
      const decision = { ...verdict, by: event.standingInFor ?? event.by, at: event.at };
      const recommendations = state.recommendations.map((one) =>
        one.id === recommendation ? { ...one, decision } : one,
      );
      return { ...state, recommendations };
    }),
    decided: unchanged,
  },
  errands: (event, state) =>
    event.type === 'recommendationDecided' ? followed(state, event.data as RecommendationDecision, event) : [],
};
