import type { CommandReach, RoleRights } from '../domain/policy.ts';
import { defaultRights, noRights } from './default-rights.ts';
import type { Pack } from './schema.ts';

type Role = Pack['roles'][string];

/** The rights of every role of a pack: the default table with the pack's changes. */
export function rightsOf(pack: Pick<Pack, 'roles'>): Record<string, RoleRights> {
  return Object.fromEntries(Object.entries(pack.roles).map(([name, role]) => [name, roleRights(role)]));
}

function roleRights({ as, rights = {} }: Role): RoleRights {
  const base = as ? defaultRights[as] : noRights;
  const commands = { ...base.commands };
  for (const [command, reach] of Object.entries(rights.commands ?? {})) {
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
