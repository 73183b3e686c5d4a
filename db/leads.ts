/** Leads in bulk, for the pipeline and the weekly report: each read is one scan (design §7). */
import type { TimelineEvent } from '../domain/event.ts';
import type { LeadState } from '../domain/lead/state.ts';
import type { CaseView } from '../domain/view.ts';
import type { CaseDocument, CaseEventDocument, Database } from './models.ts';

/** What of a lead's view is a lead's own. */
export type LeadDetail = Omit<LeadState, 'pledge'> & { pledge?: Extract<LeadState, { pledge: unknown }>['pledge'] };
export type LeadView = Omit<CaseView, 'detail'> & { detail: LeadDetail };

/** Every lead of an organisation that is not about the reader, by number. */
export async function leadsOf(
  database: Database,
  organisation: string,
  reader: string,
  only: { programme?: string | undefined; owner?: string | undefined } = {},
): Promise<LeadView[]> {
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
  return found.map(({ view }) => view as unknown as LeadView).sort((a, b) => (a.number < b.number ? -1 : 1));
}

/** Leads that a pledge has closed, of these programmes: a contribution may be theirs. */
export async function closedLeads(database: Database, organisation: string, programmes: string[]): Promise<LeadView[]> {
  const found = await database.cases
    .find(
      { organisation, 'view.kind': 'lead', 'view.status': 'closed', 'view.category': { $in: programmes } },
      { view: 1 },
    )
    .lean<Pick<CaseDocument, 'view'>[]>();
  return found.map(({ view }) => view as unknown as LeadView);
}

export type LeadEvent = TimelineEvent & { number: string };

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
