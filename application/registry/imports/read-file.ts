/** Reads an uploaded file as a whole before anything is done for it: its rows, what is wrong with them, and its digest. */

import { fileDigest, type TokenKey, type TokenKeys, tokenKeyOf } from '../../../db/derivations.ts';
import type { ImportRow, RowFault } from '../../../domain/customer/import-row.ts';
import type { OwnField } from '../../../domain/customer/record.ts';
import type { Pack } from '../../../packs/schema.ts';
import type { UploadedFile } from '../../attachments/uploaded-file.ts';
import type { Language } from '../../tables/file-sentences.ts';
import { tableRows } from '../../tables/read-table.ts';
import { FileRefused, type TableRow } from '../../tables/table.ts';
import { mostRows, tableIn, toldIn } from '../../tables/table-in.ts';
import { readRows, titledTable } from '../../tables/title-row.ts';
import { PassedOver } from '../../tables/titled-columns.ts';
import { columnsOf, columnsWith } from './columns.ts';
import { meaningsOf, readRow } from './read-row.ts';
import { recordOfRow } from './row-record.ts';
import { RowsAlike } from './rows-alike.ts';

/** How somebody wants a file to be read. */
export interface ReadingAsked {
  language: Language;
  /** Which field a title of the file is, if it is not known; an empty field leaves the column out. */
  columns?: Readonly<Record<string, string>>;
  /** Of new customers in whose row there is none. */
  defaultClass?: string;
}

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

/**
 * Reads the file whole: until that is done nothing is known of it that could be kept.
 * @throws Refused: `TooLarge` beyond 20 MB, `Invalid` for what is no such file, has no titles or more than ten thousand rows.
 */
export async function readFile(
  keys: TokenKeys,
  pack: Pack,
  own: readonly OwnField[],
  file: UploadedFile,
  asked: ReadingAsked,
): Promise<ReadFile> {
  const { bytes, form } = await tableIn(file);
  const { columns, defaultClass } = asked;
  const otherwise = columns || defaultClass ? { columns: columns ?? {}, defaultClass: defaultClass ?? '' } : null;
  const digest = fileDigest(keys.secret, bytes, otherwise).toString('base64url');
  const titles = [...columnsWith(own).titles(), ...Object.keys(columns ?? {})];
  return toldIn(asked.language, async () => ({
    ...(await understand(tableRows(bytes, form, titles), tokenKeyOf(keys), pack, own, asked)),
    digest,
  }));
}

/** The rows of a table by its titles; headings may stand above them. @throws FileRefused if there are none. */
export async function understand(
  table: AsyncIterable<TableRow>,
  key: TokenKey,
  pack: Pack,
  own: readonly OwnField[],
  { columns: matched = {}, defaultClass = pack.registry.defaultClass?.class }: Omit<ReadingAsked, 'language'> = {},
): Promise<Omit<ReadFile, 'digest'>> {
  const meanings = meaningsOf(pack, own);
  const alike = new RowsAlike(key, pack);
  const customers = new Map<string, number>();
  const known = columnsWith(own).known(matched);
  const titled = await titledTable(table, (title) => known(title) !== undefined);
  if (!titled) throw new FileRefused('no-rows');
  const titles = titled.titles.cells;
  const columns = columnsOf(titles, own, matched);
  const passedOver = new PassedOver(titles, columns);
  const done: Omit<ReadFile, 'digest'> = { count: 0, rows: [], faults: [], ignoredColumns: [] };
  for await (const one of readRows(titled, mostRows, (row) => readRow(row, columns, meanings))) {
    const { row, cells } = one.one;
    done.count += 1;
    if ('surplus' in one) {
      done.faults.push({ row, column: null, fault: 'surplus-cells', other: one.surplus });
      continue;
    }
    const { found } = one;
    passedOver.add(cells);
    const { read } = found;
    if (read.customer === null && defaultClass && !read.changes.classes) read.changes.classes = [defaultClass];
    const made = read.customer === null ? recordOfRow(pack, own, read, null) : null;
    const faults = oncePerColumn([...found.faults, ...sameCustomer(read, customers), ...(made?.faults ?? [])]);
    done.faults.push(...faults);
    if (faults.length > 0) continue;
    if (made) read.alike = alike.add(row, made.record);
    done.rows.push(read);
  }
  done.ignoredColumns = passedOver.letters();
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
