/** The last approval publishes a version of the policy or of a calendar; a memo lapses by itself (N-02, N-03). Pure. */

import type { ClockFact } from '../../case/clocks/clock.ts';
import type { Errand } from '../../case/errand.ts';
import type { TimelineEvent } from '../../case/event.ts';
import type { ProcedureAspect } from '../aspect.ts';
import { afterMemo, afterStep, again, backTo } from '../course.ts';
import type { ProcedureFact } from '../facts.ts';
import { ruleOfStep, stepsBefore } from '../policy.ts';
import { isMemoRunning, memoLimitsOf, type Proposal, type PublicationOutcome, publishedVersion } from '../proposal.ts';
import { type ProcedureState, type StepState, waitsForPublication } from '../state.ts';

type Published = Omit<Extract<PublicationOutcome, { outcome: 'published' }>, 'outcome'> & { step: string };
interface Refused {
  step: string;
  /** The step that proposed it, which is done again. */
  to: string;
  problem: string;
  detail: string;
}

interface PublishingCommands {
  /** What came of publishing, said by the case to itself. */
  'settle-publication': { step: string } & PublicationOutcome;
  /** Another procedure has issued a memo that replaces this one’s. */
  'settle-memo': { by: string; version: number };
}

type PublishingFact =
  | { type: 'versionPublished'; data: Published }
  | { type: 'publicationRefused'; data: Refused }
  | { type: 'memoEndsSoon'; data: { version: number; until: string } }
  | { type: 'memoReplaced'; data: { version: number; by: string; byVersion: number } }
  | { type: 'memoLapsed'; data: { version: number } };

/** The step before this one in which a version was proposed, with its proposal. */
export function proposingStep(
  { policy, steps }: Pick<ProcedureState, 'policy' | 'steps'>,
  id: string,
): { step: StepState; proposal: Proposal } | null {
  const before = stepsBefore(policy, id);
  for (const step of steps) {
    if (before.includes(step.id) && step.proposal) return { step, proposal: step.proposal };
  }
  return null;
}

/** The step that has been approved and whose version is being published; undefined if there is none. */
function stepUnderWay({ policy, steps }: ProcedureState): StepState | undefined {
  return steps.find((step) => waitsForPublication(step) && ruleOfStep(policy, step.id).publishes === true);
}

function withPublished(state: ProcedureState, { step, ...published }: Published): ProcedureState {
  const proposing = proposingStep(state, step)?.step.id;
  const memo = proposing === undefined ? null : memoLimitsOf(ruleOfStep(state.policy, proposing));
  return { ...state, published: publishedVersion(published, memo) };
}

function withMemoEnded(state: ProcedureState, endedAt: string): ProcedureState {
  return state.published ? { ...state, published: { ...state.published, endedAt } } : state;
}

function settled(
  state: ProcedureState,
  { step: id, ...result }: PublishingCommands['settle-publication'],
): (ProcedureFact | ClockFact)[] {
  const proposing = proposingStep(state, id);
  if (stepUnderWay(state)?.id !== id || !proposing) return [];
  if (result.outcome === 'published') {
    const { outcome: _, ...published } = result;
    const data = { step: id, ...published };
    return [{ type: 'versionPublished', data }, ...afterStep(withPublished(state, data), id, [])];
  }
  const to = proposing.step.id;
  const { problem, detail } = result;
  return [{ type: 'publicationRefused', data: { step: id, to, problem, detail } }, ...backTo(state, id, to)];
}

/** Once the last approval is there, the version is published. The approval is proven before that. */
function asked(state: ProcedureState, { step: id }: { step: string }, { by, at }: TimelineEvent): Errand[] {
  const proposing = proposingStep(state, id);
  const words = proposing?.step.contributions.at(-1)?.words;
  if (stepUnderWay(state)?.id !== id || !proposing || !words) return [];
  const { proposal } = proposing;
  return [{ do: 'publish-version', step: id, proposal, words, by, at, command: 'settle-publication' }];
}

export const publishing: ProcedureAspect<PublishingCommands, PublishingFact> = {
  decisions: {
    'settle-publication': (state, { body }) => settled(state, body),
    'settle-memo'(state, { body: { by, version: byVersion } }) {
      const { published } = state;
      if (!published || !isMemoRunning(state)) return [];
      return [{ type: 'memoReplaced', data: { version: published.version, by, byVersion } }, ...afterMemo(state)];
    },
  },
  evolutions: {
    versionPublished: withPublished,
    publicationRefused: (state, { to, problem, detail }) => ({ ...again(state, to), refused: { problem, detail } }),
    memoEndsSoon: (state) =>
      state.published ? { ...state, published: { ...state.published, remindAt: null } } : state,
    memoReplaced: (state, _data, { at }) => withMemoEnded(state, at),
    memoLapsed: (state, _data, { at }) => withMemoEnded(state, at),
  },
  // Nothing happens between the last approval and what it puts in force; and what is in force is not withdrawn.
  obstacle(state, command) {
    if (stepUnderWay(state)) return 'its version is being published';
    return command === 'withdraw' && state.published ? 'its version has been published' : null;
  },
  windows: {
    open({ published }) {
      if (!published || published.until === null || published.endedAt !== null) return [];
      const { until, remindAt } = published;
      return [...(remindAt === null ? [] : [{ id: 'memo-ends-soon', until: remindAt }]), { id: 'memo', until }];
    },
    ended: {
      'memo-ends-soon': ({ published }) =>
        published?.until
          ? [{ type: 'memoEndsSoon', data: { version: published.version, until: published.until } }]
          : [],
      memo: (state) =>
        state.published
          ? [{ type: 'memoLapsed', data: { version: state.published.version } }, ...afterMemo(state)]
          : [],
    },
  },
  errands(event, state): Errand[] {
    if (event.type === 'approved') return asked(state, event.data as { step: string }, event);
    if (event.type !== 'versionPublished') return [];
    const { calendar, replaced, version } = event.data as Published;
    if (calendar !== undefined) return [{ do: 'tell-calendar', calendar, version }];
    const body = { by: state.number, version };
    return replaced.map((number) => ({ do: 'tell', kind: 'procedure', number, command: 'settle-memo', body }));
  },
};
