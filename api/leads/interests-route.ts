/** Donors' interests beside the programmes that there are, for strategic planning (N-24). */

import { z } from 'zod';
import { inEveryRight } from '../../application/cases/acting-roles.ts';
import { once } from '../../application/cases/idempotency.ts';
import { currencyOf } from '../../application/programmes/currency.ts';
import { invalid, Refused } from '../../application/refused.ts';
import { lookAtCustomers } from '../../application/registry/readers.ts';
import { donorInterests } from '../../db/donor-interests.ts';
import { discussionsOf, keepDiscussion } from '../../db/interest-discussions.ts';
import { leadsOf } from '../../db/leads.ts';
import { contributionsOf, programmesOf } from '../../db/programmes.ts';
import { findStaff } from '../../db/staff.ts';
import { sumText } from '../../domain/money.ts';
import { type Context, type Route, route } from '../http/route.ts';

const Discussed = z.object({ on: z.string(), with: z.string(), by: z.string(), recordedAt: z.iso.datetime() });

const Interests = z.object({
  interests: z.array(z.object({ interest: z.string(), donors: z.array(z.string()) })),
  programmes: z.array(
    z.object({
      code: z.string(),
      name: z.object({ ar: z.string(), en: z.string() }),
      endsOn: z.string().nullable(),
      fundingNeeded: z.string().nullable(),
      contributed: z.string(),
      openLeads: z.int(),
    }),
  ),
  discussed: z
    .array(Discussed)
    .meta({ description: 'When they were put before whoever plans programmes; the last first.' }),
});

export const interestsRoute: Route = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/donor-interests',
  operationId: 'listDonorInterests',
  summary: 'What donors care for, by how many, beside the programmes and their funding (N-24)',
  tag: 'leads',
  permission: mustReadInterests,
  replies: { 200: { description: 'The interest of most donors first.', schema: Interests } },
  async handle(context) {
    const { dependencies, pack, principal } = context;
    const { database } = dependencies;
    await lookAtCustomers({ ...context, query: {} }, 'customers', 'interests');
    const classes = pack.registry.interests?.classes ?? [];
    const donors = new Map<string, string[]>();
    for (const { number, interests } of await donorInterests(database, pack.id, classes)) {
      for (const interest of interests) donors.set(interest, [...(donors.get(interest) ?? []), number]);
    }
    const leads = await leadsOf(database, pack.id, principal.actor.id);
    const contributions = await contributionsOf(database, pack.id, {});
    const programmes = (await programmesOf(database, pack.id)).map(({ code, name, endsOn, fundingNeeded }) => ({
      ...{ code, name, endsOn, fundingNeeded },
      contributed: sumText(
        contributions.filter(({ programme }) => programme === code).map(({ amount }) => amount),
        currencyOf(pack),
      ),
      openLeads: leads.filter(({ category, closedAt }) => category === code && closedAt === null).length,
    }));
    const interests = [...donors].map(([interest, numbers]) => ({ interest, donors: numbers }));
    interests.sort((a, b) => b.donors.length - a.donors.length || (a.interest < b.interest ? -1 : 1));
    const discussed = (await discussionsOf(database, pack.id)).map(({ _id, organisation, ...one }) => one);
    return { status: 200, body: { interests, programmes, discussed } };
  },
});

const Discussion = z.strictObject({
  on: z.iso.date().meta({ description: 'The day on which they were discussed; not a day to come.' }),
  with: z.string().min(1).max(200).meta({ description: 'Staff id of somebody else who reads them.' }),
});

/** That the interests were put before strategic planning and discussed is itself on record (3.1.12). */
export const interestsDiscussedRoute: Route = route({
  method: 'post',
  path: '/v1/organisations/{organisation}/donor-interests/discussions',
  operationId: 'recordInterestsDiscussion',
  summary: 'Record that donors’ interests were put before somebody who plans programmes, and discussed (N-24)',
  tag: 'leads',
  permission: mustReadInterests,
  idempotent: true,
  body: Discussion,
  examples: {
    example: {
      summary: 'With strategic planning',
      value: { on: '2026-01-05', with: 'neighbourhood-centres.strategic-planning.1' },
    },
  },
  replies: { 201: { description: 'It is on record.', schema: Discussed } },
  handle: (context) =>
    once(context, async () => {
      const { dependencies, pack, principal, body, receivedAt } = context;
      const { database } = dependencies;
      // Wherever on earth it is: no day begins more than fourteen hours before it does in UTC.
      if (Date.parse(body.on) > Date.parse(receivedAt) + 14 * 3_600_000) throw invalid('on', 'is a day to come');
      const other = await findStaff(database, pack.id, body.with);
      const readers = pack.registry.interests?.readers ?? [];
      if (!other?.active || other._id === principal.actor.id || !other.roles.some((role) => readers.includes(role))) {
        throw invalid('with', 'is nobody else who reads what donors care for');
      }
      const discussion = { ...body, by: principal.actor.id, recordedAt: receivedAt };
      await keepDiscussion(database, { organisation: pack.id, ...discussion });
      return { status: 201, body: discussion };
    }),
});

/** Donors' interests are for whom the pack names, or whoever stands in for one of them. */
function mustReadInterests({ principal, pack }: Pick<Context, 'principal' | 'pack'>): void {
  const readers = pack.registry.interests?.readers ?? [];
  const may = inEveryRight(principal.actor).some(({ actor }) => actor.roles.some((role) => readers.includes(role)));
  if (!may) throw new Refused('Forbidden', 'Your role does not read what donors care for.');
}
