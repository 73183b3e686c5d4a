import { z } from 'zod';
import { readManagerDesk } from '../../application/reports/desk/manager-desk.ts';
import { readOwnWeek } from '../../application/reports/desk/own-week.ts';
import { mustOversee } from '../../application/reports/sent-reports.ts';
import { type Route, route } from '../http/route.ts';
import { Figure, measure } from './report-schema.ts';

const count = z.int();
const staffId = z.string().meta({ description: 'A staff id.' });

const OwnWeek = z
  .object({
    week: z.object({ from: z.iso.date(), to: z.iso.date() }).meta({ description: 'The week that the figures are of.' }),
    queue: z.object({
      own: count.meta({ description: 'What you own and has not ended.' }),
      dueToday: count,
      dueThisWeek: count.meta({ description: 'After today.' }),
      late: count.meta({ description: 'A deadline of it was missed, now or before.' }),
      waitingForOthers: count.meta({ description: 'Somebody else takes the next step.' }),
    }),
    figures: z.array(
      z.object({
        measure,
        own: Figure,
        teamMedian: z.number().nullable().meta({ description: 'Null if fewer than four of the team have a figure.' }),
      }),
    ),
  })
  .meta({ id: 'OwnWeek' });

const Desk = z
  .object({
    rungs: z
      .array(
        z.object({
          ...{ number: z.string(), kind: z.string(), clock: z.string(), rung: count, dueAt: z.string() },
          owner: staffId.nullable(),
        }),
      )
      .meta({ description: 'What escalates next, of the five hundred cases that stand first in the queue.' }),
    absences: z.array(z.object({ staffId, from: z.string(), to: z.string(), deputy: staffId })),
    approvals: z
      .array(z.string())
      .meta({ description: 'Numbers of cases whose approval waits for you, a hundred at most.' }),
  })
  .meta({ id: 'ManagerDesk' });

/** What people look at each morning (C-13). */
export const deskRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/own-week',
    operationId: 'getOwnWeek',
    isExport: true,
    summary: 'My week: what is mine and when it is due, and my figures beside the team’s (C-13)',
    tag: 'reports',
    permission: 'signed-in',
    query: z.object({
      week: z
        .enum(['previous'])
        .optional()
        .meta({ description: 'Left out: this week. What is mine is shown as it stands now.' }),
    }),
    replies: { 200: { description: 'My week.', schema: OwnWeek } },
    handle: async (context) => ({ status: 200, body: await readOwnWeek(context) }),
  }),
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/manager-desk',
    operationId: 'getManagerDesk',
    summary: 'What escalates next, who is away, and which approvals wait for me (C-13)',
    tag: 'reports',
    permission: mustOversee,
    replies: { 200: { description: 'The desk.', schema: Desk } },
    handle: async (context) => ({ status: 200, body: await readManagerDesk(context) }),
  }),
];
