/** Reads a table of text: cells with commas, semicolons or tabs between them, rows that end in any way, also mixed. */
import { decodeText } from './decode-text.ts';
import { FileRefused, mostColumns, TableLimits, type TableRow } from './table.ts';

/** The longest row, in characters: far more than the longest cells together. */
const longestRow = 200_000;

/** The rows, the titles among the first. @throws FileRefused where it cannot be read, with the row from which on. */
export function* csvRows(bytes: Uint8Array): Iterable<TableRow> {
  const text = decodeText(bytes);
  const limits = new TableLimits();
  let row = 0;
  for (const cells of rowsIn(text, delimiterIn(text))) {
    row += 1;
    if (cells.every((cell) => cell === '')) continue;
    limits.row();
    for (const [at, cell] of cells.entries()) {
      if (at >= mostColumns && cell !== '') throw new FileRefused('too-many-columns', mostColumns);
      limits.cell();
      limits.text(cell);
    }
    yield { row, cells: cells.slice(0, mostColumns) };
  }
}

/** What the first row has most of, outside quotation marks. */
function delimiterIn(text: string): string {
  const head = text.slice(0, 64 * 1024).replace(/"(?:[^"]|"")*"/g, '');
  const [firstRow = ''] = head.split(/\r\n|\n|\r/, 1);
  const counts = [',', ';', '\t'].map((sign) => [sign, firstRow.split(sign).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/**
 * The cells of each row, as RFC 4180 writes them; besides, as spreadsheets read them: any line end ends a row, and a quotation
 * mark within a cell that does not begin with one is a sign like others.
 */
export function* rowsIn(text: string, delimiter: string): Iterable<string[]> {
  let [at, row] = [0, 0];
  while (at < text.length) {
    row += 1;
    const start = at;
    const cells: string[] = [];
    for (let isOpen = true; isOpen; ) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
      if (!cell || cell.end - start > longestRow) throw new FileRefused('no-table', row);
      cells.push(cell.text);
      const sign = text[cell.end];
      isOpen = sign === delimiter;
      if (!isOpen && sign !== undefined && !isLineEnd(sign)) throw new FileRefused('no-table', row);
      at = cell.end + (sign === '\r' && text[cell.end + 1] === '\n' ? 2 : 1);
    }
    yield cells;
  }
}

const isLineEnd = (sign: string): boolean => sign === '\n' || sign === '\r';

interface Cell {
  text: string;
  /** Of the sign after it. */
  end: number;
}

function plain(text: string, from: number, delimiter: string): Cell {
  let end = from;
  for (let sign = text[end]; sign !== undefined && sign !== delimiter && !isLineEnd(sign); sign = text[end]) end += 1;
  return { text: text.slice(from, end), end };
}

/** Null where the quotation never ends. */
function quoted(text: string, from: number): Cell | null {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? null : { text: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}
