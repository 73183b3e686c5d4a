import { z } from 'zod';
import { Refused } from '../../application/refused.ts';
import { reportsOf } from '../../db/sent-reports.ts';
import { type Context, type Route, route } from '../http/route.ts';

const Sent = z
  .object({
    report: z.enum(['leads', 'register']),
    from: z.iso.date(),
    to: z.iso.date(),
    late: z.boolean().meta({ description: 'Made up for: a later week was over already.' }),
    madeAt: z.string(),
    sentAt: z.string().nullable().meta({ description: 'Null while somebody is still to be told, or nobody is there.' }),
    sentTo: z.array(z.string()).meta({ description: 'Staff ids.' }),
  })
  .meta({ id: 'SentReport' });

export const reportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/reports',
    operationId: 'listSentReports',
    summary: 'The reports that were sent by themselves, one for each week, the latest first (N-06, N-13)',
    tag: 'reports',
    permission: mustOversee,
    replies: { 200: { description: 'The reports.', schema: z.object({ items: z.array(Sent) }) } },
    async handle({ dependencies, pack }) {
      const found = await reportsOf(dependencies.database, pack.id);
      const items = found.map(({ report, from, to, late, madeAt, sentAt, sentTo }) => {
        return { report, from, to, late, madeAt, sentAt, sentTo };
      });
      return { status: 200, body: { items } };
    },
  }),
];

function mustOversee({ principal, pack }: Context): void {
  const overseers = ['manager', 'quality', 'auditor'];
  if (principal.actor.roles.some((role) => overseers.includes(pack.roles[role]?.as ?? ''))) return;
  throw new Refused('Forbidden', 'What was sent is seen by managers, quality and auditors.');
}
