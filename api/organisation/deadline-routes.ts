import { z } from 'zod';
import { reachesTooFar, yearsAtMost } from '../../application/organisation/calendar-reach.ts';
import { Refused } from '../../application/refused.ts';
import { calendarAfter } from '../../db/calendars.ts';
import { DeadlineRefused, openCalendar, parseInstant } from '../../domain/deadline/calendar.ts';
import { deadlineProof } from '../../domain/deadline/deadline.ts';
import { type Context, type Route, route } from '../http/route.ts';

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
    async handle(context) {
      const { calendar: wanted, ...asked } = context.body;
      const calendar = await calendarOf(context, wanted);
      return { status: 200, body: { question: { calendar, ...asked }, answer: preview(calendar, asked) } };
    },
  }),
];

function preview(calendar: unknown, asked: { start: string }): unknown {
  try {
    const opened = openCalendar(calendar);
    if (reachesTooFar(opened.lastKnownDay, parseInstant(asked.start, 'start'))) {
      throw invalid('start', `lies more than ${yearsAtMost} years before the last day that the calendar is known for`);
    }
    return deadlineProof(opened, asked as Parameters<typeof deadlineProof>[1]);
  } catch (error) {
    if (error instanceof DeadlineRefused) return { refusal: error.refusal, detail: error.detail };
    throw error;
  }
}

async function calendarOf(
  { dependencies, pack }: Pick<Context, 'dependencies' | 'pack'>,
  wanted: unknown,
): Promise<unknown> {
  if (typeof wanted === 'object') return wanted;
  const name = typeof wanted === 'string' ? wanted : pack.calendar;
  const published = await calendarAfter(dependencies.database, pack.id, name, 0);
  if (published) return published.calendar;
  throw invalid('calendar', `${name} is not a calendar of this organisation`);
}

function invalid(path: string, message: string): Refused {
  return new Refused('Invalid', 'The body is not valid.', { errors: [{ path, message }] });
}
