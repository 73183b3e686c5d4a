/** Codes that are good for half a minute (RFC 6238, with SHA-1 and six digits, as every authenticator knows them). Pure. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';

const periodMs = 30_000;
const digits = 6;

/** The period in which an instant lies, counted from 1970. */
export function periodOf(at: string): number {
  return Math.floor(Date.parse(at) / periodMs);
}

/** The code of one period. */
export function codeOf(secret: Uint8Array, period: number): string {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(period));
  const mac = hmac(sha1, secret, new Uint8Array(counter.buffer));
  const offset = (mac[mac.length - 1] ?? 0) & 0xf;
  const number = new DataView(mac.buffer, mac.byteOffset + offset, 4).getUint32(0) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/**
 * The period whose code this is: the present one, or the one before or after it, since clocks differ. Null if it is none of
 * them, or none later than the last one that was used: each code is good once.
 */
export function periodOfCode(secret: Uint8Array, code: string, at: string, lastUsed: number): number | null {
  const now = periodOf(at);
  const right = [now - 1, now, now + 1].filter((period) => period > lastUsed && codeOf(secret, period) === code);
  return right[0] ?? null;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes as text that people can type: Base32 (RFC 4648) without padding. */
export function base32(bytes: Uint8Array): string {
  let [text, rest, held] = ['', 0, 0];
  for (const byte of bytes) {
    rest = ((rest << 8) | byte) & 0xfff;
    for (held += 8; held >= 5; held -= 5) text += alphabet[(rest >> (held - 5)) & 31];
  }
  return held > 0 ? text + alphabet[(rest << (5 - held)) & 31] : text;
}
