import type { CommandReach, RoleRights } from '../../domain/case/policy.ts';
import type { Pack } from '../schema.ts';
import { aboutTheCase, defaultRights, inTheCustomersName, noRights, ticketRights } from './default-rights.ts';
import { firstRights, firstTicketRights } from './first-rights.ts';

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
type RightsPack = Pick<Pack, 'roles' | 'kinds' | 'reading'>;

/** Every right of every role, as the pack and the tables of the code make it: what the hash of a pack covers. */
export function allRightsOf(pack: RightsPack): Record<string, Record<string, RoleRights>> {
  return Object.fromEntries(caseKinds.map((kind) => [kind, rightsOf(pack, kind)]));
}

/** The tables by which a pack is read: that of its reading, for ever. */
const tables = {
  first: { complaint: firstRights, ticket: firstTicketRights },
  second: { complaint: defaultRights, ticket: ticketRights },
};

function tablesOf({ reading }: RightsPack) {
  return reading === 3 ? tables.second : tables.first;
}

/** The rights of every role of a pack in one kind of case: the default table with the pack's changes. */
export function rightsOf(pack: RightsPack, kind: string = 'complaint'): Record<string, RoleRights> {
  const ofKind = (name: string, role: Role): RoleRights => {
    if (kind === 'lead') return leadRights(pack, name, role);
    if (kind === 'recordChange') return recordChangeRights(pack, name, role);
    if (kind === 'followedItem') return followedItemRights(pack, name, role);
    if (kind === 'surveyCycle') return surveyCycleRights(pack, name, role);
    if (kind === 'departmentTicket') return roleRights(role, tablesOf(pack).ticket, {});
    return roleRights(role, tablesOf(pack).complaint, role.rights?.commands ?? {});
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

/** What protects a person holds for cases of earlier packs too: these commands reach no further than the newest table says. */
const protectedCommands: readonly string[] = [...inTheCustomersName, ...aboutTheCase, 'accept', 'assign'];

/**
 * The rights of a case as the API applies them before anything reaches its workflow. A case of an earlier pack keeps its own
 * table, but nobody takes a colleague's case by it, or speaks for that colleague's customer.
 */
export function protectedRightsOf(pack: RightsPack, kind: string): Record<string, RoleRights> {
  const pinned = rightsOf(pack, kind);
  if (pack.reading === 3) return pinned;
  const newest = rightsOf({ ...pack, reading: 3 }, kind);
  const narrowed = ([role, rights]: [string, RoleRights]): [string, RoleRights] => {
    const commands = Object.entries(rights.commands).map(([command, reach]): [string, CommandReach] => {
      const isGuarded = protectedCommands.includes(command);
      return [command, (isGuarded && newest[role]?.commands[command]) || reach];
    });
    return [role, { ...rights, commands: Object.fromEntries(commands) }];
  };
  return Object.fromEntries(Object.entries(pinned).map(narrowed));
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

/** In a record change the steps of the pack say who does what; anyone who takes one after the first reads the forms of all. */
function recordChangeRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const { prepare, review, approve, approveFields, enter, archive } = pack.kinds.recordChange.steps;
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
  const rights = { ...roleRights(role, tablesOf(pack).complaint, {}), commands };
  return takes(review) || decides || takes(enter) ? { ...rights, read: 'all', words: 'all' } : rights;
}

/** In a survey cycle the same; where the pack has no such cases nobody may do anything with one. */
function surveyCycleRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const steps = pack.kinds.surveyCycle?.steps;
  const commands = Object.fromEntries(
    Object.entries(steps ?? {})
      .filter(([, { roles }]) => roles.includes(name))
      .flatMap(([step]) =>
        surveyStepCommands[step as keyof typeof surveyStepCommands].map((command) => [command, 'yes' as const]),
      ),
  );
  const rights = { ...roleRights(role, tablesOf(pack).complaint, {}), commands };
  return Object.keys(commands).length > 0 ? { ...rights, read: 'all', words: 'all' } : rights;
}

/** What anyone who takes a step of a survey cycle gives as commands. */
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
  act: ['act'],
  withdraw: ['withdraw'],
} as const;

/** Anyone who owns a followed item completes it and reads it, whatever his role; what else there is the pack says. */
function followedItemRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const steps = pack.kinds.followedItem?.steps;
  const base = roleRights(role, tablesOf(pack).complaint, {});
  if (!steps) return { ...base, commands: {} };
  const judges = steps.judge.roles.includes(name);
  const changes = steps.changeDate.roles.includes(name);
  const commands: RoleRights['commands'] = {
    complete: 'owner',
    ...(judges ? { accept: 'yes', return: 'yes' } : {}),
    ...(changes ? { 'change-date': 'yes', withdraw: 'yes' } : {}),
    // The first readings knew no other owner.
    ...(changes && pack.reading === 3 ? { assign: 'yes' as const } : {}),
  };
  const readsAll = judges || changes || base.read === 'all';
  return {
    ...base,
    commands,
    read: readsAll ? 'all' : 'group',
    words: judges || changes ? 'all' : readsAll ? base.words : 'own',
  };
}

/** In a lead the steps of the pack say who does what; anyone who has a part in all leads reads them. */
function leadRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const base = { ...roleRights(role, tablesOf(pack).complaint, {}), commands: {} };
  if (!pack.kinds.lead) return { ...noRights };
  const { steps, contact } = pack.kinds.lead;
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
