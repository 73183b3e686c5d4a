/**
 * What a view or a timeline says of other cases, and of staff who are named in a case. It is for readers who may not know
 * (F-10).
 */

import { followersOf } from '../../../db/cases/cases.ts';
import type { Actor } from '../../../domain/case/command.ts';
import { type TimelineEvent, withoutFields } from '../../../domain/case/event.ts';
import { mayRead, mayReadWords } from '../../../domain/case/rights.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import type { AnyDetail } from '../../../domain/details.ts';
import type { Call, FoundCase } from '../../call.ts';
import type { Dependencies } from '../../dependencies.ts';
import { forRights, lookUpCases } from './find-case.ts';

/** What is known of an ended complaint besides what it knows itself. */
export type FollowedDetail = AnyDetail & { followedBy?: string[] };

/**
 * The view of a complaint, with the later ones that go on from it: it had ended by then and cannot know of them itself.
 * Those that the reader may not know of are still among them.
 */
export async function withFollowers(
  { dependencies }: Pick<Call, 'dependencies'>,
  { organisation, over, view }: FoundCase,
): Promise<CaseView<FollowedDetail>> {
  if (view.kind !== 'complaint' || !over) return view;
  const followedBy = await followersOf(dependencies.database, organisation, view.number);
  return { ...view, detail: { ...view.detail, followedBy } };
}

function mentionedIn({ links, followedBy, follows, merging, cause }: FollowedDetail): string[] {
  const linked = (links ?? []).map(({ number }) => number);
  return [
    ...linked,
    ...(followedBy ?? []),
    ...(follows ? [follows] : []),
    ...(merging ? [merging] : []),
    ...(cause?.number ? [cause.number] : []),
  ];
}

/** Views of cases of one organisation without the numbers of those that the reader may not know of. */
export async function withReadableLinks(
  dependencies: Dependencies,
  actor: Actor,
  views: CaseView<FollowedDetail>[],
): Promise<CaseView<FollowedDetail>[]> {
  const organisation = views[0]?.organisation ?? '';
  const numbers = views.flatMap(({ detail }) => mentionedIn(detail));
  if (numbers.length === 0) return views;
  const readable = await readableAmong(dependencies, actor, organisation, numbers);
  return views.map((view) => {
    if (mentionedIn(view.detail).every((number) => readable.has(number))) return view;
    const { links, followedBy, follows, merging, cause } = view.detail;
    const shown = {
      ...(links ? { links: links.filter(({ number }) => readable.has(number)) } : {}),
      ...(followedBy ? { followedBy: followedBy.filter((number) => readable.has(number)) } : {}),
      ...(follows && !readable.has(follows) ? { follows: null } : {}),
      ...(merging && !readable.has(merging) ? { merging: null } : {}),
      ...(cause?.number && !readable.has(cause.number) ? { cause: { event: cause.event, part: cause.part } } : {}),
    };
    return { ...view, detail: { ...view.detail, ...shown } };
  });
}

/** Where an event has the number of another case, with what else is not for a reader who may not know of that one. */
const numberFields: Record<string, { number: string; besides?: string[] }[]> = {
  received: [{ number: 'follows' }, { number: 'linkedTo' }],
  linked: [{ number: 'number', besides: ['relation'] }],
  unlinked: [{ number: 'number', besides: ['relation'] }],
  mergeAsked: [{ number: 'into' }],
  mergeRefused: [{ number: 'into' }],
  mergeNotTaken: [{ number: 'from' }],
  started: [{ number: 'cause' }],
};

/** Where an event says whom of the staff the case is about: for those who read its words. */
const nameFields: Record<string, string[]> = {
  received: ['about'],
  opened: ['about'],
  staffNamed: ['staff'],
  ownerLost: ['from'],
  mergeTaken: ['about'],
  merged: ['about'],
};

/** What another case has told a case it told under a key that begins with its own number. */
function toldBy({ commandId }: TimelineEvent): string | null {
  return /^complaint:[^:]+:([^:]+):/.exec(commandId)?.[1] ?? null;
}

function numberAt({ data }: TimelineEvent, field: string): string | null {
  const value: unknown = (data as Record<string, unknown>)[field];
  if (typeof value === 'string') return value;
  const { number } = (value ?? {}) as { number?: unknown };
  return typeof number === 'string' ? number : null;
}

/**
 * The timeline of a case without the numbers of other cases that the reader may not know of. If its words are not for the
 * reader, the names of the staff concerned are left out too. An event of which something is left out says so by `hidden`. One
 * of version 2 has the digests of what is left out, so that the reader can check the chain all the same.
 */
export async function withReadableEvents(
  dependencies: Dependencies,
  actor: Actor,
  found: FoundCase,
  events: TimelineEvent[],
): Promise<TimelineEvent[]> {
  const numbers = events.flatMap((event) => [
    ...[toldBy(event)].flatMap((number) => number ?? []),
    ...(numberFields[event.type] ?? []).flatMap(({ number }) => numberAt(event, number) ?? []),
  ]);
  const readable = await readableAmong(dependencies, actor, found.organisation, numbers);
  const seesNames = mayReadWords(actor, forRights(dependencies.packs, found));
  return events.map((event) => {
    const others = (numberFields[event.type] ?? []).flatMap(({ number: field, besides = [] }) => {
      const number = numberAt(event, field);
      return number === null || readable.has(number) ? [] : [field, ...besides];
    });
    const by = toldBy(event);
    const ofOther = by !== null && !readable.has(by);
    return withoutFields(event, [...others, ...(seesNames ? [] : (nameFields[event.type] ?? []))], ofOther);
  });
}

/** Which of these numbers are cases that the reader may know of. */
export async function readableAmong(
  dependencies: Dependencies,
  actor: Actor,
  organisation: string,
  numbers: string[],
): Promise<Set<string>> {
  const found = await lookUpCases(dependencies, organisation, numbers);
  const readable = found.filter((one) => mayRead(actor, forRights(dependencies.packs, one)));
  return new Set(readable.map(({ number }) => number));
}
