/** What a view or a timeline says of other cases, for readers who may not know of them (F-10). */
import type { Actor } from '../../domain/command.ts';
import type { TimelineEvent } from '../../domain/event.ts';
import { mayRead } from '../../domain/rights.ts';
import type { CaseView } from '../../domain/view.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { forRights, lookUpCase } from '../http/find-case.ts';

type Numbered = { number: string };

const linksOf = ({ detail }: CaseView): Numbered[] => (Array.isArray(detail.links) ? (detail.links as Numbered[]) : []);

/** Views of cases of one organisation without the links to those that the reader may not know of. */
export async function withReadableLinks(
  dependencies: ApiDependencies,
  actor: Actor,
  views: CaseView[],
): Promise<CaseView[]> {
  const organisation = views[0]?.organisation ?? '';
  const numbers = views.flatMap((view) => linksOf(view).map(({ number }) => number));
  if (numbers.length === 0) return views;
  const readable = await readableAmong(dependencies, actor, organisation, numbers);
  return views.map((view) => {
    const links = linksOf(view).filter(({ number }) => readable.has(number));
    return linksOf(view).length === links.length ? view : { ...view, detail: { ...view.detail, links } };
  });
}

/** A timeline in which a link to a case that the reader may not know of says only that it is hidden. */
export async function withReadableEvents(
  dependencies: ApiDependencies,
  actor: Actor,
  organisation: string,
  events: TimelineEvent[],
): Promise<TimelineEvent[]> {
  const numberOf = ({ type, data }: TimelineEvent) =>
    (type === 'linked' || type === 'unlinked') && 'number' in data ? String(data.number) : null;
  const numbers = events.flatMap((event) => numberOf(event) ?? []);
  if (numbers.length === 0) return events;
  const readable = await readableAmong(dependencies, actor, organisation, numbers);
  return events.map((event) => {
    const number = numberOf(event);
    return number === null || readable.has(number) ? event : { ...event, data: { hidden: true } };
  });
}

async function readableAmong(
  dependencies: ApiDependencies,
  actor: Actor,
  organisation: string,
  numbers: string[],
): Promise<Set<string>> {
  const found = await Promise.all(
    [...new Set(numbers)].map((number) => lookUpCase(dependencies, organisation, number)),
  );
  const readable = found.filter((one) => one !== null && mayRead(actor, forRights(dependencies.packs, one)));
  return new Set(readable.flatMap((one) => one?.number ?? []));
}
