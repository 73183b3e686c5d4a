import { z } from 'zod';
import { Titled } from '../../../schema/people.ts';
import { Name, sourceKeys } from '../../../schema/wording.ts';

const Amount = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,3})?$/, 'An amount is written "1500" or "1500.50", in quotation marks');

/** One step of the table: who approves amounts that the steps before it do not reach. */
const ApprovalStep = z.strictObject({
  ...sourceKeys,
  upTo: Amount.optional().meta({
    description: 'The highest amount of this step. Left out: any. The last step has none.',
  }),
  need: z.int().positive().max(5).meta({ description: 'How many different people must approve.' }),
  roles: z.array(Name).min(1).meta({ description: 'Roles that may approve: any of them.' }),
});

/** Claims of customers, and what may be granted as goodwill (C-05, C-12, B-08). */
export const ClaimRules = z.strictObject({
  ...sourceKeys,
  currency: z.strictObject({
    code: z.string().regex(/^[A-Z]{3}$/, 'A currency is its ISO 4217 code, such as SAR'),
    decimals: z.int().min(0).max(3).meta({ description: 'Digits after the point: 2 for SAR, 3 for BHD.' }),
  }),
  approvals: z.array(ApprovalStep).min(1),
  goodwill: z.strictObject({
    ...sourceKeys,
    upTo: Amount.meta({ description: 'A benefit up to this worth needs no approval; above it, that of a claim.' }),
    benefits: z
      .record(Name, Titled)
      .refine((benefits) => Object.keys(benefits).length > 0, 'There is no benefit to grant'),
  }),
});
