import { z } from 'zod';
import { mustHold } from '../../application/cases/permission.ts';
import { LetterContent, lettersToPrint, letterToPrint } from '../../application/complaints/letters/letters-to-print.ts';
import { reasonOfLook } from '../../application/reason-of-look.ts';
import { type Route, route } from '../http/route.ts';
import { letterPage } from './letter-page.ts';

const Waiting = z.object({
  items: z.array(z.object({ number: z.string(), letter: z.string(), template: z.string(), since: z.string() })),
});

const Query = z.object({
  reason: reasonOfLook,
  format: z.enum(['json', 'html']).default('json').meta({ description: '`html`: a page to print.' }),
});

/** Letters to customers who have no telephone and no e-mail: the queue, and each as a page to print. */
export function letterRoutes(base: string): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/organisations/{organisation}/letters',
      operationId: 'listLettersToPrint',
      summary: 'Letters to customers without telephone and e-mail that nobody has delivered yet, oldest first',
      tag: 'complaints',
      permission: mustHold('deliver-letter'),
      replies: { 200: { description: 'Of complaints on which the caller may deliver them.', schema: Waiting } },
      handle: async (context) => ({ status: 200, body: { items: await lettersToPrint(context) } }),
    }),
    route({
      method: 'get',
      path: `${base}/{number}/letters/{letter}`,
      operationId: 'getLetterToPrint',
      summary: 'A letter as it is printed, in Arabic or in English; the look is recorded',
      tag: 'complaints',
      permission: 'signed-in',
      ofCase: 'Complaint',
      query: Query,
      replies: { 200: { description: 'JSON; with `format` a page to print.', schema: LetterContent } },
      async handle(context) {
        const letter = await letterToPrint(context);
        if (context.query.format === 'json') return { status: 200, body: letter };
        const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
        return { status: 200, body: letterPage(letter, context.pack), headers };
      },
    }),
  ];
}
