/** The table in a file that somebody sends. */

import { maxBytes, tooLarge, type UploadedFile } from '../attachments/uploaded-file.ts';
import { invalid, type Refused } from '../refused.ts';
import { fileProblem, type Language } from './file-sentences.ts';
import type { TableForm } from './read-table.ts';
import { FileRefused } from './table.ts';

/** As many rows as a file of customers or complaints may have, without its titles. */
export const mostRows = 10_000;

const csv = 'text/csv';
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const forms: ReadonlyMap<string, TableForm> = new Map([
  [csv, 'csv'],
  [excel, 'excel'],
]);
export const tableTypes = [...forms.keys()];

/** By what the file is declared to be; by its name if that says nothing, as browsers on Windows do. */
function typeOf({ declared, name }: UploadedFile): string {
  const type = declared.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (!['application/vnd.ms-excel', 'application/octet-stream'].includes(type)) return type;
  return /\.csv$/i.test(name ?? '') ? csv : /\.xlsx$/i.test(name ?? '') ? excel : type;
}

/**
 * The bytes of a file and what it is.
 * @throws Refused: `TooLarge` beyond 20 MB, `Invalid` for what is neither CSV nor a workbook
 */
export async function tableIn(file: UploadedFile): Promise<{ bytes: Uint8Array<ArrayBuffer>; form: TableForm }> {
  const form = forms.get(typeOf(file));
  if (!form) throw invalid('content-type', `must be one of ${tableTypes.join(', ')}`);
  return { bytes: await bytesOf(file, maxBytes, tooLarge), form };
}

/** The bytes of a file, which is held whole. @throws Refused `TooLarge` at the first that is too many. */
export async function bytesOf(
  file: UploadedFile,
  most: number,
  tooLarge: () => Refused,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.bytes) {
    size += piece.byteLength;
    if (size > most) throw tooLarge();
    pieces.push(piece);
  }
  // Not from a pool that others share: a thread takes it over.
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** What is made of a file. @throws Refused `TooLarge` or `Invalid`, in the language asked for, if it is none that is taken. */
export async function toldIn<Result>(language: Language, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof FileRefused ? fileProblem(error, language) : error;
  }
}
