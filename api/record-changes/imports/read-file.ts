/** Reads an uploaded file as a whole before anything is done for it: its rows, what is wrong with them, and its digest. */
import { createHmac } from 'node:crypto';
import type { ImportRow, RowFault } from '../../../domain/customer/import-row.ts';
import type { OwnField } from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import { TextCheck } from '../../attachments/text-check.ts';
import { maxBytes, tooLarge, type UploadedFile } from '../../attachments/upload-body.ts';
import { invalid } from '../../cases/command-definition.ts';
import { columnLetter, columnsOf } from './columns.ts';
import { csvRows } from './read-csv.ts';
import { excelRows, type TableRow } from './read-excel.ts';
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

type Rows = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<TableRow>;

const csv = 'text/csv';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const readers: Record<string, Rows> = { [csv]: (bytes) => numbered(csvRows(bytes)), [excel]: excelRows };
export const importTypes = Object.keys(readers);

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
): Promise<ReadFile> {
  const type = typeOf(file);
  const rowsIn = readers[type];
  if (!rowsIn) throw invalid('content-type', `must be one of ${importTypes.join(', ')}`);
  const hmac = createHmac('sha256', secret);
  const text = type === csv ? new TextCheck() : null;
  const bytes = measured(file.bytes, (piece) => {
    hmac.update(piece);
    text?.take(piece);
  });
  const understood = await understand(rowsIn(bytes), secret, pack, own);
  if (text && !text.finish()) throw invalid('file', 'must be text in UTF-8');
  return { ...understood, digest: hmac.digest('base64url') };
}

async function* measured(
  bytes: AsyncIterable<Uint8Array>,
  look: (piece: Uint8Array) => void,
): AsyncIterable<Uint8Array> {
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge();
    look(piece);
    yield piece;
  }
}

async function* numbered(rows: AsyncIterable<string[]>): AsyncIterable<TableRow> {
  let row = 0;
  for await (const cells of rows) {
    row += 1;
    yield { row, cells };
  }
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
