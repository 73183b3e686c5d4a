/** The table in a file that somebody sends. */

import type { UploadedFile } from '../attachments/uploaded-file.ts';
import type { Refused } from '../refused.ts';
import { fileProblem, type Language } from './file-sentences.ts';
import { FileRefused } from './table.ts';

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
