import { createHash } from 'node:crypto';
import { fileTypeFromStream } from 'file-type';
import { beginUpload, discardUpload, readAttachment } from '../../db/cases/attachments.ts';
import type { AttachedDocument } from '../../domain/case/attachments.ts';
import type { FoundCase } from '../call.ts';
import type { Dependencies } from '../dependencies.ts';
import { invalid, Refused } from '../refused.ts';
import { type DocumentType, documentType, mediaTypes } from './document-types.ts';
import { MacroCheck } from './macro-check.ts';
import { type MalwareScan, ScannerAway } from './malware-scanner.ts';
import { TextCheck } from './text-check.ts';
import { maxBytes, tooLarge, type UploadedFile } from './uploaded-file.ts';

/** A document whose bytes are stored and whom no case has yet: without its name. */
export type StoredUpload = Omit<AttachedDocument, 'words'>;

/** The type that a file declares. @throws Refused `Invalid` if no case takes such documents. */
export function takenType({ declared }: UploadedFile): { mediaType: string } & DocumentType {
  const type = documentType(declared);
  if (!type) throw invalid('content-type', `must be one of ${mediaTypes.join(', ')}`);
  return type;
}

/**
 * Streams a file to where attachments are kept, looking at every piece: size, digest, malware, and whether its content is
 * what it declares. If anything is wrong, or breaks off, nothing is left.
 * @param _id the attachment's, which nobody else has
 * @throws Refused: `TooLarge` beyond 20 MB, `Invalid` for what a case does not take, `Unavailable` if no scanner looks at it.
 */
export async function storeUpload(
  dependencies: Dependencies,
  { organisation, number }: Pick<FoundCase, 'organisation' | 'number'>,
  _id: string,
  file: UploadedFile,
): Promise<StoredUpload> {
  const { database, logger } = dependencies;
  const { mediaType, found } = takenType(file);
  const scan = await dependencies.scanner.begin().catch(scannerAway);
  try {
    const writer = await beginUpload(database, { _id, organisation, number, startedAt: new Date().toISOString() });
    const { size, sha256, isText, hasMacros } = await streamed(file.bytes, scan, (piece) => writer.write(piece));
    await writer.end();
    if (hasMacros) throw invalid('file', 'has macros in it');
    const content = found === null ? isText : found.includes(await contentOf(dependencies, _id));
    if (!content) throw invalid('content-type', `says ${mediaType}, and the content is something else`);
    return { attachment: _id, mediaType, size, sha256 };
  } catch (error) {
    scan.abandon();
    await discardUpload(database, _id).catch((failure: unknown) => {
      logger.warn({ err: failure, upload: _id }, 'what a refused upload left will be swept');
    });
    throw error;
  }
}

async function streamed(
  bytes: AsyncIterable<Uint8Array>,
  scan: MalwareScan,
  write: (piece: Uint8Array) => Promise<void>,
): Promise<{ size: number; sha256: string; isText: boolean; hasMacros: boolean }> {
  const digest = createHash('sha256');
  const text = new TextCheck();
  const macros = new MacroCheck();
  let size = 0;
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > maxBytes) throw tooLarge();
    digest.update(piece);
    text.take(piece);
    macros.take(piece);
    await scan.take(piece).catch(scannerAway);
    await write(piece);
  }
  if (size === 0) throw invalid('file', 'is empty');
  const malware = await scan.finish().catch(scannerAway);
  if (malware) throw new Refused('MalwareFound', `The scanner found ${malware} in this file. Nothing of it was kept.`);
  return { size, sha256: digest.digest('hex'), isText: text.finish(), hasMacros: macros.finish() };
}

/** What the stored content is, whatever it was declared to be; empty if it has no mark. */
async function contentOf({ database }: Dependencies, id: string): Promise<string> {
  const stream = readAttachment(database, id);
  try {
    return (await fileTypeFromStream(stream))?.mime ?? '';
  } finally {
    stream.destroy();
  }
}

function scannerAway(error: unknown): never {
  if (!(error instanceof ScannerAway)) throw error;
  throw new Refused('Unavailable', 'No malware scanner can look at this file now. Nothing was kept; try again.', {
    retryAfter: 30,
  });
}
