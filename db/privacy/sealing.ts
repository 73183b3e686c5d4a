/** AES-256-GCM, bound to a place: what is moved to another place, or changed, does not open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** How many bytes are longer when they are sealed. */
export const sealBytes = nonceBytes + tagBytes;
export const keyBytes = 32;

/** Where a ciphertext stands, such as collection, field and id: it opens there, and nowhere else. */
export type Place = readonly (string | number | boolean)[];

export function sealBytesAt(key: Uint8Array, place: Place, clear: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(dataOf(place));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** What stands there was sealed by another key or for another place, or has been changed. */
export class NotOpened extends Error {
  override name = 'NotOpened';
}

/** @throws NotOpened */
export function openBytesAt(key: Uint8Array, place: Place, sealed: Uint8Array): Buffer {
  const end = sealed.length - tagBytes;
  if (end < nonceBytes) throw new NotOpened(`${place.join(' ')} is too short`);
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  try {
    decipher.setAAD(dataOf(place)).setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, end)), decipher.final()]);
  } catch (error) {
    throw new NotOpened(`${place.join(' ')} does not open`, { cause: error });
  }
}

const dataOf = (place: Place): Buffer => Buffer.from(JSON.stringify(place));
