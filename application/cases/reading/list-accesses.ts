/** Who looked at what of the organisation, when, and why: for those who see the audit trail (S13d, F-10). */
import { z } from 'zod';
import { type AccessDocument, accessesIn } from '../../../db/cases/accesses.ts';
import { casesOf } from '../../../db/cases/cases.ts';
import type { Actor } from '../../../domain/case/command.ts';
import { mayRead } from '../../../domain/case/rights.ts';
import type { ListedFields } from '../../../domain/personal-class.ts';
import { rightsOf } from '../../../packs/rights/rights.ts';
import type { Call } from '../../call.ts';
import type { Dependencies } from '../../dependencies.ts';
import { pageQuery } from '../../page-query.ts';
import { inEveryRight } from '../../permissions/acting-roles.ts';
import { Refused } from '../../refused.ts';
import { forRights } from './find-case.ts';

export const AccessQuery = z.object({
  ...pageQuery,
  by: z.string().min(1).max(200).optional().meta({ description: 'The staff id of who looked.' }),
  number: z.string().min(1).max(100).optional().meta({
    description: 'Of a case or a customer; `cases`, `customers` or `register` for looks at lists.',
  }),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'The first instant.' }),
  before: z.iso.datetime({ offset: true }).optional().meta({ description: 'The instant after the last one.' }),
});
type Wanted = z.infer<typeof AccessQuery>;

/** A look as it is shown. */
export type ShownAccess = Pick<AccessDocument, 'at' | 'number' | 'what' | 'by' | 'reason'> & {
  standingInFor: string | null;
};

/** What of it says something about a person. */
export const accessFields: ListedFields<ShownAccess> = {
  ...{ at: 'open', number: 'open', what: 'open', by: 'staff', standingInFor: 'staff', reason: 'says' },
};

/** A look at the register is stored without a number: it is at no case. */
const register = { stored: '', shown: 'register' };

/** @throws Refused `Forbidden` unless a role of the caller, or of a person for whom they stand in, sees the audit trail */
export function mustSeeAccesses({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void {
  const rights = rightsOf(pack);
  const held = inEveryRight(principal.actor).flatMap(({ actor }) => actor.roles);
  if (held.some((role) => rights[role]?.audit === true)) return;
  throw new Refused('Forbidden', 'Who looked at what is seen by those who see the audit trail.');
}

/** A page of looks, oldest first. Those at a case that the reader may not know of are left out of it. */
export async function listAccesses(call: Call<Wanted>): Promise<{ items: ShownAccess[]; nextCursor: string | null }> {
  const { query, dependencies, pack, principal } = call;
  const after = query.cursor === undefined ? undefined : placeIn(query.cursor);
  const found = await accessesIn(dependencies.database, pack.id, { ...asStored(query), after, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: (await knowable(dependencies, principal.actor, pack.id, page)).map(shown),
    nextCursor: found.length > query.limit && last ? cursorAfter(last) : null,
  };
}

const together = 500;

/** Every look that is wanted, as it is read. */
export async function* allAccesses(call: Call<Wanted>): AsyncGenerator<ShownAccess> {
  const { query, dependencies, pack, principal } = call;
  let after = query.cursor === undefined ? undefined : placeIn(query.cursor);
  for (;;) {
    const found = await accessesIn(dependencies.database, pack.id, { ...asStored(query), after, limit: together });
    for (const one of await knowable(dependencies, principal.actor, pack.id, found)) yield shown(one);
    after = found.at(-1);
    if (found.length < together) return;
  }
}

function asStored({ by, number, from, before }: Wanted) {
  const instant = (given: string | undefined) => given && new Date(given).toISOString();
  return {
    by,
    number: number === register.shown ? register.stored : number,
    from: instant(from),
    before: instant(before),
  };
}

/** Without looks at cases that name the reader, or that are confidential: they would tell of them (F-10, N-25). */
async function knowable(
  { database, packs }: Dependencies,
  reader: Actor,
  organisation: string,
  looks: AccessDocument[],
): Promise<AccessDocument[]> {
  const cases = await casesOf(
    database,
    organisation,
    looks.map(({ number }) => number),
  );
  const hidden = new Set(cases.filter((one) => !mayRead(reader, forRights(packs, one))).map(({ number }) => number));
  return looks.filter(({ number }) => !hidden.has(number));
}

function shown({ at, number, what, by, standingInFor, reason }: AccessDocument): ShownAccess {
  const shownNumber = number === register.stored ? register.shown : number;
  return { at, number: shownNumber, what, by, standingInFor: standingInFor ?? null, reason };
}

function cursorAfter({ at, _id }: AccessDocument): string {
  return Buffer.from(`look|${at}|${_id}`).toString('base64url');
}

function placeIn(cursor: string): Pick<AccessDocument, 'at' | '_id'> {
  const [, at, _id] = /^look\|([0-9T:.Z-]+)\|([\da-f-]+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at && _id) return { at, _id };
  throw new Refused('InvalidQuery', 'The cursor is not one that this list gave.');
}
