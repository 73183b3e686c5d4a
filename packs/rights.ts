import type { CommandReach, RoleRights } from '../domain/policy.ts';
import { defaultRights, noRights, ticketRights } from './default-rights.ts';
import type { Pack } from './schema.ts';

type Role = Pack['roles'][string];

/** Every kind of case that has rights of its own. */
export const caseKinds = [
  'complaint',
  'departmentTicket',
  'recordChange',
  'surveyCycle',
  'followedItem',
  'lead',
] as const;

/** What of a pack says who may do what. */
type RightsPack = Pick<Pack, 'roles' | 'kinds'>;

/** The rights of every role of a pack in one kind of case: the default table with the pack's changes. */
export function rightsOf(pack: RightsPack, kind: string = 'complaint'): Record<string, RoleRights> {
  const ofKind = (name: string, role: Role): RoleRights => {
    if (kind === 'lead') return leadRights(pack, name, role);
    if (kind === 'recordChange') return recordChangeRights(pack, name, role);
    if (kind === 'followedItem') return followedItemRights(pack, name, role);
    if (kind === 'surveyCycle') return surveyCycleRights(pack, name, role);
    if (kind === 'departmentTicket') return roleRights(role, ticketRights, {});
    return roleRights(role, defaultRights, role.rights?.commands ?? {});
  };
  // Who may have a running case go over to a newer version may so in every kind.
  const of = (name: string, role: Role): RoleRights => {
    const rights = ofKind(name, role);
    const { repin } = roleRights(role, defaultRights, role.rights?.commands ?? {}).commands;
    const isKnown = Object.hasOwn(pack.kinds, kind) && pack.kinds[kind as keyof Pack['kinds']] !== undefined;
    return repin && isKnown && kind !== 'complaint' ? { ...rights, commands: { ...rights.commands, repin } } : rights;
  };
  return Object.fromEntries(Object.entries(pack.roles).map(([name, role]) => [name, of(name, role)]));
}

function roleRights(
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

/** In a record change the steps of the pack say who does what; whoever takes one after the first reads the forms of all. */
function recordChangeRights({ kinds }: RightsPack, name: string, role: Role): RoleRights {
  const { prepare, review, approve, approveFields, enter, archive } = kinds.recordChange.steps;
  const takes = ({ roles }: { roles: string[] }) => roles.includes(name);
  const decides = takes(approve) || takes(approveFields);
  const commands: RoleRights['commands'] = {
    ...(takes(prepare) ? { open: 'yes', amend: 'unowned', withdraw: 'unowned' } : {}),
    ...(takes(review) ? { review: 'yes' } : {}),
    ...(decides ? { approve: 'yes' } : {}),
    ...(takes(review) || decides ? { reject: 'yes' } : {}),
    ...(takes(enter) ? { enter: 'yes' } : {}),
    ...(takes(archive) ? { archive: 'yes' } : {}),
  };
  const rights = { ...roleRights(role, defaultRights, {}), commands };
  return takes(review) || decides || takes(enter) ? { ...rights, read: 'all', words: 'all' } : rights;
}

/** In a survey cycle the same; where the pack has no such cases nobody may do anything with one. */
function surveyCycleRights({ kinds }: RightsPack, name: string, role: Role): RoleRights {
  const steps = kinds.surveyCycle?.steps;
  const commands = Object.fromEntries(
    Object.entries(steps ?? {})
      .filter(([, { roles }]) => roles.includes(name))
      .flatMap(([step]) =>
        surveyStepCommands[step as keyof typeof surveyStepCommands].map((command) => [command, 'yes' as const]),
      ),
  );
  const rights = { ...roleRights(role, defaultRights, {}), commands };
  return Object.keys(commands).length > 0 ? { ...rights, read: 'all', words: 'all' } : rights;
}

/** What whoever takes a step of a survey cycle gives as commands. */
const surveyStepCommands = {
  start: ['open'],
  prepare: ['prepare'],
  review: ['review', 'return'],
  collect: ['close-collection'],
  report: ['report'],
  discuss: ['discuss'],
  agree: ['agree-steps'],
  decide: ['decide'],
  donors: ['finish'],
  withdraw: ['withdraw'],
} as const;

/** Whoever owns a followed item completes it and reads it, whatever his role; what else there is the pack says. */
function followedItemRights({ kinds }: RightsPack, name: string, role: Role): RoleRights {
  const steps = kinds.followedItem?.steps;
  const base = roleRights(role, defaultRights, {});
  if (!steps) return { ...base, commands: {} };
  const judges = steps.judge.roles.includes(name);
  const changes = steps.changeDate.roles.includes(name);
  const commands: RoleRights['commands'] = {
    complete: 'owner',
    ...(judges ? { accept: 'yes', return: 'yes' } : {}),
    ...(changes ? { 'change-date': 'yes', withdraw: 'yes' } : {}),
  };
  const readsAll = judges || changes || base.read === 'all';
  return {
    ...base,
    commands,
    read: readsAll ? 'all' : 'group',
    words: judges || changes ? 'all' : readsAll ? base.words : 'own',
  };
}

/** In a lead the steps of the pack say who does what; whoever has a part in all leads reads them. */
function leadRights({ kinds }: RightsPack, name: string, role: Role): RoleRights {
  const base = { ...roleRights(role, defaultRights, {}), commands: {} };
  if (!kinds.lead) return { ...noRights };
  const { steps, contact } = kinds.lead;
  const takes = ({ roles }: { roles: string[] }) => roles.includes(name);
  const decides = takes(contact.appointment) || takes(contact.permission);
  const given = (may: boolean, ...names: string[]) => (may ? names : []);
  const commands = [
    ...given(takes(steps.document), 'open', 'follow', 'log-contact', 'attach', 'request-contact'),
    ...given(takes(steps.close ?? steps.document), 'close'),
    ...given(takes(steps.manage), 'review', 'rate', 'assign', 'correct', 'cancel', 'succeed'),
    ...given(takes(steps.appoint), 'appoint-contact', 'request-contact', 'follow', 'log-contact'),
    ...given(decides, 'approve-contact', 'reject-contact'),
  ];
  const rights = { ...base, commands: Object.fromEntries(commands.map((command) => [command, 'yes' as const])) };
  return takes(steps.manage) || takes(steps.appoint) || decides ? { ...rights, read: 'all', words: 'all' } : rights;
}
