/** Reads a table of text: cells with commas, semicolons or tabs between them, rows that end in any way, also mixed. */
import { decodeText } from './decode-text.ts';
import { FileRefused, mostColumns, TableLimits, type TableRow } from './table.ts';
import { comparableTitle, mostAbove } from './title-row.ts';

/** The longest row, in characters: far more than the longest cells together. */
const longestRow = 200_000;

/**
 * The rows, the titles among the first. `titles`: those that are known, by which it is seen what stands between the cells.
 * @throws FileRefused if it cannot be read, with the row from which on.
 */
export function* csvRows(bytes: Uint8Array, titles: readonly string[] = []): Iterable<TableRow> {
  const [text, stated] = withoutSeparatorLine(decodeText(bytes));
  const limits = new TableLimits();
  let row = 0;
  for (const cells of rowsIn(text, stated ?? delimiterIn(text, titles))) {
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

/** Spreadsheets write `sep=;` above a table, take it out when they read it, and count it as no row. */
function withoutSeparatorLine(text: string): [text: string, delimiter: string | null] {
  const line = /^"?sep=(.)"?(?:\r\n|\n|\r)/i.exec(text);
  return line ? [text.slice(line[0].length), line[1] ?? null] : [text, null];
}

/** What people put between cells; the last two on Arabic keyboards. */
const delimiters = [',', ';', '\t', '\u060c', '\u061b'];
/** As much of a file as is looked at for it, in characters. */
const headLength = 64 * 1024;

/** What parts a row into the most titles that are known. If none does, what the first row has most of. */
function delimiterIn(text: string, titles: readonly string[]): string {
  const head = text.slice(0, headLength);
  const known = new Set(titles.map(comparableTitle));
  const scores = delimiters.map((sign) => [sign, mostKnown(head, sign, known)] as const);
  const best = scores.reduce((most, one) => (one[1] > most[1] ? one : most));
  if (best[1] > 0) return best[0];
  const [firstRow = ''] = head.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/, 1);
  const counts = delimiters.map((sign) => [sign, firstRow.split(sign).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function mostKnown(head: string, delimiter: string, known: ReadonlySet<string>): number {
  let most = 0;
  let rows = 0;
  try {
    for (const cells of rowsIn(head, delimiter)) {
      most = Math.max(most, cells.filter((cell) => known.has(comparableTitle(cell))).length);
      rows += 1;
      if (rows === mostAbove) break;
    }
  } catch {
    // It is no table with this sign from some row on; the rows before it count.
  }
  return most;
}

/**
 * The cells of each row, as RFC 4180 writes them, and as spreadsheets read them. So any line end ends a row, and a quotation
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

/** Null if the quotation never ends. */
function quoted(text: string, from: number): Cell | null {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? null : { text: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}
