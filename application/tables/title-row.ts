/** Where the titles of a table stand, and the rows below them. */
import { foldedText } from '../../domain/written-text.ts';
import { FileRefused, type TableRow } from './table.ts';

/** Headings may stand above the titles: so many rows are looked at. */
export const mostAbove = 20;

/** A title as it is compared when it is looked for: its folded words. */
export function comparableTitle(title: string): string {
  return foldedText(title)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
}

/** The first of the rows with the most titles that are known; if none is, the first row. */
export function titleRowOf<Row extends { cells: readonly string[] }>(
  rows: readonly Row[],
  isKnown: (title: string) => boolean,
): Row | undefined {
  const known = rows.map(({ cells }) => new Set(cells.filter(isKnown)).size);
  return rows[known.indexOf(Math.max(...known))];
}

/** A table whose titles have been found, with the rows below them. */
export interface TitledTable {
  titles: TableRow;
  rows: AsyncIterable<TableRow>;
}

/** Null if the table has no row at all. */
export async function titledTable(
  table: AsyncIterable<TableRow>,
  isKnown: (title: string) => boolean,
): Promise<TitledTable | null> {
  const pieces = table[Symbol.asyncIterator]();
  const first: TableRow[] = [];
  while (first.length < mostAbove) {
    const next = await pieces.next();
    if (next.done) break;
    first.push(next.value);
  }
  const titles = titleRowOf(first, isKnown);
  if (!titles) return null;
  async function* below(): AsyncIterable<TableRow> {
    try {
      yield* first.slice(first.indexOf(titles as TableRow) + 1);
      for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return?.();
    }
  }
  return { titles, rows: below() };
}

/** Up to which cell a row is filled, and how many titles there are, if the row has more; else null. */
export function surplusOf({ cells }: TableRow, titles: readonly string[]): { cells: number; titles: number } | null {
  const filled = widthOf(cells);
  const titled = widthOf(titles);
  return filled > titled ? { cells: filled, titles: titled } : null;
}

const widthOf = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell.trim() !== '') + 1;

/** A row as it was read. One with more cells than titles has how many of both, such as 6/5. */
export type RowRead<Read> = { one: TableRow; found: Read } | { one: TableRow; surplus: string };

/**
 * Reads each row below the titles that is not empty.
 * @param atMost as many rows as the table may have
 * @param read gives null for an empty row
 * @throws FileRefused `too-many-rows`, `no-rows`
 */
export async function* readRows<Read>(
  { titles, rows }: TitledTable,
  atMost: number,
  read: (row: TableRow) => Read | null,
): AsyncGenerator<RowRead<Read>> {
  let count = 0;
  for await (const one of rows) {
    const surplus = surplusOf(one, titles.cells);
    const found = read(one);
    if (!found && !surplus) continue;
    count += 1;
    if (count > atMost) throw new FileRefused('too-many-rows', atMost);
    if (surplus || !found) yield { one, surplus: surplus ? `${surplus.cells}/${surplus.titles}` : '' };
    else yield { one, found };
  }
  if (count === 0) throw new FileRefused('no-rows');
}

/** How spreadsheets name a column: A, B, …, Z, AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest > 0 ? columnLetter(rest - 1) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
