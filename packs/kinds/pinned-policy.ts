/** What of a policy one case is pinned to, for every kind: its rules, and what each role may do with it. */
import type {
  ClockRule,
  CommandReach,
  LadderStep,
  NoticeRule,
  PolicySlice,
  RoleRights,
  Source,
} from '../../domain/case/policy.ts';
import { defaultRights, noRights, ticketRights } from '../rights/default-rights.ts';
import { firstRights, firstTicketRights } from '../rights/first-rights.ts';
import type { Clock, Notice, Pack } from '../schema.ts';

/** What of a new case decides which rules hold for it. */
export interface CaseTraits {
  category: string;
  channel: string;
  customerClass?: string | undefined;
}

type Condition = NonNullable<Clock['when']>;

/** What the rules of a case are made of, for every kind. */
interface Pinned {
  traits: CaseTraits;
  group: string;
  /** Left out: the department of the group. */
  department?: string;
  rights: Record<string, RoleRights>;
  switchedOff?: readonly string[];
  clocks: Record<string, Clock>;
  notices: readonly Notice[];
}

/**
 * The rules that one case is pinned to, with what only its kind has. Conditions are settled at the opening, and travel no further.
 * @throws Error if the pack has no such group, which the checks rule out
 */
export function pinnedPolicy<Own extends object>(pack: Pack, pinned: Pinned, own: Own): PolicySlice & Own {
  const { traits, rights, switchedOff = [], clocks, notices } = pinned;
  return {
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category: traits.category,
    group: pinned.group,
    department: pinned.department ?? departmentOf(pack, pinned.group),
    rights,
    switchedOff: [...switchedOff],
    clocks: Object.entries(clocks).map(([id, clock]) => clockRule(pack, id, clock, traits)),
    ...own,
    quietHours: pack.quietHours.staff,
    notices: notices.map(noticeRule),
  };
}

/**
 * The reading of the rules that new cases of a pack get. A pack that asks for the third gets the fourth, which asks for the
 * same without its gaps. Slices of packs that ask for none have always been without one.
 */
function readingOf({ reading }: Pack): Pick<PolicySlice, 'reading'> {
  return reading === undefined ? {} : { reading: 4 };
}

function departmentOf(pack: Pack, name: string): string {
  const group = pack.groups[name];
  if (!group) throw new Error(`Pack ${pack.id} version ${pack.version} has no group ${name}.`);
  return group.department;
}

/** A condition holds if each of its lists names the case's own; an unknown class fits no list. */
export function holds(when: Condition | undefined, traits: CaseTraits): boolean {
  return (
    (when?.channels?.includes(traits.channel) ?? true) &&
    (when?.categories?.includes(traits.category) ?? true) &&
    (when?.customerClasses?.some((name) => name === traits.customerClass) ?? true)
  );
}

function clockRule(
  pack: Pack,
  id: string,
  clock: Clock & { recurs?: boolean | undefined; overall?: boolean | undefined },
  traits: CaseTraits,
): ClockRule {
  const ladder: LadderStep[] = (pack.ladders[clock.ladder] ?? [])
    .filter(({ when }) => holds(when, traits))
    .map((step) => ({ ...sourceOf(step), rung: step.rung, tell: step.tell, urgent: step.urgent }));
  const extension = clock.extension ? { extension: clock.extension } : {};
  const recurs = clock.recurs ? { recurs: true } : {};
  const overall = clock.overall ? { overall: true } : {};
  const { due, start, stop } = clock;
  return { ...sourceOf(clock), id, due, ...extension, start, stop, ...overall, ...recurs, ladder };
}

function noticeRule(notice: Notice): NoticeRule {
  const { on, to, channels, template, urgent } = notice;
  return { ...sourceOf(notice), on, to, channels, template, urgent };
}

function sourceOf(part: { rule?: string | undefined }): Source {
  return part.rule === undefined ? { source: 'ours' } : { rule: part.rule };
}

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
