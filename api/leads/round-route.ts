/** The yearly or half-yearly round: the portfolio of programmes with those who may fund them, opened in one go (N-07). */
import { z } from 'zod';
import { findRequest, openingId } from '../../db/requests.ts';
import { findStaff } from '../../db/staff.ts';
import { caseNumber, kindLetters } from '../../temporal/case-number.ts';
import { invalid } from '../cases/command-definition.ts';
import { once } from '../http/idempotency.ts';
import { type Context, type Route, route } from '../http/route.ts';
import { leadRulesOf, mustManageLeads } from './lead-rules.ts';
import { openLead } from './open-lead.ts';
import { checkedLead, LeadBody, leadExample } from './opening-body.ts';

const Item = LeadBody.extend({
  owner: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Staff id of the officer who documents it. Left out: you.' }),
});
const Round = z.strictObject({
  period: z.string().regex(/^\d{4}(-H[12])?$/, 'A year, such as 2027, or half of one, such as 2027-H1'),
  portfolio: z.array(Item).min(1).max(50),
});
const Opened = z.object({ programme: z.string(), number: z.string(), status: z.string() });

export function roundRoute(base: string): Route {
  return route({
    method: 'post',
    path: `${base}/rounds`,
    operationId: 'openLeadRound',
    summary:
      'A round of prospective donors: the portfolio received, prospects proposed, a lead for each programme (N-07)',
    tag: 'leads',
    permission: mustManageLeads,
    idempotent: true,
    body: Round,
    examples: {
      example: {
        summary: 'One programme of the first half of a year',
        value: { period: '2027-H1', portfolio: [leadExample] },
      },
    },
    replies: {
      201: {
        description:
          'Every lead of the round. Where it broke off, the same request goes on with those that are missing.',
        schema: z.object({ period: z.string(), items: z.array(Opened) }),
      },
    },
    handle: (context) =>
      once(context, async () => {
        const { dependencies, pack, principal, key, body, receivedAt } = context;
        leadRulesOf(pack);
        await checkRound(context);
        const items: z.infer<typeof Opened>[] = [];
        for (const { owner, ...lead } of body.portfolio) {
          const { actor } = principal;
          const place = { principal: actor.id, key: keyOf(key, lead.programme), plannedIn: body.period, receivedAt };
          const view = await openLead(dependencies, { pack, actor, body: lead, ...(owner ? { owner } : {}), ...place });
          items.push({ programme: lead.programme, number: view.number, status: view.status });
        }
        return { status: 201, body: { period: body.period, items } };
      }),
  });
}

const keyOf = (key: string, programme: string): string => `${key}/${programme}`;

/** Everything is found right before the first lead is opened; what an earlier attempt has opened is not judged again. */
async function checkRound({ dependencies, pack, principal, key, body }: Context<unknown, z.infer<typeof Round>>) {
  const { database, secret } = dependencies;
  const programmes = body.portfolio.map(({ programme }) => programme);
  const twice = programmes.findIndex((programme, at) => programmes.indexOf(programme) !== at);
  if (twice >= 0) throw invalid(`portfolio.${twice}.programme`, 'is in the portfolio already');
  for (const [at, { owner, ...lead }] of body.portfolio.entries()) {
    const request = [pack.id, principal.actor.id, keyOf(key, lead.programme)];
    const number = caseNumber(secret, pack.prefix, kindLetters.lead, request);
    if ((await findRequest(database, openingId(pack.id, number)))?.response) continue;
    await checkedLead(dependencies, pack, lead, `portfolio.${at}.`);
    if (owner && !(await findStaff(database, pack.id, owner))?.active) {
      throw invalid(`portfolio.${at}.owner`, `${owner} is not on the staff of this organisation`);
    }
  }
}
