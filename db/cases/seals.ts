/**
 * The seal of a stored event: a writer to the database who lacks the product's secret cannot make one. The digest
 * of an event covers all that went before it, so its seal does too.
 */

import { timingSafeEqual } from 'node:crypto';
import { derivedFromText } from '../derivations.ts';
import type { CaseEventDocument } from './cases.ts';

export interface Seal {
  /** HMAC-SHA-256, hexadecimal. */
  mac: string;
  /** When it was set, and by whom: as the event was written, or later, on one that an earlier release had written without. */
  at: string;
  by: 'projection' | 'migration';
}

type Sealable = Pick<CaseEventDocument, 'organisation' | 'number' | 'sequence' | 'digest'>;

export function sealOf(secret: string, event: Sealable, { at, by }: Omit<Seal, 'mac'>): Seal {
  return { mac: macOf(secret, event, { at, by }), at, by };
}

/** True if the event has been sealed by the product, and nothing of it or before it has been changed since. */
export function sealHolds(secret: string, { seal, ...event }: CaseEventDocument): boolean {
  if (typeof seal?.mac !== 'string') return false;
  const [stated, own] = [seal.mac, macOf(secret, event, seal)].map((mac) => Buffer.from(mac, 'hex')) as [
    Buffer,
    Buffer,
  ];
  return stated.length === own.length && timingSafeEqual(stated, own);
}

function macOf(secret: string, { organisation, number, sequence, digest }: Sealable, { at, by }: Omit<Seal, 'mac'>) {
  const content = JSON.stringify([organisation, number, sequence, digest, at, by]);
  return derivedFromText(secret, 'timeline-seal', content).toString('hex');
}
