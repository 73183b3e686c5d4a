import type { RoleRights } from '../../../domain/case/policy.ts';
import { type RightsPack, type Role, standingRights } from '../../rights/role-rights.ts';

/** The commands that people give when they take a step of a survey cycle. */
const stepCommands = {
  start: ['open'],
  prepare: ['prepare'],
  review: ['review', 'return'],
  collect: ['close-collection'],
  report: ['report'],
  discuss: ['discuss'],
  agree: ['agree-steps'],
  decide: ['decide'],
  donors: ['finish'],
  act: ['act'],
  withdraw: ['withdraw'],
} as const;

/** The steps of the pack say who does what; in a pack without such cases nobody may do anything with one. */
export function surveyCycleRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const steps = pack.kinds.surveyCycle?.steps;
  const commands = Object.fromEntries(
    Object.entries(steps ?? {})
      .filter(([, { roles }]) => roles.includes(name))
      .flatMap(([step]) => stepCommands[step as keyof typeof stepCommands].map((command) => [command, 'yes' as const])),
  );
  const rights = { ...standingRights(pack, role), commands };
  return Object.keys(commands).length > 0 ? { ...rights, read: 'all', words: 'all' } : rights;
}
