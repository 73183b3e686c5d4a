import { z } from 'zod';
import { identificationOf } from '../../application/complaints/callers/identify.ts';
import { wordingSchema } from '../../application/wording-schema.ts';
import { type Route, route } from '../http/route.ts';

const Identification = z.object({
  needed: z.int().meta({ description: 'So many answers must be right; 0 if the policy asks nothing of callers.' }),
  questions: z.array(z.object({ id: z.string(), title: wordingSchema })),
  identifiedUntil: z.iso.datetime().nullable().meta({
    description: 'Until when the caller may be told something by this member of staff.',
  }),
  blockedUntil: z.iso.datetime().nullable().meta({
    description: 'Too many attempts have failed: until then nobody is asked.',
  }),
});

/** What a caller can be asked about a complaint: questions whose answers the organisation can compare, and no answer. */
export function identificationRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/identification`,
    operationId: 'getComplaintIdentification',
    summary: 'What to ask who calls, before they are told where the complaint stands',
    tag: 'complaints',
    permission: 'signed-in',
    ofCase: 'Complaint',
    replies: { 200: { description: 'Questions alone.', schema: Identification } },
    handle: async (context) => ({ status: 200, body: await identificationOf(context) }),
  });
}
