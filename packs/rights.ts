import type { CommandReach, RoleRights } from '../domain/policy.ts';
import { defaultRights, noRights, ticketRights } from './default-rights.ts';
import type { Pack } from './schema.ts';

type Role = Pack['roles'][string];

/** The rights that a kind of case gives the standard roles. */
const defaultsOf = { complaint: defaultRights, departmentTicket: ticketRights };

/** The rights of every role of a pack in one kind of case: the default table with the pack's changes. */
export function rightsOf(pack: Pick<Pack, 'roles'>, kind: string = 'complaint'): Record<string, RoleRights> {
  const defaults = defaultsOf[kind as keyof typeof defaultsOf] ?? defaultRights;
  return Object.fromEntries(Object.entries(pack.roles).map(([name, role]) => [name, roleRights(role, defaults, kind)]));
}

function roleRights({ as, rights = {} }: Role, defaults: typeof defaultRights, kind: string): RoleRights {
  const base = as ? defaults[as] : noRights;
  const commands = { ...base.commands };
  // A pack's changes of commands are about complaints.
  const changes = kind === 'complaint' ? (rights.commands ?? {}) : {};
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
