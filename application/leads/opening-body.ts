/** What opens a lead (N-05), and whether it may be opened so. */

import { z } from 'zod';
import { findProgramme } from '../../db/leads/programmes.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import { amountText } from '../../domain/money.ts';
import { asciiDigits } from '../../domain/written-text.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { invalid, invalidBody } from '../refused.ts';
import { text } from '../text.ts';
import { leadRulesOf } from './lead-rules.ts';

export const rate = z.int().min(0).max(100).meta({ description: 'In percent: how likely it is to succeed.' });
export const factors = z
  .array(z.string().max(100))
  .min(1)
  .max(20)
  .meta({ description: 'Codes of the policy: what speaks for success, and what against it.' });
export const amount = z
  .string()
  .trim()
  .max(20)
  .meta({ description: 'Decimal text in the currency of the policy, such as `25000.00`; never a number.' });

export const LeadBody = z.strictObject({
  programme: z.string().min(1).max(60).meta({ description: 'Code of the programme that needs the funding.' }),
  prospects: z.array(z.string().min(1).max(30)).min(1).max(50).meta({ description: 'Numbers of customers.' }),
  expectedAmount: amount,
  successRate: rate,
  factors,
  text: text.optional(),
});
export type LeadBody = z.infer<typeof LeadBody>;

export const leadExample: z.input<typeof LeadBody> = {
  programme: 'neighbourhood-club',
  prospects: ['{prefix}-P-00000-000000'],
  expectedAmount: '25000.00',
  successRate: 40,
  factors: ['shared-interest'],
  text: 'أبدى اهتمامًا ببرامج الأطفال في لقاء سابق (مثال).',
};

/** The factors, each of which the policy knows. */
export function checkedFactors(pack: Pack, given: string[], path = 'factors'): string[] {
  const known = leadRulesOf(pack).factors;
  const unknown = given.find((one) => !Object.hasOwn(known, one));
  if (unknown !== undefined) throw invalid(path, `must be of ${Object.keys(known).join(', ')}, not ${unknown}`);
  return [...new Set(given)];
}

/** The amount as it is kept, with all its decimals; `Invalid` if it is none of the policy's currency. */
export function checkedAmount(pack: Pack, given: string, path: string): string {
  const { currency } = pack.kinds.complaint.claims;
  const kept = amountText(asciiDigits(given), currency);
  if (kept === null) throw invalid(path, `must be an amount above zero in ${currency.code}, such as 25000.00`);
  return kept;
}

/**
 * The body with its amount as it is kept. A merged customer's number stands for the one who goes on.
 * @param place where the body stands in the request, for the faults.
 * @throws Refused `Invalid` if programme, prospects, amount or factors are not the organisation's.
 */
export async function checkedLead(
  { database }: Dependencies,
  pack: Pack,
  body: LeadBody,
  place = '',
): Promise<LeadBody> {
  const kept = {
    factors: checkedFactors(pack, body.factors, `${place}factors`),
    expectedAmount: checkedAmount(pack, body.expectedAmount, `${place}expectedAmount`),
    prospects: [...new Set(body.prospects)],
  };
  const programme = await findProgramme(database, pack.id, body.programme);
  if (!programme) throw invalid(`${place}programme`, `there is no programme ${body.programme}`);
  const found = await findCustomers(database, pack.id, kept.prospects);
  const errors = kept.prospects.flatMap((number) => {
    const customer = found.find((one) => one.number === number);
    const path = `${place}prospects`;
    if (!customer) return [{ path, message: `there is no customer ${number}` }];
    if (customer.mergedInto) return [{ path, message: `${number} has been merged into ${customer.mergedInto}` }];
    return customer.status === 'active' ? [] : [{ path, message: `the record of ${number} is not active` }];
  });
  if (errors.length > 0) throw invalidBody(errors);
  return { ...body, ...kept };
}
