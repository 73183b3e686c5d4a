/** Contributions as the financial system hands them over: one by the API, many by CSV. */
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { findCustomers } from '../../db/customers.ts';
import { type ContributionDocument, programmesOf } from '../../db/programmes.ts';
import { amountText } from '../../domain/money.ts';
import { asciiDigits } from '../../packs/validate-intake.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { currencyOf } from './routes.ts';

/** As many rows as one file may have. */
export const mostRows = 5000;

export const ContributionBody = z.strictObject({
  reference: z.string().trim().min(1).max(100).meta({ description: 'The financial system’s own.' }),
  programme: z.string().min(1).max(60),
  customer: z.string().min(1).max(30).meta({ description: 'Number of whoever gave it.' }),
  amount: z.string().max(20).meta({ description: 'Decimal text, such as "1500.00".' }),
  paidOn: z.iso.date(),
});
export type ContributionBody = z.infer<typeof ContributionBody>;

type Field = keyof ContributionBody;

/** Titles of the columns, in the language of whoever exports them. */
const titles: Record<string, Field> = {
  reference: 'reference',
  المرجع: 'reference',
  programme: 'programme',
  البرنامج: 'programme',
  customer: 'customer',
  العميل: 'customer',
  amount: 'amount',
  المبلغ: 'amount',
  paidon: 'paidOn',
  'تاريخ الدفع': 'paidOn',
};

interface Fault {
  path: string;
  message: string;
}

/**
 * The rows of a CSV file with its titles in the first line, in English or Arabic.
 * @throws ApiProblem (422) with every line that is no contribution; nothing is taken then.
 */
export function rowsOf(csv: string): ContributionBody[] {
  const rows = parsed(csv);
  if (rows.length === 0) throw new ApiProblem('Invalid', 'The file has no line below its titles.');
  if (rows.length > mostRows) throw new ApiProblem('TooLarge', `A file may have ${mostRows} lines at most.`);
  const checked = rows.map((row, index) => ({ line: index + 2, result: ContributionBody.safeParse(row) }));
  const errors = checked.flatMap(({ line, result }) =>
    (result.error?.issues ?? []).map(({ path, message }) => ({ path: `line ${line}, ${path.join('.')}`, message })),
  );
  if (errors.length > 0) throw new ApiProblem('Invalid', 'Some lines are no contributions.', { errors });
  return checked.flatMap(({ result }) => result.data ?? []);
}

function parsed(csv: string): Record<string, string>[] {
  const columns = (line: string[]) => line.map((title) => titles[title.trim().toLowerCase()] ?? title.trim());
  try {
    return parse(csv, { bom: true, columns, trim: true, skip_empty_lines: true }).map((row: unknown) => {
      const fields = row as Record<string, string>;
      const ascii = (field: Field) => (fields[field] === undefined ? {} : { [field]: asciiDigits(fields[field]) });
      return { ...fields, ...ascii('amount'), ...ascii('paidOn'), ...ascii('customer') };
    });
  } catch (error) {
    throw new ApiProblem('Invalid', `The file is no sound CSV: ${error instanceof Error ? error.message : ''}`);
  }
}

/**
 * The contributions as they are kept.
 * @throws ApiProblem (422) where a programme or a customer is not there, or an amount is none; nothing is taken then.
 */
export async function contributionsIn(
  { dependencies, pack, principal, receivedAt }: Context,
  rows: ContributionBody[],
  placeOf: (index: number) => string,
): Promise<Omit<ContributionDocument, '_id'>[]> {
  const { database } = dependencies;
  const programmes = new Set((await programmesOf(database, pack.id)).map(({ code }) => code));
  const numbers = rows.map(({ customer }) => customer);
  const customers = new Set((await findCustomers(database, pack.id, numbers)).map(({ number }) => number));
  const currency = currencyOf(pack);
  const errors: Fault[] = [];
  const contributions = rows.map((row, index) => {
    const fault = (path: Field, message: string) => errors.push({ path: `${placeOf(index)}${path}`, message });
    if (!programmes.has(row.programme)) fault('programme', `there is no programme ${row.programme}`);
    if (!customers.has(row.customer)) fault('customer', `there is no customer ${row.customer}`);
    const amount = amountText(row.amount, currency);
    if (amount === null) fault('amount', `is no amount of ${currency.code} above zero`);
    const imported = { importedBy: principal.actor.id, importedAt: receivedAt };
    return { organisation: pack.id, ...row, amount: amount ?? '', currency: currency.code, ...imported };
  });
  if (errors.length > 0) throw new ApiProblem('Invalid', 'Some contributions cannot be taken.', { errors });
  return contributions;
}
