/** The slice of the manual for a lead (N-05 to N-08, N-25), written out: domain tests need no pack. */

import type { ClockRule, LadderStep, NoticeRule, RoleRights } from '../../../domain/case/policy.ts';
import type { LeadPolicy } from '../../../domain/lead/policy.ts';

const ours = { source: 'ours' } as const;
const rung = (at: LadderStep['rung'], ...tell: LadderStep['tell']): LadderStep => ({
  ...ours,
  rung: at,
  tell,
  urgent: false,
});
const secretary = 'role:council-secretary';
const deciders = ['role:manager', 'role:resource-development', secretary] as const;
const day = { workingDays: 1 };
const hours = { workingHours: 4 };

const clock = (
  rule: string | null,
  id: string,
  due: ClockRule['due'],
  on: string[],
  stop: string[],
  steps: LadderStep[],
): ClockRule => ({
  ...(rule === null ? { source: 'ours' as const } : { rule }),
  id,
  due,
  start: { on, from: 'event' },
  stop: { on: stop, need: 'any' },
  ...(id === 'contact' ? {} : { recurs: true }),
  ladder: steps,
});

const clocks: ClockRule[] = [
  clock(
    'N-06',
    'week',
    { calendarDays: 7 },
    ['identified', 'reviewed', 'weekMissed'],
    ['reviewed'],
    [rung({ before: day }, 'role:manager'), rung('at', 'role:manager', secretary), rung({ after: day }, secretary)],
  ),
  clock(
    null,
    'contact',
    { workingDays: 2 },
    ['contactRequested', 'appointmentProposed'],
    ['contactApproved', 'contactRejected', 'contactExpired'],
    [rung({ before: hours }, ...deciders), rung('at', 'role:manager'), rung({ after: day }, secretary)],
  ),
  clock(
    null,
    'arrears',
    { workingDays: 2 },
    ['pledgeMissed'],
    ['arrearsCleared', 'corrected'],
    [rung({ before: hours }, 'owner', 'role:manager'), rung('at', 'role:manager'), rung({ after: day }, secretary)],
  ),
];

const notice = (on: string, to: NoticeRule['to'], template: string, urgent = false): NoticeRule => ({
  ...ours,
  on,
  to,
  channels: ['email'],
  template,
  urgent,
});

const documents = ['open', 'follow', 'log-contact', 'attach', 'request-contact'];
const manages = ['close', 'review', 'rate', 'assign', 'correct', 'cancel', 'succeed'];
const appoints = ['appoint-contact', 'request-contact', 'follow', 'log-contact'];
const decides = ['approve-contact', 'reject-contact'];

const rights = (read: 'all' | 'group', ...commands: string[]): RoleRights => ({
  commands: Object.fromEntries(commands.map((command) => [command, 'yes' as const])),
  read,
  words: read === 'all' ? 'all' : 'own',
  replay: false,
  proofs: false,
  audit: false,
});

export function sampleLeadPolicy(changes: Partial<LeadPolicy> = {}): LeadPolicy {
  return {
    organisation: 'neighbourhood-centres',
    reading: 4,
    version: 1,
    hash: 'a'.repeat(64),
    category: 'club',
    group: 'customer-relations',
    department: 'customer-relations',
    rights: {
      agent: rights('group', ...documents),
      manager: rights('all', ...documents, ...manages, ...appoints, ...decides),
      'resource-development': rights('all', ...appoints, ...decides),
      'council-secretary': rights('all', ...decides),
    },
    switchedOff: [],
    clocks,
    currency: { code: 'SAR', decimals: 2 },
    approval: {
      appointment: { anyOf: [{ role: 'council-secretary' }] },
      permission: { allOf: ['manager', 'resource-development', 'council-secretary'].map((role) => ({ role })) },
    },
    contact: { decideWithin: { calendarDays: 7 }, permissionLasts: { calendarDays: 30 } },
    relationProblem: { category: 'relation-problem', channel: 'phone', customerClass: 'donor' },
    notices: [
      ...deciders.map((to) => notice('contactRequested', to, 'lead-contact-waiting')),
      notice('appointmentProposed', secretary, 'lead-contact-waiting'),
      notice('contactApproved', 'appointee', 'lead-contact-decided'),
      notice('appointmentStale', 'role:manager', 'lead-contact-stale'),
      notice('strangerReported', 'role:manager', 'lead-stranger', true),
      notice('pledgeMissed', 'role:manager', 'lead-pledge-missed', true),
    ],
    quietHours: 'outside-opening-hours',
    ...changes,
  };
}
