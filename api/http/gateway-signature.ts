import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { Refused } from '../../application/refused.ts';
import { messageSignature, signatureHeader, timestampHeader } from '../../domain/case/signed-message.ts';

/** How old a signed message may be: one that somebody recorded is soon worth nothing. */
const maxAgeSeconds = 300;

/**
 * Checks that the message gateway sent this body just now.
 * @throws Refused (401) if it did not, or if no gateway is connected.
 */
export function checkGatewaySignature(
  request: Request,
  body: string,
  token: string | undefined,
  receivedAt: string,
): void {
  const timestamp = request.get(timestampHeader) ?? '';
  const age = Math.abs(Date.parse(receivedAt) / 1000 - Number(timestamp));
  const isFresh = /^\d{1,12}$/.test(timestamp) && age <= maxAgeSeconds;
  const right = Buffer.from(token ? messageSignature(token, timestamp, body) : '');
  const given = Buffer.from(request.get(signatureHeader) ?? '');
  if (token && isFresh && right.length === given.length && timingSafeEqual(right, given)) return;
  throw new Refused('NotSignedIn', `Sign timestamp and body: ${timestampHeader} (now) and ${signatureHeader}.`);
}
