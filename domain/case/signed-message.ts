import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The signature that product and gateway put on what they send each other. It is HMAC-SHA-256 with the shared token over
 * timestamp (seconds since 1970) and body. It is written as `sha256=` and hexadecimal.
 */
export function messageSignature(token: string, timestamp: string, body: string): string {
  return `sha256=${bytesToHex(hmac(sha256, utf8ToBytes(token), utf8ToBytes(`${timestamp}.${body}`)))}`;
}

/** The headers that carry timestamp and signature. */
export const timestampHeader = 'Inaya-Timestamp';
export const signatureHeader = 'Inaya-Signature';
