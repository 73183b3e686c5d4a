/** Where every chain of the product stands now. */
import { digest } from '../../domain/digest.ts';
import { archivedHeads } from '../cases/archived-histories.ts';
import { type CaseDocument, type CaseEventDocument, caseId } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import type { CalendarDocument } from '../organisation/calendars.ts';
import type { PolicyDocument } from '../organisation/policies.ts';
import type { ChainHead } from './checkpoints.ts';
import { type Chained, headOf } from './process-chain.ts';

const together = 200;

type Standing = Pick<CaseDocument, 'organisation' | 'number' | 'sequence'>;

/** The heads of what has changed since an instant, UTC; of everything if none is named. */
export async function* headsSince(database: Database, since: string | null): AsyncGenerator<ChainHead> {
  const organisations = await database.policies.distinct('organisation');
  for (const organisation of organisations) {
    yield* timelineHeads(database, organisation, since);
    for (const name of processChains) yield* processHeads(database, name, organisation, since);
  }
  yield* archivedHeads(database, since);
  for await (const one of database.policies.find({}).sort({ _id: 1 }).lean<PolicyDocument>().cursor())
    yield policyHead(one);
  for await (const one of database.calendars.find({}).sort({ _id: 1 }).lean<CalendarDocument>().cursor())
    yield calendarHead(one);
}

/** The name of a case's chain in the log. */
export function timelineChain(organisation: string, number: string): string {
  return `timeline:${caseId(organisation, number)}`;
}

async function* timelineHeads(
  database: Database,
  organisation: string,
  since: string | null,
): AsyncGenerator<ChainHead> {
  const filter = { organisation, ...(since === null ? {} : { changedAt: { $gte: since } }) };
  let some: Standing[] = [];
  for await (const one of database.cases
    .find(filter, { organisation: 1, number: 1, sequence: 1 })
    .lean<Standing>()
    .cursor()) {
    some.push(one);
    if (some.length < together) continue;
    yield* standing(database, some);
    some = [];
  }
  yield* standing(database, some);
}

async function* standing(database: Database, cases: readonly Standing[]): AsyncGenerator<ChainHead> {
  const idOf = ({ organisation, number, sequence }: Standing) => `${caseId(organisation, number)}/${sequence}`;
  const found = await database.caseEvents
    .find({ _id: { $in: cases.map(idOf) } }, { digest: 1 })
    .lean<Pick<CaseEventDocument, '_id' | 'digest'>[]>();
  const digests = new Map(found.map((event) => [event._id, event.digest]));
  for (const one of cases) {
    const { organisation, number, sequence: length } = one;
    yield { chain: timelineChain(organisation, number), organisation, length, head: digests.get(idOf(one)) ?? '' };
  }
}

/** Collections in which each process writes a chain of its own. */
export const processChains = ['accesses', 'refusals'] as const;
type ProcessChains = (typeof processChains)[number];

/** An entry of such a chain. */
export type ChainedEntry = Chained & { _id: string; at: string };

/** Every entry that a process has written into a collection. */
export async function entriesOf(database: Database, name: ProcessChains, process: string): Promise<ChainedEntry[]> {
  return (database[name] as Database['accesses']).find({ process }).sort({ at: 1, _id: 1 }).lean<ChainedEntry[]>();
}

async function* processHeads(
  database: Database,
  name: ProcessChains,
  organisation: string,
  since: string | null,
): AsyncGenerator<ChainHead> {
  const recent = { organisation, ...(since === null ? {} : { at: { $gte: since } }) };
  const processes = await (database[name] as Database['accesses']).distinct('process', recent);
  for (const process of processes) {
    // An earlier release wrote refusals without a chain.
    if (typeof process !== 'string') continue;
    const entries = await entriesOf(database, name, process);
    // One process writes for every organisation.
    yield { chain: `${name}:${process}`, organisation: null, length: entries.length, head: headOf(entries) };
  }
}

/** What of a policy version never changes once it is published. */
export function policyHead({
  _id,
  organisation,
  version,
  hash,
  pack,
  from,
  until,
  replaces,
}: PolicyDocument): ChainHead {
  const head = digest({ version, hash, pack, from, until, replaces });
  return { chain: `policy:${_id}`, organisation, length: version, head };
}

export function calendarHead({ _id, organisation, name, version, hash, calendar }: CalendarDocument): ChainHead {
  return { chain: `calendar:${_id}`, organisation, length: version, head: digest({ name, version, hash, calendar }) };
}
