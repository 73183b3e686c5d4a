import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { invalid } from '../../cases/command-definition.ts';

/** As much of a file as is looked at to find out what stands between its cells, in bytes. */
const headBytes = 64 * 1024;
/** The longest row, in characters: far more than the longest cells together. */
const longestRow = 200_000;

/**
 * The rows of a CSV file, the titles first: UTF-8 with or without its mark, with commas, semicolons or tabs between the
 * cells, as the first row has them. @throws ApiProblem (422) where it cannot be read.
 */
export async function* csvRows(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string[]> {
  const pieces = bytes[Symbol.asyncIterator]();
  const head = await headOf(pieces);
  const parser = parse({
    bom: true,
    delimiter: delimiterIn(new TextDecoder().decode(head)),
    relax_column_count: true,
    max_record_size: longestRow,
  });
  async function* whole(): AsyncIterable<Uint8Array> {
    yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  // What goes wrong destroys the parser with its error, which whoever reads it hears of.
  pipeline(Readable.from(whole()), parser, () => undefined);
  try {
    yield* parser as AsyncIterable<string[]>;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid('file', `cannot be read as CSV from line ${String(error.lines)} on`);
  }
}

async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const head: Uint8Array[] = [];
  for (let size = 0; size < headBytes; ) {
    const next = await pieces.next();
    if (next.done) break;
    head.push(next.value);
    size += next.value.byteLength;
  }
  return Buffer.concat(head);
}

/** What the first row has most of, outside quotation marks. */
function delimiterIn(head: string): string {
  const [firstRow = ''] = head.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/, 1);
  const counts = [',', ';', '\t'].map((sign) => [sign, firstRow.split(sign).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
