/**
 * Certificates of the keys that sign. A root key says which key is good for what, and from when to when. Its private half
 * need not be on any server (decision 37).
 */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Who signs: the API what it has taken from people, a worker what cases tell each other, and openings of its own. */
export type SigningPurpose = 'api' | 'worker';

export interface KeyCertificate {
  /** The public half of the root key that says so: 32 bytes, base64url. */
  root: string;
  /** The name of the key, as signatures have it. */
  key: string;
  purpose: SigningPurpose;
  publicKey: string;
  /** The first instant for which the key is good, and the last one, UTC. */
  from: string;
  to: string;
}

/** A text that is no certificate, or one that its root has not signed. */
export class CertificateError extends Error {
  override name = 'CertificateError';
}

/** A certificate as text: what it says, and the signature of the root. */
export function certificateText(rootKey: KeyObject, says: Omit<KeyCertificate, 'root'>): string {
  const root = publicText(createPublicKey(rootKey));
  const { key, purpose, publicKey, from, to } = says;
  const content = Buffer.from(JSON.stringify({ root, key, purpose, publicKey, from, to })).toString('base64url');
  return `${content}.${sign(null, signedText(content), rootKey).toString('base64url')}`;
}

/** The certificates of a text, with spaces or commas between. @throws CertificateError if one of them is none */
export function certificatesIn(text: string): KeyCertificate[] {
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one, place) => {
      const certificate = certificateIn(one);
      if (certificate) return certificate;
      throw new CertificateError(
        `KEY_CERTIFICATES: the ${place + 1}. one is no certificate, or its root has not signed it`,
      );
    });
}

function certificateIn(text: string): KeyCertificate | null {
  const [content = '', signature = ''] = text.split('.');
  try {
    const says = JSON.parse(Buffer.from(content, 'base64url').toString()) as KeyCertificate;
    const { root, key, purpose, publicKey, from, to } = says;
    const isWhole =
      /^[\w/-]+$/.test(key) && (purpose === 'api' || purpose === 'worker') && publicKeyOf(publicKey) !== null;
    const hasTimes = Date.parse(from) < Date.parse(to);
    const holds = verify(null, signedText(content), publicKeyOf(root), Buffer.from(signature, 'base64url'));
    return isWhole && hasTimes && holds ? { root, key, purpose, publicKey, from, to } : null;
  } catch {
    return null;
  }
}

/** What a root signs begins so that it can be taken for nothing else that somebody signs. */
function signedText(content: string): Buffer {
  return Buffer.from(`inaya-key-certificate\n${content}`);
}

/** The public half of a key as text: 32 bytes, base64url. */
export function publicText(key: KeyObject): string {
  return key.export({ format: 'jwk' }).x ?? '';
}

/** Made once for each text: making one takes as long as a signature. */
const known = new Map<string, KeyObject>();

/** The key that a text names. */
export function publicKeyOf(text: string): KeyObject {
  const made = known.get(text) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: text }, format: 'jwk' });
  known.set(text, made);
  return made;
}
