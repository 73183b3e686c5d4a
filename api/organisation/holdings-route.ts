import { z } from 'zod';
import { personOf } from '../../application/organisation/change-staff.ts';
import { ownedBy, pointOfContactFor, standsInFor, waitsFor } from '../../application/organisation/holdings.ts';
import { Refused } from '../../application/refused.ts';
import { reviewsStaff } from '../../application/staff/who-may.ts';
import { reasons } from '../../domain/case/next-actors.ts';
import { leads } from '../../packs/rights/holds-rights.ts';
import { type Context, type Route, route } from '../http/route.ts';

const Held = z.object({ number: z.string(), kind: z.string(), category: z.string(), status: z.string() });

const Holdings = z
  .object({
    owned: z.array(Held).meta({ description: 'Open cases and tickets: `hand-over` gives them to somebody else.' }),
    waiting: z.array(Held.extend({ why: z.enum(reasons) })).meta({
      description: 'Decisions and steps that wait for this person, hand-overs to them, and their appointments.',
    }),
    standsInFor: z
      .array(z.object({ staffId: z.string(), from: z.iso.datetime(), to: z.iso.datetime() }))
      .meta({ description: 'Absences to correct: another deputy is named.' }),
    pointOfContactFor: z.array(z.string()).meta({ description: 'Numbers of donors: another is appointed (N-08).' }),
  })
  .meta({ id: 'Holdings' });

/** The person, those who lead, and those who review the staff. */
async function mustLeadOrBe(context: Context): Promise<void> {
  const { principal, pack } = context;
  const { _id } = await personOf(context);
  if (_id === principal.actor.id || leads(pack, principal.staff) || reviewsStaff(pack, principal.staff)) return;
  throw new Refused('Forbidden', 'The person, those who lead, the independent role and auditors see this.');
}

export const holdingsRoute: Route = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/staff/{staffId}/holdings',
  operationId: 'listHoldings',
  summary: 'What somebody owns and what waits for them, as far as you may know of it: for whoever takes over',
  tag: 'staff',
  permission: mustLeadOrBe,
  replies: { 200: { description: 'What there is to hand over.', schema: Holdings } },
  async handle(context) {
    const person = await personOf(context);
    const body = {
      owned: await ownedBy(context, person._id),
      waiting: await waitsFor(context, person),
      standsInFor: await standsInFor(context, person._id),
      pointOfContactFor: await pointOfContactFor(context, person._id),
    };
    return { status: 200, body };
  },
});
