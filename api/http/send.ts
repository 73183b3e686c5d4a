import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { ApiDependencies } from '../dependencies.ts';
import type { Reply } from './route.ts';

/** Sends what a route answers. */
export async function send(
  { logger }: ApiDependencies,
  response: Response,
  { status, body, stream, headers = {} }: Reply,
): Promise<void> {
  response.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (stream)
    await sendStream(response, stream, () => logger.debug('a download was broken off by whoever asked for it'));
  else if (body === undefined) response.end();
  else if (typeof body === 'string') response.send(body);
  else response.json(body);
}

/** If a client hangs up in the middle of a download, that is no fault of ours. A stream that fails is one. */
async function sendStream(response: Response, stream: Readable, onHungUp: () => void): Promise<void> {
  let hungUp = response.destroyed;
  response.once('close', () => {
    hungUp = !response.writableFinished && !stream.errored;
  });
  try {
    // Until something has come of it, its failure can still be told by a problem document.
    await once(stream, 'readable');
    await pipeline(stream, response);
  } catch (error) {
    if (!hungUp) throw error;
    stream.destroy();
    onHungUp();
  }
}
