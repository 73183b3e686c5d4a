import { codeTries } from '../../db/access/registrations.ts';
import type { Registration } from './register.ts';

/** Where a registration stands, for the customer who registers. */
export interface Standing {
  registration: string;
  state: 'waiting' | 'expired' | 'registered';
  /** Of the form that is reviewed, once the mobile number is proven. */
  number: string | null;
  expiresAt: string;
  triesLeft: number;
}

export function standingOf(
  { id, number, expiresAt, tries, provenAt = null, confirmedAt }: Registration,
  at: string,
): Standing {
  const isOver = provenAt === null && (tries >= codeTries || Date.parse(at) > Date.parse(expiresAt));
  const state = confirmedAt !== null ? 'registered' : isOver ? 'expired' : 'waiting';
  const triesLeft = Math.max(0, codeTries - tries);
  return { registration: id, state, number: confirmedAt === null ? null : number, expiresAt, triesLeft };
}
