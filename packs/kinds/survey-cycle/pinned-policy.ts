import type { RoleRights } from '../../../domain/case/policy.ts';
import type { SurveyCyclePolicy } from '../../../domain/survey-cycle/policy.ts';
import type { Pack } from '../../schema.ts';
import { followedItemSliceFor } from '../followed-item/pinned-policy.ts';
import { pinnedPolicy, type RightsPack, type Role, rightsIn, standingRights } from '../pinned-policy.ts';

/** The rules that a survey cycle is pinned to; null in a pack that has no such cases. */
export function surveyCycleSliceFor(pack: Pack): SurveyCyclePolicy | null {
  const rules = pack.kinds.surveyCycle;
  if (!rules) return null;
  const { review, discuss, agree, act } = rules.steps;
  const { group, clocks, notices, collection } = rules;
  const rights = rightsIn(pack, 'surveyCycle', surveyCycleRights);
  const traits = { category: 'satisfaction', channel: '' };
  const together = ({ roles }: { roles: string[] }) => ({ allOf: roles.map((role) => ({ role })) });
  return pinnedPolicy(
    pack,
    { traits, group, rights, clocks, notices },
    {
      approvals: { review: together(review), discuss: together(discuss), agree: together(agree) },
      collectionClosesAfter: collection.closes === 'by-command' ? null : collection.closes.after,
      ...(act ? { actsOnDonors: true as const } : {}),
      follow: pack.kinds.followedItem ? followedItemSliceFor(pack) : null,
    },
  );
}

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
