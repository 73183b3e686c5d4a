/** What strangers may upload: so many bytes an hour from one address, and so many for one complaint. */

import { ipKeyGenerator } from 'express-rate-limit';
import { attachmentsIn } from '../../application/attachments/attachments-in.ts';
import { maxBytes } from '../../application/attachments/uploaded-file.ts';
import { Refused } from '../../application/refused.ts';
import { SharedCounts } from '../../application/shared-counts.ts';
import { countUp } from '../../db/counters.ts';
import { customerActor } from '../../domain/command.ts';
import type { Context } from '../http/route.ts';
import { tooMany } from '../http/wrong-tries.ts';

const megabyte = 1024 * 1024;
const hourMs = 3_600_000;
/** Thousands may share an address: no person fills this. */
const bytesOfAddress = 500 * megabyte;
const bytesOfCase = 50 * megabyte;

/**
 * Does the upload of a customer where there is room for it. The room is taken before the first byte comes, so that many
 * uploads at once get no more than one after the other.
 * @throws Refused 413 for a complaint that is full, 429 for an address that has sent too much
 */
export async function whereThereIsRoom<T>(context: Context, upload: () => Promise<T>): Promise<T> {
  const { dependencies, found, request, receivedAt } = context;
  const address = ipKeyGenerator(request.ip ?? '');
  const ofAddress = new SharedCounts(dependencies, 'uploaded-bytes', hourMs);
  const { totalHits, resetTime } = await ofAddress.known(address);
  if (totalHits >= bytesOfAddress) throw tooMany(resetTime);

  const most = Math.min(Number(request.get('content-length')) || maxBytes, maxBytes);
  const underWay = {
    _id: `uploads-under-way/${found.organisation}/${found.number}/${receivedAt.slice(0, 13)}`,
    until: new Date(Date.parse(receivedAt) + 2 * hourMs).toISOString(),
  };
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
  try {
    const coming = await countUp(dependencies.database, underWay, most);
    if (coming + keptOf(context) > bytesOfCase) {
      throw new Refused('TooLarge', 'The documents of one complaint may have 50 MB together.');
    }
    return await upload();
  } finally {
    await countUp(dependencies.database, underWay, -most);
  }
}

function keptOf({ found }: Context): number {
  const own = attachmentsIn(found.view).filter(({ by }) => by === customerActor.id);
  return own.reduce((sum, { size }) => sum + size, 0);
}
