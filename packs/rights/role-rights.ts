import type { CommandReach, RoleRights } from '../../domain/case/policy.ts';
import type { Pack } from '../schema.ts';
import { defaultRights, noRights, ticketRights } from './default-rights.ts';
import { firstRights, firstTicketRights } from './first-rights.ts';

export type Role = Pack['roles'][string];

/** What of a pack says who may do what. */
export type RightsPack = Pick<Pack, 'roles' | 'kinds' | 'reading'>;

/** The tables by which a pack is read: that of its reading, for ever. */
const tables = {
  first: { complaint: firstRights, ticket: firstTicketRights },
  second: { complaint: defaultRights, ticket: ticketRights },
};

/** The tables of a pack's reading. */
export function tablesOf({ reading }: RightsPack) {
  return reading === 3 ? tables.second : tables.first;
}

/** The rights of every role of a pack in one kind of case, by what the kind says of each role. */
export function rightsIn(
  pack: RightsPack,
  kind: string,
  ofRole: (pack: RightsPack, name: string, role: Role) => RoleRights,
): Record<string, RoleRights> {
  const isThere = Object.hasOwn(pack.kinds, kind) && pack.kinds[kind as keyof Pack['kinds']] !== undefined;
  const of = (name: string, role: Role): RoleRights => {
    const rights = ofRole(pack, name, role);
    // Who may have a running case go over to a newer version may so in every kind.
    const { repin } = roleRights(role, defaultRights, role.rights?.commands ?? {}).commands;
    return repin && isThere ? { ...rights, commands: { ...rights.commands, repin } } : rights;
  };
  return Object.fromEntries(Object.entries(pack.roles).map(([name, role]) => [name, of(name, role)]));
}

/** What a role sees by its standing, with no command: if the steps of the pack say who does what, they add to this. */
export function standingRights(pack: RightsPack, role: Role): RoleRights {
  return { ...roleRights(role, tablesOf(pack).complaint, {}), commands: {} };
}

/** The rights that a table gives a role, with the changes of the pack. */
export function roleRights(
  { as, rights = {} }: Role,
  defaults: typeof defaultRights,
  changes: Record<string, CommandReach | 'no'>,
): RoleRights {
  const base = as ? defaults[as] : noRights;
  const commands = { ...base.commands };
  for (const [command, reach] of Object.entries(changes)) {
    if (reach === 'no') delete commands[command];
    else commands[command] = reach satisfies CommandReach;
  }
  return {
    commands,
    read: rights.read ?? base.read,
    words: rights.words ?? base.words,
    replay: rights.replay ?? base.replay,
    proofs: rights.proofs ?? base.proofs,
    audit: rights.audit ?? base.audit,
  };
}
