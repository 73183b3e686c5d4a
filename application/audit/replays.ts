/** Replays of a case by those who may replay histories: asked for here, made by a worker, kept for ever. */
import { type CaseReplayed, findReplay, noteReplay, type ReplayInShort, replaysOf } from '../../db/audit/replays.ts';
import { contentDigest } from '../../db/derivations.ts';
import { pollUntil } from '../../db/poll-until.ts';
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { Difference } from '../../domain/case/proof.ts';
import { mayInspect } from '../../domain/case/rights.ts';
import { startReplay } from '../../temporal/replays.ts';
import type { Call, FoundCase } from '../call.ts';
import { forRights, lookUpCases } from '../cases/reading/find-case.ts';
import { readableAmong, withReadableEvents } from '../cases/reading/mentioned-cases.ts';
import { notFound, Refused } from '../refused.ts';

/** How long the caller waits, in milliseconds; what takes longer goes on, and is asked for by its id. */
const timeoutMs = 6000;

/** A replay as it is shown. */
export interface ShownReplay extends Omit<ReplayInShort, '_id' | 'organisation'> {
  cases: CaseReplayed[];
  /** How many related cases are left out, since the reader may not know of them. */
  hidden: number;
}

/** @throws Refused `Forbidden` if the caller's role replays no histories */
export function mustReplay({ principal, dependencies, found }: Call): void {
  if (mayInspect(principal.actor, 'replay', forRights(dependencies.packs, found))) return;
  throw new Refused('Forbidden', 'your role may not replay histories');
}

/** Has the case replayed, and waits for it a while. The same request under the same key is the same replay. */
export async function askReplay(call: Call): Promise<ShownReplay> {
  const { dependencies, found, principal, key, path, receivedAt } = call;
  const { database, secret, temporal } = dependencies;
  const { organisation, number } = found;
  const by = principal.actor.id;
  const id = contentDigest(secret, ['replay', path, by, key]).toString('hex').slice(0, 24);
  const earlier = await findReplay(database, { organisation, number, id });
  const asked = { organisation, number, id, by, askedAt: earlier?.askedAt ?? receivedAt };
  // Started first: what has been noted is being made, whatever ends between the two.
  if (!earlier?.endedAt) await startReplay(temporal, asked);
  await noteReplay(database, asked);
  const look = () => findReplay(database, asked);
  const seen = await pollUntil(await look(), (one) => Boolean(one?.endedAt), look, timeoutMs);
  if (!seen) throw notFound();
  return shown(call, seen);
}

/** One replay of the case. @throws Refused `NotFound` */
export async function readReplay(call: Call): Promise<ShownReplay> {
  const { organisation, number } = call.found;
  const replay = await findReplay(call.dependencies.database, { organisation, number, id: call.ids.replay ?? '' });
  if (!replay) throw notFound();
  return shown(call, replay);
}

/** The replays of the case, the last one first, without what each found. */
export async function listReplays(
  call: Call<{ limit: number; cursor?: string | undefined }>,
): Promise<{ items: Omit<ReplayInShort, '_id' | 'organisation'>[]; nextCursor: string | null }> {
  const { dependencies, found, query } = call;
  const { organisation, number } = found;
  const before = query.cursor === undefined ? undefined : await placeIn(call, query.cursor);
  const all = await replaysOf(dependencies.database, organisation, number, { before, limit: query.limit + 1 });
  const page = all.slice(0, query.limit);
  return {
    items: page.map(({ _id: _, organisation: __, ...replay }) => replay),
    nextCursor: all.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** A cursor is the id of the last replay that was read. */
async function placeIn({ dependencies, found }: Call, cursor: string) {
  const { organisation, number } = found;
  const last = await findReplay(dependencies.database, { organisation, number, id: cursor });
  if (last) return last;
  throw new Refused('InvalidQuery', 'The cursor is not one that this list gave.');
}

/** Without related cases that the reader may not know of, and without what timelines keep from the reader (F-10). */
async function shown(
  call: Call,
  { _id: _, organisation, cases, ...replay }: ReplayInShort & { cases: CaseReplayed[] },
): Promise<ShownReplay> {
  const { dependencies, principal } = call;
  const numbers = cases.map(({ number }) => number);
  const readable = await readableAmong(dependencies, principal.actor, organisation, numbers);
  const known = cases.filter(({ number }) => readable.has(number));
  const found = await lookUpCases(dependencies, organisation, [...readable]);
  const visible = known.map(async (one): Promise<CaseReplayed> => {
    const of = found.find(({ number }) => number === one.number);
    return of ? { ...one, difference: await readableDifference(call, of, one.difference) } : one;
  });
  return { ...replay, cases: await Promise.all(visible), hidden: cases.length - known.length };
}

/** Fields of an event that hold what a reader may be kept from. */
const partsOfEvents: Record<string, (value: object) => object> = {
  'the whole of it': (value) => value,
  data: (data) => ({ data, commandId: '' }),
};

/** A difference between events says no more of them than the timeline does. */
async function readableDifference(
  call: Call,
  found: FoundCase,
  difference: Difference | null,
): Promise<Difference | null> {
  const [, type] = /^event \d+, (\w+)$/.exec(difference?.at ?? '') ?? [];
  if (!difference || !type) return difference;
  if (difference.field === 'commandId' || difference.field === 'signature')
    return { ...difference, replayed: null, stored: null };
  const wrap = partsOfEvents[difference.field];
  if (!wrap) return difference;
  const show = async (value: unknown): Promise<unknown> => {
    if (typeof value !== 'object' || value === null) return null;
    const event = { ...wrap(value), type } as TimelineEvent;
    const [readable] = await withReadableEvents(call.dependencies, call.principal.actor, found, [event]);
    return difference.field === 'data' ? readable?.data : readable;
  };
  return { ...difference, replayed: await show(difference.replayed), stored: await show(difference.stored) };
}
