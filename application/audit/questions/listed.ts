/** What the questions of auditors share: who may ask, how a list is read, and what is left out of it (F-10). */
import { z } from 'zod';
import type { PartWanted, Place } from '../../../db/audit/in-order.ts';
import { type CaseDocument, casesOf } from '../../../db/cases/cases.ts';
import type { Database } from '../../../db/database.ts';
import type { Actor } from '../../../domain/case/command.ts';
import { mayRead } from '../../../domain/case/rights.ts';
import { rightsOf } from '../../../packs/rights/rights.ts';
import type { Call } from '../../call.ts';
import { forRights } from '../../cases/reading/find-case.ts';
import type { Dependencies } from '../../dependencies.ts';
import { pageQuery } from '../../page-query.ts';
import { inEveryRight } from '../../permissions/acting-roles.ts';
import { invalid, Refused } from '../../refused.ts';

export type { Place };

const instant = z.iso.datetime({ offset: true });

/** A list from one instant to before another. */
export const PeriodQuery = z.object({
  ...pageQuery,
  from: instant.optional().meta({ description: 'The first instant.' }),
  before: instant.optional().meta({ description: 'The instant after the last one.' }),
});

/** The period that figures are of: both ends are named. */
export const WholePeriod = {
  from: instant.meta({ description: 'The first instant.' }),
  before: instant.meta({ description: 'The instant after the last one.' }),
};

/** True if a role of the caller, or of a person for whom they stand in, sees the audit trail. */
export function seesAuditTrail({ principal, pack }: Pick<Call, 'principal' | 'pack'>): boolean {
  const rights = rightsOf(pack);
  return inEveryRight(principal.actor).some(({ actor }) => actor.roles.some((role) => rights[role]?.audit === true));
}

/** @throws Refused `Forbidden` */
export function mustAudit(call: Pick<Call, 'principal' | 'pack'>): void {
  if (seesAuditTrail(call)) return;
  throw new Refused('Forbidden', 'These questions are answered to those who see the audit trail.');
}

/** A period in UTC. @throws Refused `Invalid` if it ends before it begins */
export function wholePeriod({ from, before }: { from: string; before: string }): { from: string; before: string } {
  const [first, end] = [new Date(from), new Date(before)];
  if (first >= end) throw invalid('before', 'must be later than from');
  return { from: first.toISOString(), before: end.toISOString() };
}

/** One question whose answer is a list. */
export interface ListedQuestion<Asked, Row extends Place, Shown> {
  /** What its cursors begin with, so that none is taken for another's. */
  name: string;
  rows(database: Database, organisation: string, asked: Asked, part: PartWanted): Promise<Row[]>;
  /** Of the case that a row is about. */
  numberOf(row: Row): string;
  /** `of`: the case, if there is one of that number. */
  shown(row: Row, of: CaseDocument | undefined, organisation: string): Shown;
}

type Wanted = z.infer<typeof PeriodQuery>;

/** A page, oldest first. Without what is about cases that the reader may not know of. */
export async function pageOf<Asked extends Wanted, Row extends Place, Shown>(
  question: ListedQuestion<Asked, Row, Shown>,
  call: Call<Asked>,
): Promise<{ items: Shown[]; nextCursor: string | null }> {
  const { query, dependencies, pack } = call;
  const part = { ...partIn(query), after: placeAt(question, query.cursor), limit: query.limit + 1 };
  const found = await question.rows(dependencies.database, pack.id, query, part);
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  const hasMore = found.length > query.limit && last;
  return { items: await shownOf(question, call, page), nextCursor: hasMore ? cursorAt(question, last) : null };
}

const together = 500;

/** All that is wanted, as it is read. */
export async function* allOf<Asked extends Wanted, Row extends Place, Shown>(
  question: ListedQuestion<Asked, Row, Shown>,
  call: Call<Asked>,
): AsyncGenerator<Shown> {
  const { query, dependencies, pack } = call;
  let after = placeAt(question, query.cursor);
  for (;;) {
    const part = { ...partIn(query), after, limit: together };
    const found = await question.rows(dependencies.database, pack.id, query, part);
    yield* await shownOf(question, call, found);
    const last = found.at(-1);
    if (!last || found.length < together) return;
    after = { at: last.at, _id: last._id };
  }
}

async function shownOf<Asked, Row extends Place, Shown>(
  question: ListedQuestion<Asked, Row, Shown>,
  { dependencies, pack, principal }: Call,
  rows: Row[],
): Promise<Shown[]> {
  const { database } = dependencies;
  const cases = new Map(
    (await casesOf(database, pack.id, rows.map(question.numberOf))).map((one) => [one.number, one]),
  );
  return rows.flatMap((row) => {
    const of = cases.get(question.numberOf(row));
    // What is said of a case that names the reader, or that is confidential, would tell of it (F-10, N-25).
    return of && !mayKnow(dependencies, principal.actor, of) ? [] : [question.shown(row, of, pack.id)];
  });
}

/** True if the reader may know of the case. */
export function mayKnow({ packs }: Pick<Dependencies, 'packs'>, reader: Actor, of: CaseDocument): boolean {
  return mayRead(reader, forRights(packs, of));
}

function partIn({ from, before }: Wanted): { from: string | undefined; before: string | undefined } {
  const utc = (given: string | undefined) => given && new Date(given).toISOString();
  return { from: utc(from), before: utc(before) };
}

function cursorAt({ name }: { name: string }, { at, _id }: Place): string {
  return Buffer.from(`${name}|${at}|${_id}`).toString('base64url');
}

function placeAt({ name }: { name: string }, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  const [, of, at, _id] = /^(\w+)\|([0-9T:.Z-]+)\|([\w/-]+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (of === name && at && _id) return { at, _id };
  throw new Refused('InvalidQuery', 'The cursor is not one that this list gave.');
}
