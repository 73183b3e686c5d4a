/** Invitations that the product sends itself, by SMS or e-mail, each customer once (N-09). */

import { z } from 'zod';
import { once } from '../../application/cases/idempotency.ts';
import { countInvitations, mostAsked, sendInvitations } from '../../application/surveys/invitations.ts';
import { mustKeepSurveys, mustReadSurveys } from '../../application/surveys/permissions.ts';
import { type Route, route } from '../http/route.ts';

const Body = z.strictObject({
  customers: z
    .array(z.string().min(1).max(30))
    .min(1)
    .max(mostAsked)
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
      handle: (context) => once(context, async () => ({ status: 202, body: await sendInvitations(context) })),
    }),
    route({
      method: 'get',
      path: `${base}/{survey}/invitations`,
      operationId: 'countSurveyInvitations',
      summary: 'How many were asked to answer a survey, and how many have (N-09)',
      tag,
      permission: mustReadSurveys,
      replies: { 200: { description: 'The counts.', schema: Counts } },
      handle: async (context) => ({ status: 200, body: await countInvitations(context) }),
    }),
  ];
}
