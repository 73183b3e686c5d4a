import type { QueryFilter } from 'mongoose';
import { z } from 'zod';
import { type CaseDocument, firstCases } from '../../../db/cases/cases.ts';
import { type Actor, effectiveUser } from '../../../domain/case/command.ts';
import type { Reach, RoleRights } from '../../../domain/case/policy.ts';
import type { CaseView } from '../../../domain/case/view.ts';
import { caseKinds } from '../../../domain/kinds.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { Call } from '../../call.ts';
import { changedSince, changeKey, changePlace, nextChangedSince, storedInstant } from '../../changed-since.ts';
import { pageQuery } from '../../page-query.ts';
import { inEachCategory, inEveryRight, inRightOf } from '../../permissions/acting-roles.ts';
import { reasonOfLook } from '../../reason-of-look.ts';
import { Refused } from '../../refused.ts';
import { viewFor } from '../permission.ts';
import { forRights } from './find-case.ts';
import { withReadableLinks } from './mentioned-cases.ts';
import { foundByText } from './word-search.ts';

const code = z.string().max(100);

/** What a list can be narrowed by. Several values of one filter are separated by commas. */
export const ListQuery = z.object({
  ...pageQuery,
  order: z.enum(['queue', 'opened']).default('queue').meta({
    description:
      '`queue`: by what is due, which changes while somebody reads. `opened`: by when they were opened, for whoever copies: no case that was there all the time is missed.',
  }),
  changedSince,
  status: code.optional(),
  category: code.optional(),
  priority: z.enum(['urgent', 'high', 'normal']).optional(),
  owner: code.optional().meta({ description: 'A staff id, `me`, or `none`.' }),
  group: code.optional(),
  breached: z.enum(['true', 'false']).optional(),
  dueBefore: z.iso.datetime({ offset: true }).optional(),
  dueAfter: z.iso.datetime({ offset: true }).optional(),
  text: z.string().min(2).max(200).optional().meta({
    description:
      'The number, or words of the case that you may read, or the beginning of them; it counts as a look (F-10).',
  }),
  reason: reasonOfLook,
});
export type ListQuery = z.infer<typeof ListQuery>;

type Filter = QueryFilter<CaseDocument>;

interface Wanted {
  kind: string | null;
  query: Omit<ListQuery, 'order'> & Partial<Pick<ListQuery, 'order'>>;
  and?: Filter[];
}

/** A page of what the reader may see, in the order of every queue. */
export async function listCases(
  context: Call,
  wanted: Wanted,
): Promise<{ items: CaseView[]; nextCursor: string | null; changedUntil: string | null }> {
  const { page, nextCursor } = await pageOfCases(context, wanted);
  const { cursor } = wanted.query;
  const isFirstOfCopy = orderOf(wanted.query) !== 'queue' && cursor === undefined;
  const changedUntil = isFirstOfCopy ? nextChangedSince(context.receivedAt) : null;
  return { items: page.map(({ view }) => view), nextCursor, changedUntil };
}

function orderOf({ order = 'queue', changedSince }: Wanted['query']): keyof typeof orders {
  return changedSince === undefined ? order : 'changed';
}

/** The same page with each case as it is stored beside the view that the reader gets of it. */
export async function pageOfCases(
  context: Call,
  wanted: Wanted,
): Promise<{ page: { found: CaseDocument; view: CaseView }[]; nextCursor: string | null }> {
  const { dependencies, principal } = context;
  const { kind, query, and = [] } = wanted;
  const order = orders[orderOf(query)];
  const filter: Filter = {
    $and: [
      ...readableFilters(context, kind),
      ...(await narrowed(context, query)),
      ...(query.cursor ? [order.after(fromCursor(query.cursor, order.pattern))] : []),
      ...and,
    ],
  };
  const found = await firstCases(dependencies.database, filter, { sort: order.sort, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const views = await withReadableLinks(
    dependencies,
    principal.actor,
    page.map((one) => viewFor(one.view, principal.actor, forRights(dependencies.packs, one))),
  );
  return {
    page: page.flatMap((one, place) => (views[place] ? [{ found: one, view: views[place] }] : [])),
    nextCursor: found.length > query.limit && last ? Buffer.from(order.keyOf(last)).toString('base64url') : null,
  };
}

/** The cases of a kind, or of all, that the reader may see, as filters that all hold. */
export function readableFilters({ principal, pack }: Pick<Call, 'principal' | 'pack'>, kind: string | null): Filter[] {
  return [
    // The rights below name the kind as well, but no index serves a field that stands within `$or` alone.
    { organisation: pack.id, about: { $ne: principal.actor.id }, ...(kind ? { 'view.kind': kind } : {}) },
    {
      $or: inEveryRight(principal.actor).flatMap((held) =>
        (kind ? [kind] : caseKinds).map((one) => inRightOf(held, readable(pack, held.actor, one))),
      ),
    },
  ];
}

/** What of a kind the reader's roles reach, as a filter; the widest of them counts. */
function readable(pack: Pack, actor: Actor, kind: string): Filter {
  return inEachCategory(pack, kind, (rights) => readableBy(rights, actor, kind));
}

function readableBy(rights: Record<string, RoleRights>, actor: Actor, kind: string): Filter {
  const reaches = new Set(actor.roles.flatMap((role): Reach[] => (rights[role] ? [rights[role].read] : [])));
  if (reaches.has('all')) return { 'view.kind': kind };
  if (reaches.size === 0 || (reaches.size === 1 && reaches.has('none'))) return { _id: { $in: [] } };
  const any: Filter[] = [{ 'view.detail.sharers': effectiveUser(actor) }];
  if (reaches.has('department')) {
    const ours = { $in: actor.departments };
    any.push({ department: ours }, { 'follower.department': ours });
  }
  if (reaches.has('group')) {
    const ours = { $in: actor.groups };
    any.push(
      { group: ours },
      { 'follower.group': ours },
      { 'view.owner': effectiveUser(actor) },
      { 'view.detail.handOver.receiver': effectiveUser(actor) },
    );
  }
  return { 'view.kind': kind, $or: any };
}

async function narrowed(context: Call, query: Omit<ListQuery, 'order'>): Promise<Filter[]> {
  const { principal } = context;
  const oneOf = (values: string) => ({ $in: values.split(',') });
  const filters: Filter[] = [];
  if (query.changedSince) filters.push({ changedAt: { $gte: storedInstant(query.changedSince) } });
  if (query.status) filters.push({ 'view.status': oneOf(query.status) });
  if (query.category) filters.push({ 'view.category': oneOf(query.category) });
  if (query.priority) filters.push({ 'view.priority': query.priority });
  if (query.group) filters.push({ group: oneOf(query.group) });
  if (query.owner === 'none') filters.push({ 'view.owner': null });
  else if (query.owner) filters.push({ 'view.owner': query.owner === 'me' ? principal.actor.id : query.owner });
  if (query.breached) filters.push({ breached: query.breached === 'true' });
  if (query.dueBefore) filters.push({ nextDueAt: { $ne: null, $lt: sortableInstant(query.dueBefore) } });
  if (query.dueAfter) filters.push({ nextDueAt: { $gt: sortableInstant(query.dueAfter) } });
  if (query.text) filters.push(await foundByText(context, { text: query.text, reason: query.reason }));
  return filters;
}

/** Instants are stored without a fraction if it is zero; a bound without one sorts right against both forms. */
export function sortableInstant(instant: string): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

interface Order {
  sort: Record<string, 1>;
  keyOf(found: CaseDocument): string;
  /** What a key looks like, so that nothing else of a cursor gets into a query. */
  pattern: RegExp;
  after(key: string): Filter;
}

/** In which order a list is read. The key of the second one never changes (R11). */
const orders: Record<ListQuery['order'] | 'changed', Order> = {
  queue: {
    sort: { sortKey: 1 },
    keyOf: ({ sortKey }) => sortKey,
    pattern: /^[0-2]\|[0-9T:.Z-]+\|[0-9T:.Z-]+\|[A-Z0-9-]+$/,
    after: (key) => ({ sortKey: { $gt: key } }),
  },
  opened: {
    sort: { 'view.openedAt': 1, _id: 1 },
    keyOf: ({ _id, view }) => `opened|${view.openedAt}|${_id}`,
    pattern: /^opened\|[0-9T:.Z-]+\|[A-Za-z0-9/-]+$/,
    after(key) {
      const [, openedAt = '', _id = ''] = key.split('|');
      return { $or: [{ 'view.openedAt': { $gt: openedAt } }, { 'view.openedAt': openedAt, _id: { $gt: _id } }] };
    },
  },
  // What changes while a reader pages goes to the end, where it is still read.
  changed: {
    sort: { changedAt: 1, _id: 1 },
    keyOf: ({ _id, changedAt = '' }) => changeKey({ changedAt, _id }),
    pattern: /^changed\|/,
    after(key) {
      const place = changePlace(key);
      if (!place) throw noCursor();
      const { changedAt, _id } = place;
      return { $or: [{ changedAt: { $gt: changedAt } }, { changedAt, _id: { $gt: _id } }] };
    },
  },
};

function fromCursor(cursor: string, pattern: RegExp): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!pattern.test(key)) {
    throw noCursor();
  }
  return key;
}

function noCursor(): Refused {
  return new Refused('InvalidQuery', 'The cursor is not one that this list gave.');
}
