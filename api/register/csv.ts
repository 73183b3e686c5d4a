import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { RegisterEntry } from './entry.ts';
import type { RegisterTable } from './table.ts';

/** The register as CSV, as it is read: UTF-8 with its mark, so that a spreadsheet shows Arabic; nothing in it is a formula. */
export function registerAsCsv(entries: AsyncIterable<RegisterEntry>, table: RegisterTable): Readable {
  const csv = stringify({ bom: true, header: true, columns: table.titles, record_delimiter: 'windows' });
  const lines = Readable.from(cellsOf(entries, table));
  // What goes wrong destroys the output with its error, which whoever reads it hears of.
  pipeline(lines, csv, () => undefined);
  return csv;
}

async function* cellsOf(entries: AsyncIterable<RegisterEntry>, table: RegisterTable) {
  for await (const entry of entries) {
    yield table.cells(entry).map((cell) => (typeof cell === 'string' ? withoutFormula(cell) : cell));
  }
}

/** A spreadsheet takes a cell that begins so for a formula and carries it out: an apostrophe makes it text. */
export function withoutFormula(cell: string): string {
  return /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/.test(cell) ? `'${cell}` : cell;
}
