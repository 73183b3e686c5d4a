/** Reads a file of complaints as a whole before anything is done for it: its rows, what is wrong with them, and its digest. */
import type { MovingFault } from '../../db/bulk/movings.ts';
import { fileDigest } from '../../db/derivations.ts';
import type { UploadedFile } from '../attachments/uploaded-file.ts';
import type { Language } from '../tables/file-sentences.ts';
import { tableRows } from '../tables/read-table.ts';
import { FileRefused, type TableRow } from '../tables/table.ts';
import { mostRows, tableIn, toldIn } from '../tables/table-in.ts';
import { readRows, titledTable } from '../tables/title-row.ts';
import { PassedOver } from '../tables/titled-columns.ts';
import { columnsOf, columnsWith } from './columns.ts';
import { type Judging, RowReader, type RowToMove } from './read-row.ts';

/** How somebody wants a file to be read. */
export interface ReadingAsked {
  language: Language;
  /** Which column a title of the file is, if it is not known; an empty one leaves the column out. */
  columns: Readonly<Record<string, string>>;
  tellsCustomers: boolean;
}

export interface ReadComplaints {
  /** Keyed, of all its bytes and of how they are to be read. */
  digest: string;
  /** How many rows are not empty. */
  count: number;
  rows: RowToMove[];
  faults: MovingFault[];
  /** Columns that are none of ours, as spreadsheets name them. */
  ignoredColumns: string[];
}

/** @throws Refused: `TooLarge` beyond 20 MB, `Invalid` for what is no such file, has no titles or more than ten thousand rows. */
export async function readComplaints(
  secret: string,
  judging: Judging,
  file: UploadedFile,
  { language, columns, tellsCustomers }: ReadingAsked,
): Promise<ReadComplaints> {
  const { bytes, form } = await tableIn(file);
  const digest = fileDigest(secret, bytes, { columns, tellsCustomers }).toString('base64url');
  const titles = [...columnsWith(judging.pack).titles(), ...Object.keys(columns)];
  return toldIn(language, async () => ({
    ...(await understand(tableRows(bytes, form, titles), judging, columns)),
    digest,
  }));
}

/** The rows of a table by its titles; headings may stand above them. @throws FileRefused if there are none. */
export async function understand(
  table: AsyncIterable<TableRow>,
  judging: Judging,
  matched: Readonly<Record<string, string>> = {},
): Promise<Omit<ReadComplaints, 'digest'>> {
  const known = columnsWith(judging.pack).known(matched);
  const titled = await titledTable(table, (title) => known(title) !== undefined);
  if (!titled) throw new FileRefused('no-rows');
  const titles = titled.titles.cells;
  const columns = columnsOf(judging.pack, titles, matched);
  const passedOver = new PassedOver(titles, columns);
  const reader = new RowReader(judging);
  const references = new Map<string, number>();
  const done = { count: 0, rows: [] as RowToMove[], faults: [] as MovingFault[] };
  for await (const one of readRows(titled, mostRows, (row) => reader.read(row, columns))) {
    const { row, cells } = one.one;
    done.count += 1;
    if ('surplus' in one) {
      done.faults.push({ row, column: null, fault: 'surplus-cells', other: one.surplus });
      continue;
    }
    const { found } = one;
    passedOver.add(cells);
    done.faults.push(...found.faults);
    if (!found.read) continue;
    const { reference } = found.read;
    const earlier = references.get(reference);
    if (earlier === undefined) done.rows.push(found.read);
    else done.faults.push({ row, column: 'reference', fault: 'same-reference', other: String(earlier) });
    references.set(reference, earlier ?? row);
  }
  return { ...done, ignoredColumns: passedOver.letters() };
}
