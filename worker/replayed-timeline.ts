import type { TimelineEvent } from '../domain/case/event.ts';
import type { CaseView, ClockView } from '../domain/case/view.ts';
import type { ReplayedStep } from './replaying.ts';

/** What the rules make of a history: the facts, where the clocks stand at its end, and the digest that the chain ends with. */
export interface ReplayedTimeline {
  status: string | null;
  digest: string;
  clocks: ClockView[];
  events: TimelineEvent[];
}

/** The timeline of one run, or of several in the order in which they ran. */
export function replayedTimeline(steps: readonly ReplayedStep[]): ReplayedTimeline {
  // What is not known to be written is to be written again: by the next step, and by the next run.
  const events = new Map(steps.flatMap((step) => step.events.map((event) => [event.sequence, event])));
  const inOrder = [...events.values()].sort((a, b) => a.sequence - b.sequence);
  const view = steps.at(-1)?.projection.view;
  return {
    status: view?.status ?? null,
    digest: inOrder.at(-1)?.digest ?? '',
    clocks: view?.clocks ?? [],
    events: inOrder,
  };
}

/** The view at each revision that was to be written. */
export function replayedViews(steps: readonly ReplayedStep[]): Map<number, CaseView> {
  return new Map(steps.map(({ projection: { view } }) => [view.revision, view]));
}
