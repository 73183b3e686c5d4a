import { z } from 'zod';
import { holdingsOf, mustSeeHoldings } from '../../application/organisation/holdings.ts';
import { reasons } from '../../domain/case/next-actors.ts';
import { type Route, route } from '../http/route.ts';

const Held = z.object({ number: z.string(), kind: z.string(), category: z.string(), status: z.string() });

const Holdings = z
  .object({
    owned: z.array(Held).meta({ description: 'Open cases and tickets: `hand-over` gives them to somebody else.' }),
    waiting: z.array(Held.extend({ why: z.enum(reasons) })).meta({
      description: 'Decisions and steps that wait for this person, hand-overs to them, and their appointments.',
    }),
    named: z.array(Held).meta({
      description:
        'Open procedures of which a step is theirs, now or later, since they were named when it was started.',
    }),
    standsInFor: z
      .array(z.object({ staffId: z.string(), from: z.iso.datetime(), to: z.iso.datetime() }))
      .meta({ description: 'Absences to correct: another deputy is named.' }),
    pointOfContactFor: z.array(z.string()).meta({ description: 'Numbers of donors: another is appointed (N-08).' }),
  })
  .meta({ id: 'Holdings' });

export const holdingsRoute: Route = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/staff/{staffId}/holdings',
  operationId: 'listHoldings',
  summary: 'What somebody owns and what waits for them, as far as you may know of it: for whoever takes over',
  tag: 'staff',
  permission: mustSeeHoldings,
  replies: { 200: { description: 'What there is to hand over.', schema: Holdings } },
  handle: async (context) => ({ status: 200, body: await holdingsOf(context) }),
});
