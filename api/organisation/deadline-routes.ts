import { z } from 'zod';
import { previewDeadline } from '../../application/calendars/preview-deadline.ts';
import { type Route, route } from '../http/route.ts';

const json = z.record(z.string(), z.unknown());

const Question = z.strictObject({
  calendar: z
    .union([z.string(), json])
    .optional()
    .meta({ description: 'A name or a calendar; left out: the organisation’s.' }),
  start: z.string(),
  due: json,
  // Far more than any case has; each of them is a walk through the calendar.
  pauses: z.array(json).max(200).optional(),
  rungs: z
    .array(z.union([z.literal('at'), json]))
    .max(20)
    .optional(),
});

export const deadlineRoutes: Route[] = [
  route({
    method: 'post',
    path: '/v1/organisations/{organisation}/deadlines/preview',
    operationId: 'previewDeadline',
    summary: 'When would it be due? With every day counted or skipped, and why',
    tag: 'deadlines',
    permission: 'signed-in',
    body: Question,
    examples: {
      'eleven-working-days': {
        summary: 'Eleven working days over the Eid of 2026',
        value: {
          start: '2026-03-11T07:00:00Z',
          due: { workingDays: 11 },
          rungs: [{ before: { workingDays: 1 } }, 'at'],
        },
      },
    },
    replies: {
      200: {
        description: 'The answer, or why there is none.',
        schema: z.object({ question: z.unknown(), answer: z.unknown() }),
      },
    },
    handle: async (context) => ({ status: 200, body: await previewDeadline(context, context.body) }),
  }),
];
