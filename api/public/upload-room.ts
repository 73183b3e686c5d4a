/** What strangers may upload: so many bytes an hour from one address. */

import { ipKeyGenerator } from 'express-rate-limit';
import { SharedCounts } from '../../application/shared-counts.ts';
import type { Context } from '../http/route.ts';
import { tooMany } from '../http/wrong-tries.ts';

const megabyte = 1024 * 1024;
const hourMs = 3_600_000;
/** Thousands may share an address: no person fills this. */
const bytesOfAddress = 500 * megabyte;

/**
 * Does the upload of a customer unless the address has sent too much.
 * @throws Refused 429
 */
export async function whereThereIsRoom<T>(context: Context, upload: () => Promise<T>): Promise<T> {
  const { dependencies, request } = context;
  const address = ipKeyGenerator(request.ip ?? '');
  const ofAddress = new SharedCounts(dependencies, 'uploaded-bytes', hourMs);
  const { totalHits, resetTime } = await ofAddress.known(address);
  if (totalHits >= bytesOfAddress) throw tooMany(resetTime);

  let came = 0;
  request.once('close', () => {
    void ofAddress.add(address, came).catch((error: unknown) => {
      dependencies.logger.warn({ err: error }, 'the bytes of an upload were not counted');
    });
  });
  request.on('data', (piece: Uint8Array) => {
    came += piece.byteLength;
  });
  request.pause();
  return upload();
}
