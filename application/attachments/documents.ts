/** The documents of a case, as its readers get them (C-08). */

import type { Readable } from 'node:stream';
import { isErasedFile, readAttachment } from '../../db/cases/attachments.ts';
import { readTexts } from '../../db/cases/vault.ts';
import type { AttachmentOfCase } from '../../domain/case/attachments.ts';
import type { Call } from '../call.ts';
import { freshCase } from '../cases/reading/find-case.ts';
import { grantTextAccess } from '../cases/reading/grant-text-access.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../refused.ts';
import { documentsHeld } from './attachments-in.ts';

export interface ShownDocument {
  id: string;
  name: string;
  mediaType: string;
  /** In bytes. */
  size: number;
  sha256: string;
  attachedAt: string;
  by: string;
}

type Looking = Call<{ reason?: string | undefined; atLeast?: number | undefined }>;

/** The documents, oldest first, with their names; the look is recorded (F-10). */
export async function listDocuments(call: Looking): Promise<ShownDocument[]> {
  const { view } = await freshCase(call, call.query.atLeast ?? 0);
  const documents = await documentsHeld(call.dependencies, view);
  await grantTextAccess(
    call,
    'attachments',
    documents.map(({ number }) => number),
  );
  return Promise.all(documents.map((one) => described(call.dependencies, one)));
}

/** One document and its bytes; the look is recorded (F-10). @throws Refused `NotFound` */
export async function openDocument(call: Looking, id: string): Promise<ShownDocument & { bytes: Readable }> {
  const { view } = await freshCase(call, call.query.atLeast ?? 0);
  const documents = await documentsHeld(call.dependencies, view);
  const known = documents.find(({ attachment }) => attachment === id);
  await grantTextAccess(call, `attachment ${id}`, known ? [known.number] : []);
  const [words] = known ? await readTexts(call.dependencies.database, [known.words.id]) : [];
  // Its words and it are under one key, and its own time may be over before theirs.
  if (!known || words?.erased || (await isErasedFile(call.dependencies.database, id))) throw notFound();
  return { ...(await described(call.dependencies, known)), bytes: readAttachment(call.dependencies.database, id) };
}

async function described({ database }: Dependencies, known: AttachmentOfCase): Promise<ShownDocument> {
  const { attachment: id, mediaType, size, sha256, attachedAt, by, words } = known;
  const [entry] = await readTexts(database, [words.id]);
  return { id, name: String(entry?.content.name ?? id), mediaType, size, sha256, attachedAt, by };
}
