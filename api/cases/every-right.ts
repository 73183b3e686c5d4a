/** Lists in every right of whoever asks: his own, and as a stand-in. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/models.ts';
import type { Actor } from '../../domain/command.ts';

type Filter = QueryFilter<CaseDocument>;

/** A right in which somebody reads, and those whom a case must not name for it (F-10). */
interface HeldRight {
  actor: Actor;
  mustNotBeNamed: string[];
}

/** The reader in his own right, and in that of each person for whom he stands in. */
export function inEveryRight(actor: Actor): HeldRight[] {
  const replaced = (actor.standIns ?? []).map(({ for: standingInFor, through, roles, groups, departments }) => ({
    actor: { ...actor, roles, groups, departments, standingInFor },
    mustNotBeNamed: [standingInFor, ...through],
  }));
  return [{ actor, mustNotBeNamed: [] }, ...replaced];
}

/** A filter that holds in one right only. */
export function inRightOf({ mustNotBeNamed }: HeldRight, filter: Filter): Filter {
  return mustNotBeNamed.length === 0 ? filter : { $and: [{ about: { $nin: mustNotBeNamed } }, filter] };
}
