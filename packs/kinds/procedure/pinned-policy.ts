import type { CommandReach, RoleRights } from '../../../domain/case/policy.ts';
import type { ProcedurePolicy } from '../../../domain/procedure/policy.ts';
import { takenBy } from '../../../domain/procedure/takers.ts';
import type { Pack } from '../../schema.ts';
import { followedItemSliceFor } from '../followed-item/pinned-policy.ts';
import { pinnedPolicy, type RightsPack, type Role, rightsIn, standingRights } from '../pinned-policy.ts';
import type { Procedure } from './schema.ts';
import { reportNotices, stepClocks, stepRules } from './steps.ts';

/** The rules that an occurrence of a procedure is pinned to; null in a pack that has no such procedure. */
export function procedureSliceFor(pack: Pack, id: string): ProcedurePolicy | null {
  const procedures = pack.kinds.procedure ?? {};
  const procedure = Object.hasOwn(procedures, id) ? procedures[id] : undefined;
  if (!procedure) return null;
  const { group, notices: own = [] } = procedure;
  const notices = [...own, ...reportNotices(pack, procedure)];
  const rights = rightsIn(pack, 'procedure', (of, name, role) => rightsByProcedures(of, name, role, [procedure]));
  return pinnedPolicy(
    pack,
    { traits: { category: id, channel: '' }, group, rights, clocks: stepClocks(procedure), notices },
    {
      steps: stepRules(procedure),
      follow: pack.kinds.followedItem ? followedItemSliceFor(pack) : null,
      // What is deferred comes again in the next occurrence by calendar. Here it would be lost.
      ...(procedure.trigger.calendar ? {} : { defers: false as const }),
    },
  );
}

/** What a role may do with procedures, with whichever of them or with one: a case is pinned to what its own says. */
export function procedureRights(pack: RightsPack, name: string, role: Role, category?: string): RoleRights {
  const named = Object.entries(pack.kinds.procedure ?? {}).filter(([id]) => category === undefined || id === category);
  const procedures = named.map(([, procedure]) => procedure);
  return rightsByProcedures(pack, name, role, procedures);
}

function rightsByProcedures(pack: RightsPack, name: string, role: Role, procedures: readonly Procedure[]): RoleRights {
  const commands: Record<string, CommandReach> = {};
  for (const { steps, trigger, withdraw } of procedures) {
    if (trigger.request?.roles.includes(name)) commands.open = 'yes';
    if (withdraw.roles.includes(name)) Object.assign(commands, { withdraw: 'yes', excuse: 'yes' });
    for (const step of Object.values(steps)) {
      if (step.roles.includes(name)) for (const command of commandsOf(step)) commands[command] = 'yes';
    }
  }
  const reads = Object.keys(commands).length > 0 || procedures.some(({ readers = [] }) => readers.includes(name));
  const rights = { ...standingRights(pack, role), commands };
  if (reads) return { ...rights, read: 'all', words: 'all' };
  // Colleagues of the group whose duty it is may be what it is about.
  return rights.read === 'all' ? rights : { ...rights, read: 'none', words: 'none' };
}

/** The commands that the people of a step give. */
function commandsOf({ do: kind, returnsTo }: Procedure['steps'][string]): string[] {
  return Object.entries(takenBy)
    .filter(([command, kinds]) => command !== 'excuse' && (kinds as readonly string[]).includes(kind))
    .map(([command]) => command)
    .filter((command) => command !== 'return' || returnsTo !== undefined);
}
