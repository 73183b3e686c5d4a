/** The slice of the manual for a change of records (N-19, N-20), written out: domain tests need no pack. */

import type { ClockRule, LadderStep, NoticeRule, RoleRights } from '../../../domain/case/policy.ts';
import type { RegistryAction } from '../../../domain/customer/record.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';

const ours = { source: 'ours' } as const;
const manual = { rule: 'N-20' };

const ladder = (before: LadderStep['tell'], at: LadderStep['tell']): LadderStep[] => [
  { ...ours, rung: { before: { workingHours: 2 } }, tell: before, urgent: false },
  { ...ours, rung: 'at', tell: at, urgent: false },
];
const ofManager = ladder(['role:manager'], ['role:council-secretary']);
const ofSteward = ladder(['role:data-steward'], ['role:manager']);

/** One working day for each step (N-20). */
const clock = (id: string, on: string[], stop: string[], steps: LadderStep[], due: ClockRule['due']): ClockRule => ({
  ...manual,
  id,
  due,
  start: { on, from: 'event' },
  stop: { on: stop, need: 'any' },
  ladder: steps,
});
const day = { workingDays: 1 };
const clocks: ClockRule[] = [
  clock('review', ['prepared', 'amended'], ['reviewed', 'rejected', 'withdrawn'], ofManager, day),
  clock('approval', ['reviewed'], ['approved', 'rejected', 'withdrawn'], ofManager, day),
  clock('entry', ['approved'], ['entered', 'cameBack', 'withdrawn'], ofSteward, day),
  clock('archiving', ['entered'], ['archived'], ofSteward, day),
  clock('amendment', ['rejected', 'cameBack'], ['amended', 'withdrawn'], ofSteward, { workingDays: 5 }),
];

const notice = (on: string, to: NoticeRule['to'], template: string, urgent = false): NoticeRule => ({
  ...manual,
  on,
  to,
  channels: ['email'],
  template,
  urgent,
});

const rights = (commands: RoleRights['commands'], reach: 'all' | 'group' | 'none'): RoleRights => ({
  commands,
  read: reach,
  words: { all: 'all', group: 'own', none: 'none' }[reach] as RoleRights['words'],
  replay: false,
  proofs: false,
  audit: false,
});
const prepares: RoleRights['commands'] = { open: 'yes', amend: 'unowned', withdraw: 'unowned' };
const decides: RoleRights['commands'] = { review: 'yes', approve: 'yes', reject: 'yes' };

export function sampleRecordChangePolicy(
  action: RegistryAction,
  changes: Partial<RecordChangePolicy> = {},
): RecordChangePolicy {
  return {
    organisation: 'neighbourhood-centres',
    reading: 4,
    version: 1,
    hash: 'a'.repeat(64),
    category: action,
    group: 'customer-relations',
    department: 'customer-relations',
    rights: {
      agent: rights({ ...prepares, archive: 'yes' }, 'group'),
      manager: rights({ ...prepares, ...decides }, 'all'),
      'centres-manager': rights({ approve: 'yes', reject: 'yes' }, 'all'),
      'data-steward': rights({ ...prepares, enter: 'yes', archive: 'yes' }, 'all'),
      'deputy-steward': rights({}, 'none'),
    },
    switchedOff: [],
    clocks,
    notices: [
      notice('prepared', 'role:manager', 'record-waiting'),
      notice('rejected', 'owner', 'record-came-back'),
      notice('cameBack', 'owner', 'record-came-back'),
      notice('nobodyCanAct', 'role:council-secretary', 'record-nobody', true),
    ],
    quietHours: 'outside-opening-hours',
    approval: {
      records: { quorum: 1, of: [{ role: 'manager' }] },
      fields: { allOf: [{ role: 'manager' }, { role: 'centres-manager' }] },
    },
    steps: { review: ['manager'], enter: ['data-steward'], archive: ['agent', 'data-steward'] },
    separation: { reviewerMayApprove: true, preparerMayEnter: true },
    asksAfterApproval: true,
    ...changes,
  };
}
