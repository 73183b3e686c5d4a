/** Counts a report: from what happened in a period to its figures. */

import type { Database } from '../../../db/database.ts';
import { findCalendar } from '../../../db/organisation/calendars.ts';
import { complaintsOfPeriod, type UpTo } from '../../../db/reports/complaints-of-period.ts';
import { earlierOfCustomers } from '../../../db/reports/earlier-alike.ts';
import type { ReportContent } from '../../../db/reports/made-reports.ts';
import { placesOf } from '../../../db/reports/places.ts';
import { openCalendar, type WorkingCalendar } from '../../../domain/deadline/calendar.ts';
import { dayStart } from '../../../domain/deadline/days/day-start.ts';
import { openingTimeOf } from '../../../domain/deadline/days/opening-time.ts';
import { pinPolicy } from '../../../packs/kinds/complaint/pinned-policy.ts';
import type { Pack } from '../../../packs/schema.ts';
import { type ComplaintFacts, complaintFacts, none } from '../../../reports/complaint-facts.ts';
import type { ReportDefinition } from '../../../reports/definition.ts';
import { type Counted, FiguresInMaking } from '../../../reports/figures.ts';
import type { CountedPeriod, MeasureName } from '../../../reports/measures.ts';
import type { Period } from '../../../reports/periods.ts';
import { packsOf } from '../../policies/published-packs.ts';
import { earlierAlike, earlierAtPlaces } from './earlier-alike.ts';

/** What is counted: of whom, over which dates, by which calendar, and up to when. */
export interface Counting {
  organisation: string;
  period: Period;
  calendar: { name: string; version: number };
  /** The instant at which counting ends, if the period has not ended. UTC. */
  before?: string | undefined;
  writtenBy: string;
}

/** The content of a report. The same counting gives the same content, whenever it is done and by whom. */
export async function countReport(
  database: Database,
  definition: ReportDefinition,
  counting: Counting,
): Promise<ReportContent> {
  const { organisation, calendar, writtenBy } = counting;
  const { period, bounds } = await boundsOf(database, counting);
  const making = new FiguresInMaking(definition, period);
  const policies = new Set<number>();
  for await (const cases of countedCases(database, organisation, definition, bounds)) {
    for (const one of cases) {
      for (const version of one.policies) policies.add(version);
      making.add(one);
    }
  }
  return {
    ...{ organisation, report: definition.id, rule: definition.rule, ...counting.period },
    ...{ countedBefore: bounds.before, writtenBy, policies: [...policies].sort((a, b) => a - b), calendar },
    figures: making.done(),
  };
}

/** The instants of a counting, and the period as measures are told of it. */
export async function boundsOf(
  database: Database,
  { organisation, calendar: { name, version }, period: { from, to }, before, writtenBy }: Counting,
): Promise<{ period: CountedPeriod; bounds: UpTo & { from: string }; calendar: WorkingCalendar }> {
  const found = await findCalendar(database, organisation, name, version);
  if (!found) throw new Error(`calendar ${name} version ${version} of ${organisation} has not been published`);
  const calendar = openCalendar(found.calendar);
  const bounds = { from: dayStart(calendar, from), before: before ?? dayStart(calendar, to, 1), writtenBy };
  const [begin, end] = [Date.parse(bounds.from), Date.parse(bounds.before)];
  return { period: { from: begin, before: end, openingTime: openingTimeOf(calendar) }, bounds, calendar };
}

/** Measures for which the customer’s earlier complaints are looked at. */
const comparing: readonly MeasureName[] = ['repeated', 'repeatedShare', 'resembling'];

/** The complaints that have to do with a period, some at a time, in any order. */
export async function* countedCases(
  database: Database,
  organisation: string,
  { measures, dimensions }: Counted,
  bounds: UpTo & { from: string },
): AsyncGenerator<ComplaintFacts[]> {
  const packs = await packsOf(database, organisation);
  const compares = measures.some((name) => comparing.includes(name));
  const teams = new Map<string, Pick<ComplaintFacts, 'group' | 'department'>>();
  const isByPlace = dimensions.includes('place');
  const atPlaces = measures.includes('repeatedAtPlace') ? await earlierAtPlaces(database, organisation, bounds) : null;
  for await (const batch of complaintsOfPeriod(database, organisation, bounds)) {
    const numbers = batch.map(({ number }) => number);
    const earlier = compares ? await earlierOfCustomers(database, organisation, numbers) : null;
    const places = isByPlace ? await placesOf(database, organisation, numbers) : null;
    yield batch.flatMap(({ number, events }) => {
      const facts = complaintFacts(number, events);
      if (!facts) return [];
      const pack = packs.find(({ version }) => version === facts.policies.at(-1));
      Object.assign(facts, teamOf(facts, pack, teams), earlier ? earlierAlike(earlier.get(number), pack) : {});
      facts.place = places?.get(number) ?? none;
      facts.repeatsAtPlace = atPlaces?.get(number) ?? null;
      return [facts];
    });
  }
}

/** Group and department of a complaint by the policy under which something last happened to it. */
function teamOf(
  { policies, category, channel, customerClass }: ComplaintFacts,
  pack: Pack | undefined,
  known: Map<string, Pick<ComplaintFacts, 'group' | 'department'>>,
): Pick<ComplaintFacts, 'group' | 'department'> {
  const key = [policies.at(-1), category, channel, customerClass].join('\n');
  const before = known.get(key);
  if (before) return before;
  const traits = { category, channel, ...(customerClass === null ? {} : { customerClass }) };
  const isKnown = pack !== undefined && Object.hasOwn(pack.kinds.complaint.categories, category);
  const { group, department } = isKnown ? pinPolicy(pack, traits) : { group: none, department: none };
  known.set(key, { group, department });
  return { group, department };
}
