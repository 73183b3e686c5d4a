import { z } from 'zod';
import {
  mustKeepCalendars,
  publishCalendar,
  publishedCalendars,
} from '../../application/calendars/publish-calendar.ts';
import { once } from '../../application/cases/idempotency.ts';
import { Refused } from '../../application/refused.ts';
import { PublishedCalendarSchema } from '../../packs/schema.ts';
import { type Route, route } from '../http/route.ts';

const base = '/v1/organisations/{organisation}/calendars';

const workdays = ['sun', 'mon', 'tue', 'wed', 'thu'];

const Published = z.object({ name: z.string(), version: z.int(), hash: z.string(), casesTold: z.int() });

export const calendarRoutes: Route[] = [
  route({
    method: 'get',
    path: base,
    operationId: 'listCalendars',
    summary: 'Every version of the organisation’s calendars',
    tag: 'calendars',
    permission: 'signed-in',
    replies: { 200: { description: 'The versions, oldest first.', schema: z.object({ items: z.array(z.unknown()) }) } },
    handle: async (context) => ({ status: 200, body: { items: await publishedCalendars(context) } }),
  }),
  route({
    method: 'post',
    path: `${base}/{name}`,
    operationId: 'publishCalendar',
    summary:
      'Publish the next version of a calendar, unless the policy has a procedure for that: open cases recompute their deadlines (X-04)',
    tag: 'calendars',
    permission: mustKeepCalendars,
    idempotent: true,
    body: PublishedCalendarSchema.extend({
      version: z.int().positive().meta({ description: 'The latest version and one.' }),
    }),
    examples: {
      courier: {
        summary: 'The second version of the calendar of Saudi Arabia, with a day on which it is closed',
        value: {
          version: 2,
          zone: 'Asia/Riyadh',
          week: Object.fromEntries(workdays.map((day) => [day, [['08:00', '16:00']]])),
          overlays: [{ from: '2029-01-01', to: '2029-01-01', hours: [], name: 'Example of a holiday' }],
          knownUntil: '2030-12-31',
        },
      },
    },
    replies: { 201: { description: 'Published, and the open cases are told.', schema: Published } },
    handle: (context) =>
      once(context, async () => {
        const { dependencies, pack, request, body, principal, receivedAt } = context;
        const { version, ...calendar } = body;
        const name = String(request.params.name);
        const outcome = await publishCalendar(dependencies, {
          organisation: pack.id,
          name,
          version,
          calendar,
          publishedBy: principal.actor.id,
          publishedAt: receivedAt,
        });
        if ('problem' in outcome) throw new Refused(outcome.problem, outcome.detail);
        return { status: 201, body: outcome };
      }),
  }),
];
