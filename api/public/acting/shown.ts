import type { Refused } from '../../../application/refused.ts';
import type { CustomerAct } from './acts.ts';

/** What the page shows besides where the complaint stands. */
export interface Shown {
  /** What a right code gave: with it the forms are there. */
  grant?: string;
  /** The page's own address, if it is another one than that of the request. */
  address?: string;
  done?: { ar: string; en: string };
  problem?: Refused;
  /** The form that is shown again, and what was filled in. */
  action?: CustomerAct;
  given?: Record<string, string>;
}
