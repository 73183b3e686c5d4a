import { z } from 'zod';
import { takeReceipt } from '../../application/cases/take-receipt.ts';
import { type Route, route } from '../http/route.ts';

const Receipt = z
  .strictObject({
    key: z.string().min(1).max(500).meta({ description: 'The key under which the SMS was handed over.' }),
    status: z.enum(['delivered', 'failed']),
    reason: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, 'must be a code')
      .optional()
      .meta({ description: 'Why it failed, as a code; never a number or a word of the customer’s.' }),
  })
  .meta({ id: 'SmsReceipt' });

/** What the SMS gateway says of messages that it has taken. The first word on each of them counts. */
export const receiptRoutes: Route[] = [
  route({
    method: 'post',
    path: '/public/sms-receipts',
    operationId: 'receiveSmsReceipt',
    summary: 'Whether an SMS has arrived, from the gateway; a failure goes out by another channel (F-09)',
    tag: 'public',
    permission: 'gateway-signature',
    idempotent: true,
    body: Receipt,
    examples: {
      delivered: { summary: 'It has arrived', value: { key: 'the-key-of-the-notice', status: 'delivered' } },
    },
    replies: { 204: { description: 'Noted.' } },
    async handle({ dependencies, body, receivedAt }) {
      await takeReceipt(dependencies, body, receivedAt);
      return { status: 204 };
    },
  }),
];
