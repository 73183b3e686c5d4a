/** The one file of a form, as its part comes. */

import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { invalid, Refused } from '../../application/refused.ts';
import { brokenOff, piecesOf, within } from './pieces.ts';

/** What a form may have beside its one file: a form with more parts is none of ours. */
const limits = { files: 1, fields: 0, parts: 20 };

export interface FilePart {
  stream: Readable;
  filename: string | undefined;
  mimeType: string;
}

/**
 * Finds the first file of a form, and nothing of its bytes. The parser and the file's stream hear of their errors for as
 * long as they live. A form breaks off when it likes, also while nobody reads it.
 * @param most As many bytes as the whole form may have. @param tooLarge What is said of one that has more.
 */
export async function fileOfForm(
  request: Request,
  { silenceMs, most, tooLarge }: { silenceMs: number; most: number; tooLarge: () => Refused },
): Promise<{ part: FilePart; bytes: AsyncIterable<Uint8Array> }> {
  const parser = parserFor(request);
  const form = heard(parser);
  let size = 0;
  request.on('data', (piece: Uint8Array) => {
    size += piece.byteLength;
    if (size > most) parser.destroy(tooLarge());
  });
  request.on('error', (error) => parser.destroy(error));
  if (request.destroyed) throw brokenOff();
  request.pipe(parser);
  const part = await within(silenceMs, form.file).catch(notAForm);
  if (!part) throw invalid('file', 'is missing: send the file as one part of the form');
  async function* bytes(): AsyncIterable<Uint8Array> {
    yield* piecesOf((part as FilePart).stream, silenceMs);
    const files = await within(silenceMs, form.files).catch(notWhole);
    if (files > 1) throw invalid('file', 'must be one file: send each by itself');
  }
  return { part, bytes: bytes() };
}

/** Listens to everything that a form can say. `file` is null if it has none; `files` is known at its end. */
function heard(parser: busboy.Busboy): { file: Promise<FilePart | null>; files: Promise<number> } {
  let count = 0;
  const file = new Promise<FilePart | null>((resolve, reject) => {
    parser.on('file', (_field, stream, { filename, mimeType }) => {
      count += 1;
      stream.on('error', () => undefined);
      resolve({ stream, filename, mimeType });
    });
    parser.on('error', reject);
    parser.on('close', () => resolve(null));
  });
  const files = new Promise<number>((resolve, reject) => {
    parser.on('filesLimit', () => resolve(count + 1));
    parser.on('error', reject);
    parser.on('close', () => resolve(count));
  });
  for (const promise of [file, files]) promise.catch(() => undefined);
  return { file, files };
}

function parserFor({ headers }: Request): busboy.Busboy {
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits });
  } catch {
    return notAForm();
  }
}

function notAForm(error?: unknown): never {
  if (error instanceof Refused) throw error;
  throw new Refused('Malformed', 'The body is not a form that can be taken.');
}

function notWhole(error: unknown): never {
  throw error instanceof Refused ? error : brokenOff();
}
