import { z } from 'zod';
import { CallerQuery, lookUpCaller, mustTakeCalls } from '../../application/complaints/callers/look-up-caller.ts';
import { route } from '../http/route.ts';

const Contact = z.object({ at: z.iso.datetime(), channel: z.string(), reached: z.boolean(), by: z.string() });

const Callers = z.object({
  telephone: z.string().meta({ description: 'The number as it was understood, in its international form.' }),
  isShared: z.boolean().meta({ description: 'Several people use the number: ask who calls.' }),
  customers: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      party: z.enum(['person', 'body']),
      classes: z.array(z.string()),
      language: z.enum(['ar', 'en']),
      preferredChannel: z.string().nullable(),
      priorityGround: z.string().nullable(),
    }),
  ),
  complaints: z.array(
    z.object({
      number: z.string(),
      category: z.string(),
      status: z.string(),
      openedAt: z.string(),
      owner: z.string().nullable(),
      lastContacts: z.array(Contact),
    }),
  ),
});

/** The screen of a caller, by the number from which they call. */
export const callersRoute = route({
  method: 'get',
  path: '/v1/organisations/{organisation}/callers',
  operationId: 'lookUpCaller',
  summary:
    'Who calls, by their telephone number: customers with it, their complaints that have not ended, the last contacts',
  tag: 'customers',
  permission: mustTakeCalls,
  query: CallerQuery,
  replies: {
    200: { description: 'As far as the reader may know of them; the look is recorded.', schema: Callers },
  },
  handle: async (context) => ({ status: 200, body: await lookUpCaller(context) }),
});
