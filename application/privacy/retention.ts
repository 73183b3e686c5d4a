/** What the policy keeps for a time goes when that is over: by itself, noted, and not while a legal hold is on it. */

import { incidentsAbout } from '../../db/bulk/incidents.ts';
import type { Database } from '../../db/database.ts';
import { whereaboutsOf } from '../../db/privacy/erase.ts';
import { holdsOf } from '../../db/privacy/erasures.ts';
import * as over from '../../db/privacy/over.ts';
import { ofMany } from '../../db/privacy/over-many.ts';
import {
  goneAmong,
  noteGoing,
  noteGone,
  retentionActId,
  retentionActsOf,
  unfinishedActs,
} from '../../db/privacy/retention-acts.ts';
import { namesOf } from '../../domain/case/command.ts';
import { MS_PER_DAY } from '../../domain/deadline/instants-and-dates.ts';
import { type CaseKind, caseKinds } from '../../domain/kinds.ts';
import { type KeptClass, keptClasses, retentionOf } from '../../packs/schema/retention.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';
import { readableOf } from './erasures.ts';

const keepings: Record<KeptClass, over.Keeping> = {
  ...(Object.fromEntries(caseKinds.map((kind) => [kind, over.casesOf(kind)])) as Record<CaseKind, over.Keeping>),
  attachments: over.attachments,
  surveyPersons: over.surveyPersons,
  customers: over.customers,
  requests: over.requests,
  accesses: over.accesses,
  sessions: over.sessions,
  ofMany,
};

/** How many are looked up at a time among what has gone. */
const atATime = 100;

/** What a run works with. */
interface Run {
  database: Database;
  pack: Pick<Pack, 'id' | 'version' | 'retention'>;
  held: Set<string>;
  now: Date;
}

/** What closed or was used before that instant is over. */
function overBefore({ pack, now }: Run, kept: KeptClass): string {
  return new Date(now.getTime() - retentionOf(pack)[kept].days * MS_PER_DAY).toISOString();
}

/** One thing that is over and not held; null if it is not. */
async function looked(run: Run, kept: KeptClass, candidate: over.Candidate) {
  const { database, pack, held } = run;
  const found = await keepings[kept].look(database, pack.id, candidate.number, overBefore(run, kept));
  return found && !found.about.some((number) => held.has(number)) ? { ...candidate, ...found } : null;
}

/** What is over of a class, has not gone yet and is not held. */
async function* goingOf(run: Run, kept: KeptClass) {
  const { database, pack } = run;
  const idOf = ({ number, since }: over.Candidate) => retentionActId({ organisation: pack.id, kept, number, since });
  let page: over.Candidate[] = [];
  const going = async () => {
    const gone = await goneAmong(database, page.map(idOf));
    const left = page.filter((one) => !gone.has(idOf(one)));
    page = [];
    const found: NonNullable<Awaited<ReturnType<typeof looked>>>[] = [];
    for (const one of left) {
      const thing = await looked(run, kept, one);
      if (thing) found.push(thing);
    }
    return found;
  };
  for await (const one of keepings[kept].candidates(database, pack.id, overBefore(run, kept))) {
    page.push(one);
    if (page.length === atATime) yield* await going();
  }
  yield* await going();
}

/** Every number whose data a legal hold keeps: of a customer's cases as well. */
async function heldIn(database: Database, organisation: string): Promise<Set<string>> {
  const holds = (await holdsOf(database, organisation)).filter(({ held }) => held);
  const all = new Set(holds.map(({ number }) => number));
  for (const { number } of holds) {
    const where = await whereaboutsOf(database, organisation, number);
    for (const one of [...(where?.customers ?? []), ...(where?.cases ?? []), ...(where?.shared ?? [])]) all.add(one);
  }
  return all;
}

/**
 * Destroys what is over in one organisation. What an earlier run has begun is ended first.
 * @returns how many things went
 */
export async function endRetention(database: Database, pack: Run['pack'], now: Date): Promise<number> {
  const run: Run = { database, pack, held: await heldIn(database, pack.id), now };
  let gone = 0;
  for (const { kept, number, since } of await unfinishedActs(database, pack.id)) {
    const thing = await looked(run, kept as KeptClass, { number, since });
    if (thing) await go(run, kept as KeptClass, thing);
    if (thing) gone += 1;
  }
  for (const kept of keptClasses) {
    for await (const thing of goingOf(run, kept)) {
      await go(run, kept, thing);
      gone += 1;
    }
  }
  return gone;
}

async function go({ database, pack, now }: Run, kept: KeptClass, thing: over.Candidate & over.Over): Promise<void> {
  const { number, since, destroy } = thing;
  const { days } = retentionOf(pack)[kept];
  const at = now.toISOString();
  const act = { organisation: pack.id, kept, number, since, at, days, policyVersion: pack.version };
  await noteGoing(database, act);
  const id = retentionActId(act);
  await noteGone(database, id, await destroy(`retention/${id}`, at));
}

/** How long a class is kept, and what of it would go now. */
export interface KeptShown {
  kept: KeptClass;
  days: number;
  /** The rule that says so, or `ours`. */
  source: string;
  count: number;
  /** The first of them, without those that the caller may not know of. */
  numbers: string[];
}

const mostShown = 100;

/** What would go now if the run began: nothing goes. */
export async function previewRetention(call: Call): Promise<KeptShown[]> {
  const { dependencies, pack, receivedAt } = call;
  const { database } = dependencies;
  const run: Run = { database, pack, held: await heldIn(database, pack.id), now: new Date(receivedAt) };
  const shown: KeptShown[] = [];
  for (const kept of keptClasses) {
    const { days, rule = 'ours' } = retentionOf(pack)[kept];
    const numbers: string[] = [];
    let count = 0;
    for await (const { number } of goingOf(run, kept)) {
      count += 1;
      if (numbers.length < mostShown) numbers.push(number);
    }
    shown.push({ kept, days, source: rule, count, numbers: await knowable(call, numbers) });
  }
  return shown;
}

/** What has gone, the latest first, page by page. */
export async function listRetentionActs(call: Call<{ limit: number; cursor?: string | undefined }>) {
  const { dependencies, pack, query } = call;
  const before = query.cursor === undefined ? null : placeIn(query.cursor);
  const found = await retentionActsOf(dependencies.database, pack.id, before, query.limit + 1);
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  const known = new Set(
    await knowable(
      call,
      page.map(({ number }) => number),
    ),
  );
  const items = page.filter(({ number }) => known.has(number)).map(({ _id, organisation, ...act }) => act);
  return { items, nextCursor: last ? Buffer.from(`gone|${last.at}|${last._id}`).toString('base64url') : null };
}

/** Without cases and incidents that name the caller, or that are confidential: a number would tell of them (F-10). */
async function knowable(call: Call, numbers: string[]): Promise<string[]> {
  const { dependencies, pack, principal } = call;
  const hidden = await incidentsAbout(dependencies.database, pack.id, namesOf(principal.actor));
  const cases = numbers.filter((number) => !hidden.has(number));
  return readableOf(call, { organisation: pack.id, customers: [], cases, shared: [] });
}

function placeIn(cursor: string): { at: string; id: string } {
  const [, at, id] = /^gone\|([0-9T:.Z-]+)\|(.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at && id) return { at, id };
  throw new Refused('InvalidQuery', 'The cursor is not one that this list gave.');
}
