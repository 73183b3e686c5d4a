import type { ProjectRequest } from '../activities/cases/project.ts';
import type { TimelineEvent } from '../domain/case/event.ts';
import type { CaseView, ClockView } from '../domain/case/view.ts';
import type { AskedActivity } from './replaying.ts';

/** What the rules make of a history: the facts, where the clocks stand at its end, and the digest that the chain ends with. */
export interface ReplayedTimeline {
  status: string | null;
  digest: string;
  clocks: ClockView[];
  events: TimelineEvent[];
}

/** The timeline of one run, or of several in the order in which they ran. */
export function replayedTimeline(asked: readonly AskedActivity[]): ReplayedTimeline {
  const projected = asked
    .filter(({ activity }) => activity === 'project')
    .map(({ request }) => request as ProjectRequest);
  // A run that did not wait for its projection leaves it to the next one, which asks for it again.
  const events = new Map(projected.flatMap((request) => request.events.map((event) => [event.sequence, event])));
  const inOrder = [...events.values()].sort((a, b) => a.sequence - b.sequence);
  const view = projected.at(-1)?.projection.view;
  return {
    status: view?.status ?? null,
    digest: inOrder.at(-1)?.digest ?? '',
    clocks: view?.clocks ?? [],
    events: inOrder,
  };
}

/** The view at each revision for which the case asked for a projection. */
export function replayedViews(asked: readonly AskedActivity[]): Map<number, CaseView> {
  const views = asked
    .filter(({ activity }) => activity === 'project')
    .map(({ request }) => (request as ProjectRequest).projection.view);
  return new Map(views.map((view) => [view.revision, view]));
}
