import type { Actor } from '../../domain/case/command.ts';
import type { Difference } from '../../domain/customer/difference.ts';
import type { CustomerRecord } from '../../domain/customer/record.ts';
import { rightsOf } from '../../packs/rights/rights.ts';
import type { Pack } from '../../packs/schema.ts';
import type { Call } from '../call.ts';
import { inEveryRight } from '../permissions/acting-roles.ts';
import { Refused } from '../refused.ts';

/** Only the people whom the pack names read the registry, and those who stand in for one of them. */
export function mustReadCustomers({ principal, pack }: Pick<Call, 'principal' | 'pack'>): void {
  if (!readersOf(pack, principal.actor).length) {
    throw new Refused('Forbidden', 'Your role does not read the registry of customers.');
  }
}

/**
 * Writes a look at the registry down before it is granted (F-10).
 * @param number the customer whose record is looked at, or the complaint found by it; `customers` for a list
 * @throws Refused `Forbidden` if the reader's role, such as the auditor's, needs a reason, and none is given
 */
export async function lookAtCustomers(
  context: Call<{ reason?: string | undefined }>,
  number: string,
  what: string,
): Promise<void> {
  const { dependencies, pack, principal, query, receivedAt } = context;
  const reason = query.reason ?? null;
  const readers = readersOf(pack, principal.actor);
  const rights = rightsOf(pack);
  const free = readers.find(({ roles }) => roles.some((role) => rights[role]?.words !== 'with-reason'));
  const reader = free ?? readers[0];
  if (readers.length > 0 && !free && reason === null) {
    throw new Refused('Forbidden', 'Your role reads the registry of customers only for a stated `reason`.');
  }
  const replaced = reader?.standingInFor ? { standingInFor: reader.standingInFor } : {};
  const look = { organisation: pack.id, number, by: principal.actor.id, ...replaced, what, reason, at: receivedAt };
  await dependencies.accessLog.record(look);
}

/** The record as the reader may see it: donors' interests are for whom the pack names (N-24). */
export function recordFor(pack: Pack, actor: Actor, record: CustomerRecord): CustomerRecord {
  return mayReadInterests(pack, actor) ? record : { ...record, interests: [] };
}

/** May this actor read donors' interests, in their own right or as a stand-in (N-24)? */
export function mayReadInterests(pack: Pack, actor: Actor): boolean {
  return holding(actor, pack.registry.interests?.readers ?? []).length > 0;
}

/** What of a record's differences the reader may see. */
export function differencesFor(pack: Pack, actor: Actor, differences: Difference[]): Difference[] {
  return mayReadInterests(pack, actor) ? differences : differences.filter(({ field }) => field !== 'interests');
}

/** The rights in which somebody reads, with those of their roles that do. */
function readersOf(pack: Pack, actor: Actor): Actor[] {
  return holding(actor, pack.registry.readers.roles);
}

function holding(actor: Actor, named: readonly string[]): Actor[] {
  return inEveryRight(actor)
    .map((held) => ({ ...held.actor, roles: held.actor.roles.filter((role) => named.includes(role)) }))
    .filter(({ roles }) => roles.length > 0);
}
