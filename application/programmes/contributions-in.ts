/** Contributions as the financial system hands them over: one by the API, many by CSV. */

import { z } from 'zod';
import { type ContributionDocument, programmesOf } from '../../db/leads/programmes.ts';
import { findCustomers } from '../../db/registry/customers.ts';
import { amountText } from '../../domain/money.ts';
import { asciiDigits, isSound, withoutInvisible } from '../../domain/written-text.ts';
import type { Call } from '../call.ts';
import { currencyOf } from '../currency.ts';
import { type Fault, Refused } from '../refused.ts';
import { sentenceOf } from '../registry/imports/fault-sentences.ts';
import type { Language } from '../tables/file-sentences.ts';
import { knownTexts } from '../tables/known-texts.ts';
import { FileRefused, type TableRow } from '../tables/table.ts';
import { readRows, titledTable } from '../tables/title-row.ts';

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

/** Titles of the columns, in the language of the user who exports them. */
const titles: [title: string, field: Field][] = [
  ...(['reference', 'المرجع', 'رقم المرجع', 'رقم العملية'] as const).map((title): [string, Field] => [
    title,
    'reference',
  ]),
  ...(['programme', 'البرنامج', 'رمز البرنامج'] as const).map((title): [string, Field] => [title, 'programme']),
  ...(['customer', 'العميل', 'رقم العميل', 'رقم المتبرع'] as const).map((title): [string, Field] => [
    title,
    'customer',
  ]),
  ...(['amount', 'المبلغ', 'مبلغ التبرع'] as const).map((title): [string, Field] => [title, 'amount']),
  ...(['paidOn', 'paid on', 'تاريخ الدفع', 'تاريخ التبرع'] as const).map((title): [string, Field] => [title, 'paidOn']),
];
const known = knownTexts<Field>(titles);
export const contributionTitles: readonly string[] = titles.map(([title]) => title);

/** A contribution with the line of the file on which it stands; the titles stand on line 1. */
export interface ContributionLine {
  line: number;
  row: ContributionBody;
}

/**
 * The contributions of a table, with titles in English or Arabic. Columns that are none of ours are passed over.
 * @throws FileRefused if it has no titles or rows; Refused `Invalid` with every line that is no contribution. Nothing is
 * taken then.
 */
export async function linesOf(table: AsyncIterable<TableRow>, language: Language): Promise<ContributionLine[]> {
  const titled = await titledTable(table, (title) => known(title) !== undefined);
  if (!titled) throw new FileRefused('no-rows');
  const { cells } = titled.titles;
  const fields = cells.map((title) => known(title) ?? null);
  if (fields.every((field) => field === null)) throw new FileRefused('no-titles', contributionTitles.join(', '));
  const twice = fields.find((field, at) => field !== null && fields.indexOf(field) !== at);
  if (twice) throw new FileRefused('two-columns', twice);
  const lines: ContributionLine[] = [];
  const errors: Fault[] = [];
  const unlessEmpty = (row: TableRow) => (row.cells.some((cell) => cell.trim() !== '') || row.bad ? row : null);
  for await (const read of readRows(titled, mostRows, unlessEmpty)) {
    const line = 'surplus' in read ? surplusIn(read, language) : lineOf(read.found, fields, language);
    if (Array.isArray(line)) errors.push(...line);
    else lines.push(line);
  }
  if (errors.length > 0) throw new Refused('Invalid', 'Some lines are no contributions.', { errors });
  return lines;
}

function surplusIn({ one: { row }, surplus }: { one: TableRow; surplus: string }, language: Language): Fault[] {
  const message = sentenceOf({ row, column: null, fault: 'surplus-cells', other: surplus }, language, []);
  return [{ path: `line ${row}`, message }];
}

function lineOf(
  { row: line, cells, bad = [] }: TableRow,
  fields: readonly (Field | null)[],
  language: Language,
): ContributionLine | Fault[] {
  const unread = bad.flatMap(({ at, fault }) => {
    const field = fields[at];
    return field
      ? [{ path: `line ${line}, ${field}`, message: sentenceOf({ row: line, column: field, fault }, language, []) }]
      : [];
  });
  if (unread.length > 0) return unread;
  const own = fields.flatMap((field, at) => (field ? [[field, written(field, cells[at] ?? '')] as const] : []));
  const unsound = own.filter(([, text]) => !isSound(text)).map(([column]) => column);
  if (unsound.length > 0) {
    return unsound.map((column) => ({
      path: `line ${line}, ${column}`,
      message: sentenceOf({ row: line, column, fault: 'unreadable' }, language, []),
    }));
  }
  const result = ContributionBody.safeParse(Object.fromEntries(own));
  if (result.success) return { line, row: result.data };
  return result.error.issues.map(({ path, message }) => ({ path: `line ${line}, ${path.join('.')}`, message }));
}

const written = (field: Field, cell: string): string =>
  ['amount', 'paidOn', 'customer'].includes(field) ? withoutInvisible(asciiDigits(cell)).trim() : cell.trim();

/**
 * The contributions as they are kept.
 * @throws Refused `Invalid` if a programme or a customer is not there, or an amount is none; nothing is taken then.
 */
export async function contributionsIn(
  { dependencies, pack, principal, receivedAt }: Call,
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
  if (errors.length > 0) throw new Refused('Invalid', 'Some contributions cannot be taken.', { errors });
  return contributions;
}
