import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { soundText } from '../../domain/written-text.ts';

export type Cell = string | number;

/** Lines as CSV, as they are read: UTF-8 with its mark, so that a spreadsheet shows Arabic; nothing in it is a formula. */
export function asCsv(titles: string[], lines: AsyncIterable<Cell[]> | Iterable<Cell[]>): Readable {
  const csv = stringify({ bom: true, header: true, columns: titles, record_delimiter: 'windows' });
  // What goes wrong destroys the output with its error, of which its readers hear.
  pipeline(Readable.from(harmless(lines)), csv, () => undefined);
  return csv;
}

async function* harmless(lines: AsyncIterable<Cell[]> | Iterable<Cell[]>) {
  for await (const cells of lines)
    yield cells.map((cell) => (typeof cell === 'string' ? withoutFormula(soundText(cell)) : cell));
}

/** A spreadsheet takes a cell that begins so for a formula and carries it out: an apostrophe makes it text. */
export function withoutFormula(cell: string): string {
  return /^(?:[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/.test(cell) ? `'${cell}` : cell;
}
