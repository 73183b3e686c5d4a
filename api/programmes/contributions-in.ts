/** Contributions as the financial system hands them over: one by the API, many by CSV. */
import { z } from 'zod';
import type { TableRow } from '../../application/tables/table.ts';
import { findCustomers } from '../../db/customers.ts';
import { type ContributionDocument, programmesOf } from '../../db/programmes.ts';
import { asciiDigits } from '../../domain/folded-text.ts';
import { amountText } from '../../domain/money.ts';
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

/** A contribution with the line of the file on which it stands; the titles stand on line 1. */
export interface ContributionLine {
  line: number;
  row: ContributionBody;
}

/**
 * The contributions of a CSV file with its titles in the first line, in English or Arabic; columns that are none of ours are
 * passed over. @throws ApiProblem (422) with every line that is no contribution; nothing is taken then.
 */
export async function linesOf(table: AsyncIterable<TableRow>): Promise<ContributionLine[]> {
  const [titled, ...rows] = await cellsOf(table);
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!titled || filled.length === 0) throw new ApiProblem('Invalid', 'The file has no line below its titles.');
  if (filled.length > mostRows) throw new ApiProblem('TooLarge', `A file may have ${mostRows} lines at most.`);
  const fields = titled.cells.map((title) => titles[title.toLowerCase()]);
  const twice = fields.find((field, at) => field !== undefined && fields.indexOf(field) !== at);
  if (twice) throw new ApiProblem('Invalid', `The file has two columns for ${twice}: keep one.`);
  const checked = filled.map(({ line, cells }) => {
    const own = cells.flatMap((cell, at) => (fields[at] ? [[fields[at], written(fields[at], cell)] as const] : []));
    return { line, result: ContributionBody.safeParse(Object.fromEntries(own)) };
  });
  const errors = checked.flatMap(({ line, result }) =>
    (result.error?.issues ?? []).map(({ path, message }) => ({ path: `line ${line}, ${path.join('.')}`, message })),
  );
  if (errors.length > 0) throw new ApiProblem('Invalid', 'Some lines are no contributions.', { errors });
  return checked.flatMap(({ line, result }) => (result.data ? [{ line, row: result.data }] : []));
}

async function cellsOf(table: AsyncIterable<TableRow>): Promise<{ line: number; cells: string[] }[]> {
  const rows: { line: number; cells: string[] }[] = [];
  for await (const { row, cells } of table) rows.push({ line: row, cells: cells.map((cell) => cell.trim()) });
  return rows;
}

const written = (field: Field, cell: string): string =>
  ['amount', 'paidOn', 'customer'].includes(field) ? asciiDigits(cell) : cell;

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
