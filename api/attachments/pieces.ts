/** What comes over the wire piece by piece, and may break off or stop at any of them. */

import { Refused } from '../../application/refused.ts';

export function brokenOff(): Refused {
  return new Refused('Malformed', 'The body broke off.');
}

/** What is waited for, or 408 if it has not come in so many milliseconds. */
export async function within<T>(silenceMs: number, wanted: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Refused('TimedOut', 'Nothing more of the file has come. Nothing was kept; send it again.'));
    }, silenceMs);
  });
  return Promise.race([wanted, tooLate]).finally(() => clearTimeout(timer));
}

/** The pieces as they come. Only the sender's silence counts: while a piece is worked on nobody waits for the next one. */
export async function* piecesOf(pieces: AsyncIterable<Uint8Array>, silenceMs: number): AsyncIterable<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(silenceMs, iterator.next()).catch(brokenOffUnlessKnown);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: if a piece never came, its iterator never ends either.
    iterator.return?.().catch(() => undefined);
  }
}

function brokenOffUnlessKnown(error: unknown): never {
  throw error instanceof Refused ? error : brokenOff();
}
