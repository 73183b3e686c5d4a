/** Who calls is identified before they are told where a complaint stands: the body of the command. */

import { z } from 'zod';
import { compared } from '../../../application/complaints/callers/identify.ts';
import type { IdentifyingCommands } from '../../../domain/complaint/aspects/identifying.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

export const identifyingCommands: Definitions<IdentifyingCommands> = {
  identify: define({
    summary:
      'Identify who calls by their answers: the record keeps what was asked and how many were right, and no answer',
    body: z.strictObject({
      channel: z.string().regex(/^[a-z-]{1,40}$/),
      answers: z
        .record(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/), z.string().trim().min(1).max(300))
        .refine((answers) => Object.keys(answers).length > 0, 'needs an answer')
        .meta({
          description: 'By the ids of `getComplaintIdentification`. Which answers were right is told to nobody.',
        }),
    }),
    example: { channel: 'phone', answers: { name: 'عميل تجريبي (مثال)', telephone: '٠٥٠٠٠٠٠٠٠١' } },
    toCommand: (body, context) => compared(context, body),
  }),
};
