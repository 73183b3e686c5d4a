/** Pinned slices for tests, each with the clocks of one organisation's document, and the people who act under them. */
import type { Actor, VaultTextRef } from '../../../domain/case/command.ts';
import type { ClockRule, LadderStep, NoticeRule, RoleRights } from '../../../domain/case/policy.ts';
import type { ClaimRules } from '../../../domain/complaint/aspects/claim-subject.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { TicketPolicy } from '../../../domain/department-ticket/policy.ts';
import { defaultRights, ticketRights } from '../../../packs/rights/default-rights.ts';

const ours = { source: 'ours' } as const;

/** Warn the owner a working day before, tell the supervisor at the breach and the manager a working day later. */
export const dayLadder: LadderStep[] = [
  { ...ours, rung: { before: { workingDays: 1 } }, tell: ['owner'], urgent: false },
  { ...ours, rung: 'at', tell: ['role:supervisor'], urgent: false },
  { ...ours, rung: { after: { workingDays: 1 } }, tell: ['role:manager'], urgent: false },
];

export const triage: ClockRule = {
  ...ours,
  id: 'triage',
  due: { workingDays: 1 },
  start: { on: ['received', 'completed'], from: 'event' },
  stop: { on: ['accepted', 'returnedForCompletion', 'declined', 'withdrawn'], need: 'any' },
  ladder: [
    { ...ours, rung: { before: { workingHours: 2 } }, tell: ['role:supervisor'], urgent: false },
    { ...ours, rung: 'at', tell: ['role:supervisor'], urgent: false },
  ],
};

/** C-03: counts from receipt, through any return. */
export const fromReceipt: ClockRule = {
  rule: 'C-03',
  id: 'answer',
  due: { workingDays: 7 },
  start: { on: ['received', 'roundOpened'], from: 'event' },
  stop: { on: ['answered'], need: 'any' },
  ladder: dayLadder,
};

/** F-07: owed to an accepted complaint only, and then counted from the instant at which it was complete. */
export const inRetrospect: ClockRule = {
  ...fromReceipt,
  rule: 'F-07',
  due: { workingDays: 11 },
  start: { on: ['accepted', 'roundOpened'], from: 'complete' },
};

/** B-08: solved and answered, both. */
export const solvedAndAnswered: ClockRule = {
  ...fromReceipt,
  rule: 'B-08',
  due: { workingDays: 3 },
  stop: { on: ['answered', 'solved'], need: 'all' },
};

/** B-08 as the documents say it: solved, and the customer told. */
export const solvedAndTold: ClockRule = { ...solvedAndAnswered, stop: { on: ['solved', 'customerTold'], need: 'all' } };

/** Twenty seconds from receipt, as in the sandbox. */
export const inSeconds: ClockRule = {
  ...ours,
  id: 'answer',
  due: { elapsed: 'PT20S' },
  start: { on: ['received', 'roundOpened'], from: 'event' },
  stop: { on: ['answered'], need: 'any' },
  ladder: [
    { ...ours, rung: { before: { elapsed: 'PT5S' } }, tell: ['owner', 'role:supervisor'], urgent: false },
    { ...ours, rung: 'at', tell: ['role:supervisor'], urgent: false },
    { ...ours, rung: { after: { elapsed: 'PT5S' } }, tell: ['role:manager'], urgent: false },
  ],
};

/** The customer hears by SMS that their complaint has come. */
export const acknowledgement: NoticeRule = {
  source: 'ours',
  on: 'received',
  to: 'customer',
  channels: ['sms'],
  template: 'received',
  urgent: false,
};

/** One manager approves up to 1000 riyals, two approve more; a benefit of up to 50 needs nobody. */
const sampleClaims: ClaimRules = {
  currency: { code: 'SAR', decimals: 2 },
  approvals: [
    { upTo: '1000', need: 1, roles: ['manager'] },
    { upTo: null, need: 2, roles: ['manager'] },
  ],
  goodwillUpTo: '50',
};

/** The default table, and who takes the steps that only a pack with those parts knows. */
const sampleRights: Record<string, RoleRights> = Object.fromEntries(
  Object.entries(defaultRights).map(([role, rights]) => {
    const isLead = ['supervisor', 'manager'].includes(role);
    const lead: RoleRights['commands'] = isLead
      ? { 'undo-merge': 'yes', 'join-incident': 'yes', 'leave-incident': 'yes' }
      : {};
    const reach = isLead ? 'yes' : 'unowned';
    const team: RoleRights['commands'] =
      isLead || role === 'agent'
        ? { identify: 'yes', 'deliver-letter': 'yes', 'set-representative': reach, 'end-representative': reach }
        : {};
    return [role, { ...rights, commands: { ...rights.commands, ...team, ...lead } }];
  }),
);

export function samplePolicy(changes: Partial<ComplaintPolicy> = {}): ComplaintPolicy {
  return {
    reading: 4,
    organisation: 'sample',
    version: 1,
    hash: 'a'.repeat(64),
    category: 'complaint',
    group: 'care',
    department: 'customers',
    rights: sampleRights,
    switchedOff: [],
    clocks: [fromReceipt, triage],
    windows: { followUp: { calendarDays: 7 }, reopen: { calendarDays: 30 }, completion: { calendarDays: 14 } },
    maxReturns: 2,
    checklist: ['listen', 'follow-up'],
    appointments: { remindBefore: { workingHours: 1 }, grace: { workingHours: 1 } },
    identification: { needed: 2, validMinutes: 15, mostFailed: 3, channels: ['phone'] },
    letters: true,
    representatives: { longestDays: 366, relations: ['lawyer'] },
    claims: sampleClaims,
    quietHours: 'outside-opening-hours',
    incidents: true,
    notices: [],
    ...changes,
  };
}

/** A department has two working days, and the side of the complaint one to judge the result. */
export function sampleTicketPolicy(changes: Partial<TicketPolicy> = {}): TicketPolicy {
  const { windows: _, claims: __, ...common } = samplePolicy();
  const clock = (id: string, workingDays: number, start: string[], stop: string[]): ClockRule => ({
    ...ours,
    id,
    due: { workingDays },
    start: { on: start, from: 'event' },
    stop: { on: stop, need: 'any' },
    ladder: dayLadder,
  });
  return {
    ...common,
    group: 'operations',
    department: 'operations',
    rights: ticketRights,
    maxReturns: 1,
    clocks: [
      clock('resolve', 2, ['opened', 'returned'], ['resolved', 'withdrawn']),
      clock('review', 1, ['resolved'], ['accepted', 'returned', 'withdrawn']),
    ],
    ...changes,
  };
}

export function staff(role: string, id = `${role}-1`): Actor {
  return { id, roles: [role], groups: ['care'], departments: ['customers'] };
}

export const agent = staff('agent');
export const supervisor = staff('supervisor');
export const manager = staff('manager');

/** A reference to words as the vault gives it. */
export function words(id: string): VaultTextRef {
  return { id, digest: 'b'.repeat(64) };
}
