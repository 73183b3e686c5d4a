/** Who contacts a donor (N-08): the bodies of the commands. */

import { z } from 'zod';
import { assignee } from '../../../application/cases/assignee.ts';
import { optionalWords } from '../../../application/cases/execute-command.ts';
import { mustNotBeTheirs } from '../../../application/cases/permission.ts';
import { donorsAsked } from '../../../application/leads/donor-asked.ts';
import { text } from '../../../application/text.ts';
import { detailOf } from '../../../domain/details.ts';
import type { ContactRequestCommands } from '../../../domain/lead/aspects/point-of-contact.ts';
import type { LeadCommandName } from '../../../domain/lead/commands.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';
import type { Context } from '../../http/route.ts';

const donors = z
  .array(z.string().min(1).max(30))
  .min(1)
  .max(50)
  .optional()
  .meta({ description: 'Numbers of prospects of this lead. Left out: all of them.' });

const asked = (context: Context, named: string[] | undefined) =>
  donorsAsked(context, [...new Set(named ?? detailOf(context.found.view, 'lead').prospects)]);

export const contactCommands: Definitions<
  Pick<ContactRequestCommands, LeadCommandName & keyof ContactRequestCommands>
> = {
  'request-contact': define({
    summary: 'Ask to contact donors whose point of contact is somebody else, with the reason (N-08)',
    body: z.strictObject({ donors, text }),
    example: { text: 'معرفة شخصية سابقة بالمانح (مثال).' },
    toCommand: async (body, context, keep) => ({
      donors: await asked(context, body.donors),
      words: await keep({ text: body.text }),
    }),
  }),
  'appoint-contact': define({
    summary: 'Propose who becomes the point of contact of donors, or takes over; it counts once approved (N-08)',
    body: z.strictObject({ person: z.string().min(1).max(200), donors, text: text.optional() }),
    example: { person: '{organisation}.agent.1' },
    toCommand: async (body, context, keep) => {
      return {
        // Somebody who may not work on leads could not write to the donor either (G-04).
        person: await assignee(context, body.person, 'person'),
        donors: await asked(context, body.donors),
        words: await optionalWords(body.text, keep),
      };
    },
  }),
  'approve-contact': define({
    summary: 'Approve the request to contact donors whose digest stands in If-Match (N-08, X-02)',
    body: z.strictObject({}),
    example: {},
    ifMatch: 'required',
    permission: mustNotBeTheirs,
    toCommand: async (_body, { ifMatch }) => ({ digest: ifMatch ?? '' }),
  }),
  'reject-contact': define({
    summary: 'Reject the request to contact donors, with the reason; with If-Match only where it is as it was seen',
    body: z.strictObject({ text }),
    example: { text: 'نقطة الاتصال الحالية كافية (مثال).' },
    ifMatch: 'optional',
    permission: mustNotBeTheirs,
    toCommand: async (body, { ifMatch }, keep) => ({ digest: ifMatch, words: await keep({ text: body.text }) }),
  }),
};
