/** How what client and worker say to each other stands in the engine: as JSON, and deflated once it is long (decision 35). */
import { deflateSync, inflateSync } from 'node:zlib';
import type { DataConverter, Payload } from '@temporalio/common';
import proto from '@temporalio/proto';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/** In bytes. What is shorter stays as it is: the engine's page shows it, and little would be saved. */
const worthwhile = 512;

/** The name that the engine's own codec of the Go SDK gives to what it has deflated. What we write is what it reads. */
const encoding = 'binary/zlib';

/** In bytes, of one payload. The engine takes two million, and nothing of ours comes near it. */
const longest = 32_000_000;

/** Goes to every client and worker. What earlier releases wrote is not deflated, and is read too. */
export const dataConverter: DataConverter = {
  payloadCodecs: [
    {
      encode: async (payloads) => payloads.map(deflated),
      decode: async (payloads) => payloads.map(inflated),
    },
  ],
};

function deflated(payload: Payload): Payload {
  if ((payload.data?.length ?? 0) < worthwhile) return payload;
  const message = PayloadMessage.encode(payload).finish();
  // The lowest level: the others save a tenth more and take twice as long.
  return { metadata: { encoding: Buffer.from(encoding) }, data: deflateSync(message, { level: 1 }) };
}

/** The payload as it was before it went to the engine. One that was not deflated is given back as it is. */
export function inflated(payload: Payload): Payload {
  const { metadata, data } = payload;
  if (!data || Buffer.from(metadata?.encoding ?? []).toString() !== encoding) return payload;
  return PayloadMessage.decode(inflateSync(data, { maxOutputLength: longest }));
}

/** Makes every payload of a history, or of a part of one, what it was before it went to the engine; gives back the same. */
export function readable<Part>(part: Part): Part {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part;
  if ('metadata' in part && 'data' in part) return Object.assign(part, inflated(part as Payload));
  for (const inner of Object.values(part)) readable(inner);
  return part;
}
