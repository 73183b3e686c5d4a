import { z } from 'zod';
import { mustOversee, sentReports } from '../../application/reports/sent-reports.ts';
import { type Route, route } from '../http/route.ts';

const Sent = z
  .object({
    report: z.enum(['leads', 'register']),
    from: z.iso.date(),
    to: z.iso.date(),
    late: z.boolean().meta({ description: 'Made up for: a later week was over already.' }),
    madeAt: z.string(),
    sentAt: z.string().nullable().meta({ description: 'Null while somebody is still to be told, or nobody is there.' }),
    sentTo: z.array(z.string()).meta({ description: 'Staff ids.' }),
    kept: z
      .object({ report: z.string(), digest: z.string() })
      .nullable()
      .meta({ description: 'The report that was kept as it stood when this was sent.' }),
    figures: z
      .record(z.string(), z.number().nullable())
      .nullable()
      .meta({ description: 'What stood in the message to you; null if you were sent none.' }),
  })
  .meta({ id: 'SentReport' });

export const sentReportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/reports',
    operationId: 'listSentReports',
    summary: 'The reports that were sent by themselves, one for each week, the latest first (N-06, N-13)',
    tag: 'reports',
    permission: mustOversee,
    replies: { 200: { description: 'The reports.', schema: z.object({ items: z.array(Sent) }) } },
    handle: async (context) => ({ status: 200, body: { items: await sentReports(context) } }),
  }),
];
