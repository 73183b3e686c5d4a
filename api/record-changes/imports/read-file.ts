/** Reads an uploaded file as a whole before anything is done for it: its rows, what is wrong with them, and its digest. */
import { createHmac } from 'node:crypto';
import type { TableForm } from '../../../application/tables/read-table.ts';
import type { TableRow } from '../../../application/tables/table.ts';
import type { ImportRow, RowFault } from '../../../domain/customer/import-row.ts';
import type { OwnField } from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import { maxBytes, tooLarge, type UploadedFile } from '../../attachments/upload-body.ts';
import { invalid } from '../../cases/command-definition.ts';
import type { Language } from '../../files/file-sentences.ts';
import { bytesOf, tableIn } from '../../files/table-in.ts';
import { columnLetter, columnsOf } from './columns.ts';
import { meaningsOf, readRow } from './read-row.ts';
import { recordOfRow } from './row-record.ts';
import { RowsAlike } from './rows-alike.ts';

/** As many rows as a file may have, without its titles. */
export const mostRows = 10_000;

export interface ReadFile {
  /** Keyed, of all its bytes. */
  digest: string;
  /** How many rows are not empty. */
  count: number;
  /** Rows of whose cells alone nothing is wrong. */
  rows: ImportRow[];
  faults: RowFault[];
  /** Columns that are none of ours, as spreadsheets name them. */
  ignoredColumns: string[];
}

const csv = 'text/csv';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const forms: ReadonlyMap<string, TableForm> = new Map([
  [csv, 'csv'],
  [excel, 'excel'],
]);
export const importTypes = [...forms.keys()];

/** By what the file is declared to be; by its name where that says nothing, as browsers on Windows do. */
function typeOf({ declared, name }: UploadedFile): string {
  const type = declared.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!['application/vnd.ms-excel', 'application/octet-stream'].includes(type)) return type;
  return /\.csv$/i.test(name ?? '') ? csv : /\.xlsx$/i.test(name ?? '') ? excel : type;
}

/**
 * Reads the file whole: until that is done nothing is known of it that could be kept.
 * @throws ApiProblem: 413 beyond 20 MB, 422 for what is no such file, has no titles or more than ten thousand rows.
 */
export async function readFile(
  secret: string,
  pack: Pack,
  own: readonly OwnField[],
  file: UploadedFile,
  language: Language,
): Promise<ReadFile> {
  const form = forms.get(typeOf(file));
  if (!form) throw invalid('content-type', `must be one of ${importTypes.join(', ')}`);
  const bytes = await bytesOf(file, maxBytes, tooLarge);
  const digest = createHmac('sha256', secret).update(bytes).digest('base64url');
  return { ...(await understand(tableIn(bytes, form, language), secret, pack, own)), digest };
}

/** The rows of a table by the titles in its first one. */
export async function understand(
  table: AsyncIterable<TableRow>,
  secret: string,
  pack: Pack,
  own: readonly OwnField[],
): Promise<Omit<ReadFile, 'digest'>> {
  const meanings = meaningsOf(pack, own);
  const alike = new RowsAlike(secret, pack);
  const customers = new Map<string, number>();
  const done: Omit<ReadFile, 'digest'> = { count: 0, rows: [], faults: [], ignoredColumns: [] };
  let columns: ReturnType<typeof columnsOf> | null = null;
  for await (const { row, cells } of table) {
    if (!columns) {
      columns = columnsOf(cells, own);
      done.ignoredColumns = columns.flatMap((field, at) => (field || !cells[at]?.trim() ? [] : [columnLetter(at)]));
      continue;
    }
    const found = readRow(row, cells, columns, meanings);
    if (!found) continue;
    done.count += 1;
    if (done.count > mostRows) throw invalid('file', `has more than ${mostRows} rows: divide it`);
    const { read } = found;
    const faults = oncePerColumn([
      ...found.faults,
      ...sameCustomer(read, customers),
      ...(read.customer === null ? recordOfRow(pack, own, read, null).faults : []),
    ]);
    done.faults.push(...faults);
    if (faults.length > 0) continue;
    if (read.customer === null) read.alike = alike.add(row, recordOfRow(pack, own, read, null).record);
    done.rows.push(read);
  }
  if (done.count === 0) throw invalid('file', 'has no rows');
  return done;
}

/** Two rows about one customer would be two changes from one version: the second could never be entered. */
function sameCustomer({ row, customer }: ImportRow, customers: Map<string, number>): RowFault[] {
  if (customer === null) return [];
  const earlier = customers.get(customer);
  if (earlier !== undefined) return [{ row, column: 'number', fault: 'same-customer', other: String(earlier) }];
  customers.set(customer, row);
  return [];
}

/** The first fault of each column: a class that is unknown is not missing as well. */
function oncePerColumn(faults: RowFault[]): RowFault[] {
  return faults.filter(({ column }, at) => faults.findIndex((one) => one.column === column) === at);
}
