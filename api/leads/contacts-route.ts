import { z } from 'zod';
import { listDonorContacts } from '../../application/leads/donor-contacts.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { mustReadCustomers } from '../../application/registry/readers.ts';
import { type Route, route } from '../http/route.ts';

const Contact = z.object({
  donor: z.string(),
  person: z.string().meta({ description: 'Staff id.' }),
  version: z.int().meta({ description: 'Counts appointments and hand-overs.' }),
  since: z.iso.datetime(),
  lead: z.string().meta({ description: 'The lead in which it was approved.' }),
  earlier: z.array(z.object({ person: z.string(), since: z.iso.datetime(), lead: z.string() })),
});

/** Who may contact which donor, across all leads. */
export function contactsRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/contacts`,
    operationId: 'listDonorContacts',
    summary: 'The point of contact of each donor who has one, or of one donor (N-08)',
    tag: 'leads',
    permission: mustReadCustomers,
    query: z.object({ donor: z.string().max(30).optional(), reason: reasonOfLook }),
    replies: {
      200: { description: 'By the numbers of the donors.', schema: z.object({ items: z.array(Contact) }) },
    },
    handle: async (context) => ({
      status: 200,
      body: { items: await listDonorContacts(context) },
    }),
  });
}
