import type { RoleRights } from '../../../domain/case/policy.ts';
import type { ClaimRules } from '../../../domain/complaint/aspects/claim-subject.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { Category, Checklist, Clock, Pack } from '../../schema.ts';
import {
  type CaseTraits,
  holds,
  pinnedPolicy,
  type RightsPack,
  type Role,
  rightsIn,
  roleRights,
  tablesOf,
} from '../pinned-policy.ts';
import { partNotices } from './parts.ts';

type Rules = Pack['kinds']['complaint'];

/** The rules that one complaint is pinned to. @throws Error if the pack has no such category, or leads it nowhere */
export function pinPolicy(pack: Pack, traits: CaseTraits): ComplaintPolicy {
  const rules = pack.kinds.complaint;
  const category = rules.categories[traits.category];
  if (!category) throw new Error(`Pack ${pack.id} version ${pack.version} has no category ${traits.category}.`);
  const clocks = { ...rules.clocks, ...category.clocks };
  const pinned = pinnedPolicy(
    pack,
    {
      traits,
      group: groupFor(pack, traits),
      rights: rightsIn(pack, 'complaint', complaintRights),
      switchedOff: rules.switchedOff,
      clocks: Object.fromEntries(Object.entries(clocks).filter(([, { when }]) => holds(when, traits))),
      notices: noticesOf(rules).filter(({ when }) => holds(when, traits)),
    },
    ownRules(pack, rules, category, traits),
  );
  // A complaint of a pack that asks for no reading has the second, in which money and extensions were made stricter.
  return { reading: 2, ...pinned };
}

/** The notices of the kind, and those of its parts. */
function noticesOf(rules: Rules) {
  return [...rules.notices, ...partNotices(rules).flatMap(({ own }) => own)];
}

function ownRules(pack: Pack, rules: Rules, category: Category, traits: CaseTraits) {
  const { windows, dailyContact, appointments, contactBy, identification, merging, incidents, representatives } = rules;
  return {
    windows: {
      followUp: windows.followUp.lasts,
      reopen: windows.reopen.lasts,
      completion: windows.completion.lasts,
      ...(windows.disown ? { disown: windows.disown.lasts } : {}),
    },
    maxReturns: rules.returns.atMost,
    usualRounds: rules.rounds.usual,
    handOverWithin: rules.handOver.within,
    ...assignmentOf(rules.assignment),
    ...(merging ? { mergeUndoneWithin: merging.undoWithin } : {}),
    ...(incidents ? { incidents: true as const } : {}),
    checklist: checklistsFor(pack, traits.category).flatMap(({ steps }) => Object.keys(steps)),
    dailyContact: {
      whileOpen: isAsked(dailyContact.whileOpen, traits),
      untilClosed: isAsked(dailyContact.untilClosed, traits),
      ...(dailyContact.channels ? { channels: dailyContact.channels } : {}),
    },
    ...(contactBy ? { contactBy: contactBy.roles } : {}),
    ...(identification ? { identification: identificationRules(identification) } : {}),
    ...(representatives ? { representatives: representationRules(representatives) } : {}),
    ...(rules.letters ? { letters: true as const } : {}),
    ...(rules.anonymous?.categories.includes(traits.category) ? { anonymousTo: rules.anonymous.roles } : {}),
    ...(appointments ? { appointments: { remindBefore: appointments.remindBefore, grace: appointments.grace } } : {}),
    ...(category.endsWithClaim ? { endsWithClaim: true as const } : {}),
    claims: claimRules(rules.claims),
    ...(category.internal ? { internalTo: category.internal.roles } : {}),
  };
}

/** The checklists that hold for a category. A pack that an earlier release published has none. */
export function checklistsFor(pack: Pack, category: string): Checklist[] {
  const all = Object.values(pack.kinds.complaint.checklists ?? {});
  return all.filter(({ categories }) => categories?.includes(category) ?? true);
}

function isAsked(rule: { when?: Clock['when'] } | undefined, traits: CaseTraits): boolean {
  return rule !== undefined && holds(rule.when, traits);
}

function groupFor(pack: Pack, traits: CaseTraits): string {
  const route = pack.kinds.complaint.routes.find(({ when }) => holds(when, traits));
  // The checks promise a last route without a condition, and a group for each route.
  if (!route || !pack.groups[route.group]) {
    throw new Error(`Pack ${pack.id} version ${pack.version} leads this case nowhere.`);
  }
  return route.group;
}

/** Nothing if nobody is assigned automatically. */
function assignmentOf(rules: Rules['assignment']): Pick<ComplaintPolicy, 'assignment'> {
  return rules.mode === 'none' ? {} : { assignment: { on: rules.on, among: rules.among } };
}

function claimRules({ currency, approvals, goodwill }: Rules['claims']): ClaimRules {
  return {
    currency,
    approvals: approvals.map(({ upTo = null, need, roles }) => ({ upTo, need, roles })),
    goodwillUpTo: goodwill.upTo,
  };
}

function identificationRules({ needed, validMinutes, mostFailed, channels }: NonNullable<Rules['identification']>) {
  return { needed, validMinutes, mostFailed, channels };
}

function representationRules({ longestDays, relations }: NonNullable<Rules['representatives']>) {
  return { longestDays, relations: Object.keys(relations) };
}

/** The default table, with what the pack gives or takes away by role, and the steps whose roles it names. */
export function complaintRights(pack: RightsPack, name: string, role: Role): RoleRights {
  const { identification, representatives, letters } = pack.kinds.complaint;
  const { complaint: table } = tablesOf(pack);
  // As with the contact: nobody changes on a colleague's case who else is told.
  const reach = role.as === 'agent' ? 'unowned' : 'yes';
  const named: RoleRights['commands'] = {
    ...(identification?.roles.includes(name) ? { identify: 'yes' } : {}),
    ...(letters?.roles.includes(name) ? { 'deliver-letter': 'yes' } : {}),
    ...(representatives?.roles.includes(name) ? { 'set-representative': reach, 'end-representative': reach } : {}),
  };
  const changes = { ...named, ...(role.rights?.commands ?? {}) };
  const { commands } = roleRights(role, table, changes);
  return roleRights(role, table, { ...givenWith(pack.kinds.complaint, commands), ...changes });
}

/** Rights that follow from others: a role that merges may undo it, and may join complaints to an incident. */
function givenWith(
  { merging, incidents }: Pick<Rules, 'merging' | 'incidents'>,
  { merge, link }: RoleRights['commands'],
) {
  return {
    ...(merging && merge ? { 'undo-merge': merge } : {}),
    ...(incidents && merge ? { 'join-incident': merge } : {}),
    ...(incidents && link ? { 'leave-incident': link } : {}),
  };
}
