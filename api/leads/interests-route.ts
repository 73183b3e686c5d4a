/** Donors' interests beside the programmes that there are, for strategic planning (N-24). */
import { z } from 'zod';
import { donorInterests } from '../../db/donor-interests.ts';
import { leadsOf } from '../../db/leads.ts';
import { contributionsOf, programmesOf } from '../../db/programmes.ts';
import { sumText } from '../../domain/money.ts';
import { inEveryRight } from '../cases/every-right.ts';
import { lookAtCustomers } from '../customers/readers.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { currencyOf } from '../programmes/routes.ts';

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
    return { status: 200, body: { interests, programmes } };
  },
});

/** Donors' interests are for whom the pack names, or whoever stands in for one of them. */
function mustReadInterests({ principal, pack }: Pick<Context, 'principal' | 'pack'>): void {
  const readers = pack.registry.interests?.readers ?? [];
  const may = inEveryRight(principal.actor).some(({ actor }) => actor.roles.some((role) => readers.includes(role)));
  if (!may) throw new ApiProblem('Forbidden', 'Your role does not read what donors care for.');
}
