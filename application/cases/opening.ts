/** Who may open a case of a kind, and how rights look at one that has just been opened. */

import type { CaseForRights } from '../../domain/case/rights.ts';
import { mayAct } from '../../domain/case/rights.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { Refused } from '../refused.ts';

/** A new case as rights look at it: nobody works on it yet, so that group and department say nothing. */
export function newCase(
  pack: Pack,
  kind: string,
  of: Partial<Pick<CaseForRights, 'about' | 'owner' | 'circle'>> = {},
): CaseForRights {
  const { about = [], owner = null, circle } = of;
  const open = { about, owner, ...(circle ? { circle } : {}) };
  return { ...open, policy: { group: '', department: '', rights: rightsOf(pack, kind) } };
}

/** Throws `Forbidden` if the caller may not open a case of this kind. */
export function mustBeAllowedToOpen(kind: string) {
  return ({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void => {
    const refusal = mayAct(principal.actor, 'open', newCase(pack, kind));
    if (refusal) throw new Refused('Forbidden', refusal.detail);
  };
}
