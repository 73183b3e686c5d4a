/** The one file of a request: its bytes alone, or a form with one file in it. */
import { once } from 'node:events';
import busboy from 'busboy';
import type { Request } from 'express';
import { invalid } from '../cases/command-definition.ts';
import { ApiProblem } from '../http/problem.ts';

/** The most that a document may have: 20 MB. */
export const maxBytes = 20 * 1024 * 1024;
/** What a form needs around its file. */
const formBytes = 64 * 1024;

export interface UploadedFile {
  /** As the sender calls it, or null. */
  name: string | null;
  /** The declared Content-Type. */
  declared: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** Finds the file and nothing of its bytes. @throws ApiProblem where there is none, or it says itself that it is too large. */
export async function uploadIn(request: Request): Promise<UploadedFile> {
  const declared = request.get('content-type') ?? '';
  const isForm = /^multipart\/form-data/i.test(declared);
  if (!/^(identity)?$/i.test(request.get('content-encoding') ?? '')) {
    throw new ApiProblem('Malformed', 'A file is sent as it is, without Content-Encoding.');
  }
  if (Number(request.get('content-length') ?? 0) > maxBytes + (isForm ? formBytes : 0)) throw tooLarge();
  if (isForm) return fileOfForm(request);
  // Leaving the loop early must not cut the connection: its sender is still to read the answer.
  const bytes = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  return { name: nameInDisposition(request.get('content-disposition') ?? ''), declared, bytes: unbroken(bytes) };
}

export function tooLarge(): ApiProblem {
  return new ApiProblem('TooLarge', 'A document may have 20 MB at most.');
}

async function* unbroken(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* bytes;
  } catch {
    throw new ApiProblem('Malformed', 'The body broke off.');
  }
}

async function fileOfForm(request: Request): Promise<UploadedFile> {
  const parser = parserFor(request);
  const moreThanOne = once(parser, 'filesLimit').then(() => true);
  const closed = once(parser, 'close').then(() => false);
  closed.catch(() => undefined);
  moreThanOne.catch(() => undefined);
  request.once('error', (error) => parser.destroy(error));
  request.pipe(parser);
  const first = await Promise.race([once(parser, 'file'), closed]).catch(() => {
    throw new ApiProblem('Malformed', 'The body is not a form that can be taken.');
  });
  if (!first) throw invalid('file', 'is missing: send the file as one part of the form');
  const [, stream, { filename, mimeType }] = first as Parameters<busboy.BusboyEvents['file']>;
  async function* bytes(): AsyncIterable<Uint8Array> {
    yield* unbroken(stream);
    if (await Promise.race([moreThanOne, closed])) throw invalid('file', 'must be one file: send each by itself');
  }
  return { name: filename || null, declared: mimeType, bytes: bytes() };
}

function parserFor({ headers }: Request): busboy.Busboy {
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits: { files: 1, fields: 0 } });
  } catch {
    throw new ApiProblem('Malformed', 'The body is not a form that can be taken.');
  }
}

/** `filename*=UTF-8''…` before `filename="…"`, as RFC 6266 says. */
function nameInDisposition(disposition: string): string | null {
  const extended = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return decodeURIComponent(extended);
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  return plain ? (plain[1]?.replace(/\\(.)/g, '$1') ?? plain[2] ?? null) : null;
}
