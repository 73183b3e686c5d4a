/** Invitations that the product sends itself, by SMS or e-mail, each customer once (N-09). */

import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { Refused } from '../../application/refused.ts';
import { mustKeepSurveys, mustReadSurveys } from '../../application/surveys/permissions.ts';
import { surveyIn } from '../../application/surveys/survey-in.ts';
import { findCustomers, searchCustomers } from '../../db/customers.ts';
import { contributionsOf } from '../../db/programmes.ts';
import { askedAndAnswered } from '../../db/survey-answers.ts';
import { inviteesOf, settledAmong } from '../../db/survey-invitees.ts';
import type { Survey } from '../../db/surveys.ts';
import { startInvitations } from '../../temporal/survey-invitations.ts';
import { type Context, type Route, route } from '../http/route.ts';

/** As many customers as one request may ask. */
const atMost = 2000;

const Body = z.strictObject({
  customers: z
    .array(z.string().min(1).max(30))
    .min(1)
    .max(atMost)
    .optional()
    .meta({ description: 'Numbers of customers. Left out with `classes`: whoever has given for the programme.' }),
  classes: z
    .array(z.string().max(60))
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'All active customers of these classes of the policy.' }),
});

const count = z.int();
const Counts = z
  .object({
    invitations: count.meta({ description: 'All that stand: sent by the product, and made to be handed out.' }),
    sent: count,
    refused: count.meta({ description: 'Customers who have said that no surveys are wanted: not asked.' }),
    unreachable: count.meta({ description: 'Customers to whom no message could be handed over.' }),
    answered: count,
  })
  .meta({ id: 'SurveyInvitationCounts' });

export function sendInvitationsRoutes(base: string, tag: string): Route[] {
  return [
    route({
      method: 'post',
      path: `${base}/{survey}/invitations/send`,
      operationId: 'sendSurveyInvitations',
      summary: 'Have customers asked by SMS or e-mail, each once, with a link of their own (N-09)',
      tag,
      permission: mustKeepSurveys,
      idempotent: true,
      body: Body,
      examples: { example: { summary: 'All of one class', value: { classes: ['other'] } } },
      replies: {
        202: {
          description: 'They are being asked. `GET …/invitations` says what came of it.',
          schema: z.object({ asking: count, before: count.meta({ description: 'Asked before, and left alone.' }) }),
        },
      },
      handle: (context) =>
        once(context, async () => {
          const { dependencies, pack, key, principal } = context;
          const { survey } = await surveyIn(context);
          if (survey.closesAt !== null) {
            throw new Refused('NotAllowedNow', `This survey was closed at ${survey.closesAt}.`);
          }
          const all = await whoIsAsked(context, survey);
          const before = await settledAmong(dependencies.database, survey._id, all);
          const customers = all.filter((customer) => !before.has(customer));
          if (customers.length > 0) {
            const request = { organisation: pack.id, survey: survey._id, customers, policyVersion: pack.version };
            // The same request has the same sending, whatever of it came to nothing before.
            const own = createHmac('sha256', dependencies.secret).update(`${principal.actor.id}/${key}`).digest('hex');
            await startInvitations(dependencies.temporal, request, own);
          }
          return { status: 202, body: { asking: customers.length, before: before.size } };
        }),
    }),
    route({
      method: 'get',
      path: `${base}/{survey}/invitations`,
      operationId: 'countSurveyInvitations',
      summary: 'How many were asked to answer a survey, and how many have (N-09)',
      tag,
      permission: mustReadSurveys,
      replies: { 200: { description: 'The counts.', schema: Counts } },
      async handle(context) {
        const { database } = context.dependencies;
        const { survey } = await surveyIn(context);
        const { asked: invitations, answered } = await askedAndAnswered(database, survey._id);
        return { status: 200, body: { invitations, ...(await inviteesOf(database, survey._id)), answered } };
      },
    }),
  ];
}

/** The numbers of all who are asked; a 422 for a number that nobody has, a class that is none, or too many at once. */
async function whoIsAsked(
  { dependencies: { database }, pack, body }: Context<object, z.infer<typeof Body>>,
  survey: Survey,
): Promise<string[]> {
  const { customers, classes } = body;
  const wrong = (path: string, message: string) =>
    new Refused('Invalid', 'Not everybody named can be asked.', { errors: [{ path, message }] });
  for (const [place, one] of (classes ?? []).entries()) {
    if (Object.hasOwn(pack.customerClasses, one)) continue;
    throw wrong(`classes.${place}`, `must be one of ${Object.keys(pack.customerClasses).join(', ')}`);
  }
  const given =
    customers || classes
      ? []
      : (await contributionsOf(database, pack.id, { programme: survey.programme })).map(({ customer }) => customer);
  const named = [...(customers ?? []), ...given];
  const known = new Set((await findCustomers(database, pack.id, named)).map(({ number }) => number));
  for (const [place, one] of (customers ?? []).entries()) {
    if (!known.has(one)) throw wrong(`customers.${place}`, `there is no customer ${one}`);
  }
  const ofClasses = classes
    ? await searchCustomers(database, pack.id, { tokens: [], classes, statuses: ['active'], limit: atMost + 1 })
    : [];
  const all = [...new Set([...known, ...ofClasses.map(({ number }) => number)])];
  if (all.length > atMost) throw wrong('classes', `are more than ${atMost} customers: name them in several requests`);
  return all;
}
