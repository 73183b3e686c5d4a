import type { ClockRule, LadderStep, NoticeRule, Source } from '../../domain/case/policy.ts';
import type { ClaimRules } from '../../domain/complaint/aspects/claim-subject.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { TicketPolicy } from '../../domain/department-ticket/policy.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Checklist, Clock, Notice, Pack } from '../schema.ts';

/** What of a new case decides which rules hold for it. */
export interface CaseTraits {
  category: string;
  channel: string;
  customerClass?: string | undefined;
}

type Condition = NonNullable<Clock['when']>;

/** The rules that one case is pinned to: conditions are settled here, once, and travel no further. */
export function pinPolicy(pack: Pack, traits: CaseTraits): ComplaintPolicy {
  const rules = pack.kinds.complaint;
  const category = rules.categories[traits.category];
  if (!category) throw new Error(`Pack ${pack.id} version ${pack.version} has no category ${traits.category}.`);
  const clocks = { ...rules.clocks, ...category.clocks };
  return {
    reading: 2,
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category: traits.category,
    ...workplaceFor(pack, traits),
    rights: rightsOf(pack),
    switchedOff: [...rules.switchedOff],
    clocks: Object.entries(clocks)
      .filter(([, clock]) => holds(clock.when, traits))
      .map(([id, clock]) => clockRule(pack, id, clock, traits)),
    windows: {
      followUp: rules.windows.followUp.lasts,
      reopen: rules.windows.reopen.lasts,
      completion: rules.windows.completion.lasts,
      ...(rules.windows.disown ? { disown: rules.windows.disown.lasts } : {}),
    },
    maxReturns: rules.returns.atMost,
    usualRounds: rules.rounds.usual,
    handOverWithin: rules.handOver.within,
    ...assignmentOf(rules.assignment),
    checklist: checklistsFor(pack, traits.category).flatMap(({ steps }) => Object.keys(steps)),
    dailyContact: {
      whileOpen: isAsked(rules.dailyContact.whileOpen, traits),
      untilClosed: isAsked(rules.dailyContact.untilClosed, traits),
      ...(rules.dailyContact.channels ? { channels: rules.dailyContact.channels } : {}),
    },
    ...(rules.contactBy ? { contactBy: rules.contactBy.roles } : {}),
    ...(rules.appointments
      ? { appointments: { remindBefore: rules.appointments.remindBefore, grace: rules.appointments.grace } }
      : {}),
    ...(category.endsWithClaim ? { endsWithClaim: true as const } : {}),
    claims: claimRules(rules.claims),
    ...(category.internal ? { internalTo: category.internal.roles } : {}),
    quietHours: pack.quietHours.staff,
    notices: rules.notices.filter((notice) => holds(notice.when, traits)).map(noticeRule),
  };
}

/**
 * The reading of the rules that new cases of a pack get: of a pack that asks for the third, the fourth, which asks for the same
 * without its gaps. Slices of packs that ask for none have always been without one.
 */
export function readingOf({ reading }: Pack): Pick<TicketPolicy, 'reading'> {
  return reading === undefined ? {} : { reading: 4 };
}

/** The checklists that hold for a category. A pack that an earlier release published has none. */
export function checklistsFor(pack: Pack, category: string): Checklist[] {
  const all = Object.values(pack.kinds.complaint.checklists ?? {});
  return all.filter(({ categories }) => categories?.includes(category) ?? true);
}

function isAsked(rule: { when?: Condition | undefined } | undefined, traits: CaseTraits): boolean {
  return rule !== undefined && holds(rule.when, traits);
}

/** The rules of a ticket to a department, in the category of the complaint that it belongs to. */
export function ticketSliceFor(pack: Pack, department: string, category: string): TicketPolicy {
  const rules = pack.kinds.departmentTicket;
  const group = Object.entries(pack.groups).find(([, candidate]) => candidate.department === department);
  // The checks promise that every department has a group to work its tickets.
  if (!group) throw new Error(`Pack ${pack.id} version ${pack.version} has no group in department ${department}.`);
  const traits = { category, channel: '' };
  return {
    ...readingOf(pack),
    organisation: pack.id,
    version: pack.version,
    hash: pack.hash,
    category,
    group: group[0],
    department,
    rights: rightsOf(pack, 'departmentTicket'),
    switchedOff: [...pack.kinds.complaint.switchedOff],
    clocks: Object.entries(rules.clocks).map(([id, clock]) => clockRule(pack, id, clock, traits)),
    maxReturns: rules.returns.atMost,
    quietHours: pack.quietHours.staff,
    notices: rules.notices.map(noticeRule),
  };
}

/** The calendar by which a department's tickets count: its own, or that of the organisation. */
export function calendarOf(pack: Pack, department: string): string {
  return pack.departments[department]?.calendar ?? pack.calendar;
}

/** A condition holds where each of its lists names the case's own; an unknown class fits no list. */
export function holds(when: Condition | undefined, traits: CaseTraits): boolean {
  return (
    (when?.channels?.includes(traits.channel) ?? true) &&
    (when?.categories?.includes(traits.category) ?? true) &&
    (when?.customerClasses?.some((name) => name === traits.customerClass) ?? true)
  );
}

function workplaceFor(pack: Pack, traits: CaseTraits): { group: string; department: string } {
  const route = pack.kinds.complaint.routes.find(({ when }) => holds(when, traits));
  const group = route && pack.groups[route.group];
  // The checks promise a last route without a condition, and a group for each route.
  if (!route || !group) throw new Error(`Pack ${pack.id} version ${pack.version} leads this case nowhere.`);
  return { group: route.group, department: group.department };
}

export function clockRule(
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

/** Nothing where nobody is assigned automatically. */
function assignmentOf(rules: Pack['kinds']['complaint']['assignment']): Pick<ComplaintPolicy, 'assignment'> {
  return rules.mode === 'none' ? {} : { assignment: { on: rules.on, among: rules.among } };
}

function claimRules({ currency, approvals, goodwill }: Pack['kinds']['complaint']['claims']): ClaimRules {
  return {
    currency,
    approvals: approvals.map(({ upTo = null, need, roles }) => ({ upTo, need, roles })),
    goodwillUpTo: goodwill.upTo,
  };
}

export function noticeRule(notice: Notice): NoticeRule {
  const { on, to, channels, template, urgent } = notice;
  return { ...sourceOf(notice), on, to, channels, template, urgent };
}

function sourceOf(part: { rule?: string | undefined }): Source {
  return part.rule === undefined ? { source: 'ours' } : { rule: part.rule };
}
