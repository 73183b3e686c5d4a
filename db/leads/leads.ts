/** Leads in bulk, for the pipeline and the weekly report: each read is one scan (design §7). */
import type { TimelineEvent } from '../../domain/case/event.ts';
import type { ViewOf } from '../../domain/details.ts';
import type { CaseDocument, CaseEventDocument } from '../cases/cases.ts';
import type { Database } from '../database.ts';
import { numbersOf } from '../registry/customers.ts';
import type { ContributionDocument } from './programmes.ts';

/** Every lead of an organisation that is not about the reader, by number. */
export async function leadsOf(
  database: Database,
  organisation: string,
  reader: string,
  only: { programme?: string | undefined; owner?: string | undefined } = {},
): Promise<ViewOf<'lead'>[]> {
  const found = await database.cases
    .find(
      {
        organisation,
        'view.kind': 'lead',
        about: { $ne: reader },
        ...(only.programme ? { 'view.category': only.programme } : {}),
        ...(only.owner ? { 'view.owner': only.owner } : {}),
      },
      { view: 1 },
    )
    .lean<Pick<CaseDocument, 'view'>[]>();
  return found.map(({ view }) => view as unknown as ViewOf<'lead'>).sort((a, b) => (a.number < b.number ? -1 : 1));
}

/** Leads that a pledge has closed, of these programmes: a contribution may be theirs. */
async function closedLeads(database: Database, organisation: string, programmes: string[]): Promise<ViewOf<'lead'>[]> {
  const found = await database.cases
    .find(
      { organisation, 'view.kind': 'lead', 'view.status': 'closed', 'view.category': { $in: programmes } },
      { view: 1 },
    )
    .lean<Pick<CaseDocument, 'view'>[]>();
  return found.map(({ view }) => view as unknown as ViewOf<'lead'>);
}

/** Leads that wait for contributions such as these (N-05), each with those that may be its own. */
export async function leadsAwaiting<Contribution extends Pick<ContributionDocument, 'programme' | 'customer'>>(
  database: Database,
  organisation: string,
  contributions: readonly Contribution[],
): Promise<{ lead: string; contributions: Contribution[] }[]> {
  const programmes = [...new Set(contributions.map(({ programme }) => programme))];
  const closed = programmes.length > 0 ? await closedLeads(database, organisation, programmes) : [];
  const awaiting: { lead: string; contributions: Contribution[] }[] = [];
  for (const { number, category, detail } of closed) {
    const donors = await numbersOf(database, organisation, detail.pledge?.donor ?? '');
    const theirs = contributions.filter((one) => one.programme === category && donors.includes(one.customer));
    if (theirs.length > 0) awaiting.push({ lead: number, contributions: theirs });
  }
  return awaiting;
}

type LeadEvent = TimelineEvent & { number: string };

/** What happened to leads from one instant on and before another, of these types; in the order of time. */
export async function leadEvents(
  database: Database,
  organisation: string,
  { from, before, types, prefix }: { from: string; before: string; types: readonly string[]; prefix: string },
): Promise<LeadEvent[]> {
  // Some instants have a fraction of a second and some have none: without the Z both sort behind the bound.
  const at = { $gte: from.replace(/Z$/, ''), $lt: before.replace(/Z$/, '') };
  const number = { $regex: `^${prefix}-L-` };
  const found = await database.caseEvents
    .find({ organisation, type: { $in: [...types] }, at, number })
    .lean<CaseEventDocument[]>();
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.sequence - b.sequence);
}
