import type { NextActor } from '../../domain/case/next-actors.ts';
import { type CaseKind, kinds } from '../../domain/kinds.ts';
import type { Pack } from '../../packs/schema.ts';
import { forRights, type Projected } from './reading/find-case.ts';

/** For whom a case waits that an earlier release has projected; among `packs` is the one that it is pinned to. */
export function waitsForOf(projected: Projected, packs: readonly Pack[]): NextActor[] {
  const { rules } = kinds[projected.view.kind as CaseKind];
  return rules.nextActors(projected.view, forRights(packs, projected));
}
