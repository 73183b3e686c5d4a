import { z } from 'zod';
import { duplicatesOf } from '../../application/complaints/duplicates.ts';
import { type Route, route } from '../http/route.ts';
import { CandidateSchema } from './opened-view.ts';

/** Complaints that may be the same as this one, opened before or after it; only those that the reader may know of. */
export function duplicatesRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/{number}/duplicates`,
    operationId: 'listComplaintDuplicates',
    summary: 'Complaints of the same customer and category in similar words, the most alike first',
    tag: 'complaints',
    permission: 'signed-in',
    ofCase: 'Complaint',
    replies: { 200: { description: 'Candidates.', schema: z.object({ items: z.array(CandidateSchema) }) } },
    handle: async (context) => ({ status: 200, body: { items: await duplicatesOf(context) } }),
  });
}
