/** The yearly or half-yearly round: the portfolio of programmes with those who may fund them, opened in one go (N-07). */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { openingDigest } from '../../application/cases/open-case.ts';
import { leadRulesOf, mustManageLeads, mustReadAllLeads } from '../../application/leads/lead-rules.ts';
import { contentOf, openLead } from '../../application/leads/open-lead.ts';
import { checkedLead, LeadBody, leadExample } from '../../application/leads/opening-body.ts';
import { invalid, Refused } from '../../application/refused.ts';
import { keepRound, roundsOf } from '../../db/lead-rounds.ts';
import type { Database } from '../../db/models.ts';
import { findRequest, openingId } from '../../db/requests.ts';
import { findStaff } from '../../db/staff.ts';
import { absenceOf } from '../../domain/stand-in.ts';
import { rightsOf } from '../../packs/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import { caseNumber, kindLetters } from '../../temporal/case-number.ts';
import { type Context, type Route, route } from '../http/route.ts';

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
        const { dependencies, pack, principal, body, receivedAt } = context;
        leadRulesOf(pack);
        await checkRound(context);
        const items: z.infer<typeof Opened>[] = [];
        for (const { owner, ...lead } of body.portfolio) {
          const { actor } = principal;
          const place = { ...placeOf(body.period, lead.programme), plannedIn: body.period, receivedAt };
          const opening = { pack, actor, body: lead, ...(owner ? { owner } : {}), ...place };
          const view = await openLead(dependencies, opening);
          await keepRound(dependencies.database, {
            ...{ organisation: pack.id, period: body.period, programme: lead.programme, lead: view.number },
            ...{ prospects: lead.prospects, receivedAt: view.openedAt, receivedBy: actor.id },
          });
          items.push({ programme: lead.programme, number: view.number, status: view.status });
        }
        return { status: 201, body: { period: body.period, items } };
      }),
  });
}

/** A programme is in one round of a period, whoever holds it and however often it is sent: its lead's number says so. */
const placeOf = (period: string, programme: string) => ({ principal: 'round', key: `${period}/${programme}` });

/** Everything is found right before the first lead is opened; what an earlier attempt has opened is not judged again. */
async function checkRound({ dependencies, pack, body, receivedAt }: Context<unknown, z.infer<typeof Round>>) {
  const { database, secret } = dependencies;
  const programmes = body.portfolio.map(({ programme }) => programme);
  const twice = programmes.findIndex((programme, at) => programmes.indexOf(programme) !== at);
  if (twice >= 0) throw invalid(`portfolio.${twice}.programme`, 'is in the portfolio already');
  for (const [at, { owner, ...lead }] of body.portfolio.entries()) {
    const { principal, key } = placeOf(body.period, lead.programme);
    const request = [pack.id, principal, key];
    const number = caseNumber(secret, pack.prefix, kindLetters.lead, request);
    const earlier = await findRequest(database, openingId(pack.id, number));
    const content = contentOf({ plannedIn: body.period, body: lead, ...(owner ? { owner } : {}) });
    if (earlier && earlier.bodyDigest !== openingDigest(secret, content)) {
      throw new Refused('NotAllowedNow', `${lead.programme} is in the round of ${body.period} already, not as here.`);
    }
    if (earlier?.response) continue;
    await checkedLead(dependencies, pack, lead, `portfolio.${at}.`);
    if (owner) await mustDocumentLeads({ database, pack, receivedAt }, owner, `portfolio.${at}.owner`);
  }
}

/** A 422 where an officer could not be given a lead: he documents none, or is away. */
async function mustDocumentLeads(
  { database, pack, receivedAt }: { database: Database; pack: Pack; receivedAt: string },
  owner: string,
  path: string,
): Promise<void> {
  const officer = await findStaff(database, pack.id, owner);
  const rights = rightsOf(pack, 'lead');
  const mayHave = officer?.roles.some((role) => (rights[role]?.read ?? 'none') !== 'none');
  if (!officer?.active || !mayHave) throw invalid(path, 'is nobody who works on such cases here');
  const absence = absenceOf(officer, receivedAt);
  if (absence) throw invalid(path, `is away until ${absence.to}; ${absence.deputy} stands in`);
}

const HeldRound = z.object({
  period: z.string(),
  programme: z.string(),
  prospects: z.array(z.string()),
  lead: z.string(),
  receivedAt: z.iso.datetime(),
  receivedBy: z.string(),
});

/** The rounds that have been held: the portfolio received, when and by whom, and the prospects proposed. */
export function roundsRoute(base: string): Route {
  return route({
    method: 'get',
    path: `${base}/rounds`,
    operationId: 'listLeadRounds',
    summary: 'The rounds that have been held: what was received when, by whom, and who was proposed (N-07)',
    tag: 'leads',
    permission: mustReadAllLeads,
    replies: {
      200: { description: 'By period and programme.', schema: z.object({ items: z.array(HeldRound) }) },
    },
    async handle({ dependencies, pack }) {
      const found = await roundsOf(dependencies.database, pack.id);
      const items = found.map(({ _id, organisation, ...round }) => round);
      return { status: 200, body: { items } };
    },
  });
}
