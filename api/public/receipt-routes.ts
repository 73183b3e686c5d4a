import { z } from 'zod';
import type { FoundCase } from '../../application/call.ts';
import { lookUpCase } from '../../application/cases/find-case.ts';
import { customerWordsOf } from '../../application/complaints/customer-words.ts';
import type { Dependencies } from '../../application/dependencies.ts';
import { notFound } from '../../application/refused.ts';
import type { NoticeDocument } from '../../db/models.ts';
import { findNotice, noteReceipt } from '../../db/notices.ts';
import { readWords } from '../../db/vault.ts';
import type { Channel } from '../../domain/policy.ts';
import { CaseEnded, tellUndelivered } from '../../temporal/cases.ts';
import type { CaseKind } from '../../workflows/messages.ts';
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
type Receipt = z.infer<typeof Receipt>;

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
      const notice = await findNotice(dependencies.database, body.key);
      // It may come before the delivery has been noted: then the gateway repeats it.
      if (notice?.channel !== 'sms') throw notFound();
      if (notice.receipt) return { status: 204 };
      // First the case, then the note: where one of them breaks off, the repetition does both.
      if (body.status === 'failed' && notice.to === 'customer') await failed(dependencies, notice, body);
      const { status, reason = null } = body;
      await noteReceipt(dependencies.database, body.key, { status, reason, at: receivedAt });
      return { status: 204 };
    },
  }),
];

/** Tells the case, which makes a fact of it, and by which channels the customer can still hear of it. */
async function failed(dependencies: Dependencies, notice: NoticeDocument, body: Receipt): Promise<void> {
  const { organisation, number, template, told } = notice;
  const found = await lookUpCase(dependencies, organisation, number);
  if (!found) return;
  const instead: Channel[] = (await hasEmailLeft(dependencies, found, body.key)) ? ['email'] : [];
  const detail = `the SMS gateway says ${body.reason ?? 'not delivered'}`;
  const address = { kind: found.view.kind as CaseKind, organisation, number };
  const wentByEmail = await findNotice(dependencies.database, emailOf(body.key));
  const isTold = instead.length > 0 || wentByEmail !== null;
  const about = { key: body.key, channel: 'sms' as const, template, detail, instead, isTold };
  const receipt = { ...about, ...(told ? { told } : {}) };
  await tellUndelivered(dependencies.temporal, address, receipt).catch((error: unknown) => {
    // A case that has ended tells nobody anything any more; the notice keeps its receipt.
    if (!(error instanceof CaseEnded)) throw error;
  });
}

/** True where the customer has an address for e-mail and this notice has not gone, or been tried, by it. */
async function hasEmailLeft({ database }: Dependencies, found: FoundCase, key: string): Promise<boolean> {
  const id = customerWordsOf(found);
  const [opening] = await readWords(database, id ? [id] : []);
  const { email } = (opening?.content.customer ?? {}) as { email?: string };
  if (!email || key.includes(':instead:')) return false;
  return (await findNotice(database, emailOf(key))) === null;
}

const emailOf = (key: string): string => key.replace(/:sms$/, ':email');
