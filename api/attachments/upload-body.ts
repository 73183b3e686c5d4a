/** The one file of a request: its bytes alone, or a form with one file in it. */

import type { Request } from 'express';
import { maxBytes, tooLarge, type UploadedFile } from '../../application/attachments/uploaded-file.ts';
import { Refused } from '../../application/refused.ts';
import { fileOfForm } from './form-file.ts';
import { piecesOf } from './pieces.ts';

/** What a form needs around its file. */
const formBytes = 64 * 1024;
/** How long a sender may send nothing, in milliseconds. */
const longestSilence = 30_000;

/**
 * Finds the file and nothing of its bytes. If the sender is silent for too long, or breaks off, the bytes fail with that.
 * @throws Refused if there is no file, or it says itself that it is too large.
 */
export async function uploadIn(request: Request, silenceMs = longestSilence): Promise<UploadedFile> {
  const declared = request.get('content-type') ?? '';
  const isForm = /^multipart\/form-data/i.test(declared);
  if (!/^(identity)?$/i.test(request.get('content-encoding') ?? '')) {
    throw new Refused('Malformed', 'A file is sent as it is, without Content-Encoding.');
  }
  if (Number(request.get('content-length') ?? 0) > maxBytes + (isForm ? formBytes : 0)) throw tooLarge();
  const most = Math.min(Number(request.get('content-length')) || maxBytes, maxBytes);
  if (isForm) {
    const { part, bytes } = await fileOfForm(request, { silenceMs, most: maxBytes + formBytes, tooLarge });
    return { name: part.filename || null, declared: part.mimeType, most, bytes };
  }
  // Leaving the loop early must not cut the connection: its sender is still to read the answer.
  const bytes = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  return {
    name: nameInDisposition(request.get('content-disposition') ?? ''),
    declared,
    most,
    bytes: piecesOf(bytes, silenceMs),
  };
}

/** `filename*=UTF-8''…` before `filename="…"`, as RFC 6266 says. */
function nameInDisposition(disposition: string): string | null {
  const extended = /;\s*filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(disposition)?.[1];
  if (extended !== undefined) return decoded(extended);
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition);
  return plain ? (plain[1]?.replace(/\\(.)/g, '$1') ?? plain[2] ?? null) : null;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new Refused('Malformed', 'The name of the file is not well encoded.');
  }
}
