/** The donor's written pledge and the funding: the bodies of the commands (N-05, N-25). */

import { z } from 'zod';
import { currencyOf } from '../../../application/currency.ts';
import { awaitFunding } from '../../../application/leads/await-funding.ts';
import { prospectOf } from '../../../application/leads/donor-asked.ts';
import { amount, checkedAmount } from '../../../application/leads/opening-body.ts';
import { pledgePayments } from '../../../application/leads/pledge-payments.ts';
import type { PledgeCommands } from '../../../domain/lead/aspects/pledge.ts';
import { type Definitions, define } from '../../cases/command-definition.ts';

const Close = z.strictObject({
  donor: z.string().min(1).max(30).meta({ description: 'Number of the prospect who pledges.' }),
  amount,
  payments: z
    .array(z.strictObject({ dueOn: z.iso.date(), amount }))
    .min(1)
    .max(60)
    .meta({ description: 'By which local dates it is to be paid; together they are the amount.' }),
  pledge: z
    .strictObject({ attachment: z.string().max(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
    .meta({ description: 'The written pledge, as it has been attached to this lead.' }),
  text: z.string().trim().min(1).max(10_000).optional(),
});

export const pledgeCommands: Definitions<Pick<PledgeCommands, 'close' | 'succeed'>> = {
  close: define({
    summary: 'A prospect has pledged in writing: the attached pledge with its digest, the amount, the payments (N-05)',
    body: Close,
    example: {
      donor: '{prefix}-P-00000-000000',
      amount: '25000.00',
      payments: [
        { dueOn: '2027-01-31', amount: '10000.00' },
        { dueOn: '2027-06-30', amount: '15000.00' },
      ],
      pledge: { attachment: '00000000-0000-4000-8000-000000000000', sha256: '0'.repeat(64) },
    },
    async toCommand(body, context, keep) {
      const { pack, found } = context;
      const donor = await prospectOf(context, body.donor);
      const whole = checkedAmount(pack, body.amount, 'amount');
      const payments = pledgePayments(context, whole, body.payments);
      const details = `تعهد المانح ${donor} في الفرصة ${found.number}: ${whole} ${currencyOf(pack).code}`;
      const words = await keep({ fields: { details }, ...(body.text === undefined ? {} : { text: body.text }) });
      return { donor, amount: whole, payments, pledge: body.pledge, words };
    },
  }),
  succeed: define({
    summary: 'The funding has been received, as contributions say that are matched to this lead (N-05, N-22)',
    body: z.strictObject({}),
    example: {},
    async toCommand(_body, context) {
      await awaitFunding(context);
      return {};
    },
  }),
};
