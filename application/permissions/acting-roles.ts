/** Lists in every right of the people who ask: their own, and as stand-ins. */
import type { QueryFilter } from 'mongoose';
import type { CaseDocument } from '../../db/cases/cases.ts';
import { type Actor, effectiveUser } from '../../domain/case/command.ts';
import type { RoleRights } from '../../domain/case/policy.ts';
import { rightsByCategory } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';

type Filter = QueryFilter<CaseDocument>;

/** A right in which a user reads, and those whom a case must not name for it (F-10). */
interface HeldRight {
  actor: Actor;
  mustNotBeNamed: string[];
}

/** The readers in their own right, and in that of each person for whom they stand in. */
export function inEveryRight(actor: Actor): HeldRight[] {
  const replaced = (actor.standIns ?? []).map(({ for: standingInFor, through, roles, groups, departments }) => ({
    actor: { ...actor, roles, groups, departments, standingInFor },
    mustNotBeNamed: [standingInFor, ...through],
  }));
  return [{ actor, mustNotBeNamed: [] }, ...replaced];
}

/** Cases that are open to everybody, and confidential ones that are open to this right (N-25). */
function openTo(actor: Actor): Filter {
  const person = effectiveUser(actor);
  return {
    $or: [
      { 'view.detail.circle': null },
      { 'view.detail.circle': { $in: actor.roles } },
      { 'view.owner': person },
      { 'view.detail.handOver.receiver': person },
      { 'view.detail.sharers': person },
    ],
  };
}

/** A filter that holds in one right only. */
export function inRightOf({ actor, mustNotBeNamed }: HeldRight, filter: Filter): Filter {
  const named = mustNotBeNamed.length === 0 ? [] : [{ about: { $nin: mustNotBeNamed } }];
  return { $and: [...named, openTo(actor), filter] };
}

/** Cases of a kind by what the rights in each of its categories reach; most kinds have the same rights in all. */
export function inEachCategory(
  pack: Pack,
  kind: string,
  reached: (rights: Record<string, RoleRights>) => Filter,
): Filter {
  const categoriesOf = new Map<string, (string | null)[]>();
  for (const { category, rights } of rightsByCategory(pack, kind)) {
    const filter = JSON.stringify(reached(rights));
    categoriesOf.set(filter, [...(categoriesOf.get(filter) ?? []), category]);
  }
  const filters = [...categoriesOf].map(([filter, categories]): Filter => {
    const found: Filter = JSON.parse(filter);
    return categoriesOf.size === 1 ? found : { $and: [{ 'view.category': { $in: categories } }, found] };
  });
  const [only] = filters;
  return filters.length === 1 && only ? only : filters.length === 0 ? { _id: { $in: [] } } : { $or: filters };
}
