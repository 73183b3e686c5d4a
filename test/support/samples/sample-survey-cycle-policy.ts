/** The slice of the manual for a survey cycle (N-09), written out: domain tests need no pack. */
import type { ClockRule, LadderStep, NoticeRule, RoleRights } from '../../../domain/case/policy.ts';
import type { SurveyCyclePolicy } from '../../../domain/survey-cycle/policy.ts';

const ours = { source: 'ours' } as const;
const manual = { rule: 'N-09' };

const ladder = (before: LadderStep['tell'], at: LadderStep['tell']): LadderStep[] => [
  { ...ours, rung: { before: { workingHours: 2 } }, tell: before, urgent: false },
  { ...ours, rung: 'at', tell: at, urgent: false },
];
const ofQuality = ladder(['role:quality'], ['role:manager']);
const ofManagers = ladder(['role:manager', 'role:centres-manager'], ['role:council-secretary']);

const clock = (
  id: string,
  due: ClockRule['due'],
  on: string[],
  stop: string[],
  steps: LadderStep[],
  from: ClockRule['start']['from'] = 'event',
): ClockRule => ({ ...manual, id, due, start: { on, from }, stop: { on: stop, need: 'any' }, ladder: steps });

const week = { calendarDays: 7 };
const clocks: ClockRule[] = [
  clock(
    'preparation',
    { workingDays: 1 },
    ['started', 'returned', 'collectionNotOpened'],
    ['prepared'],
    ofQuality,
    'programmeEnd',
  ),
  clock('review', { workingDays: 2 }, ['prepared'], ['reviewed', 'returned'], ofManagers),
  clock('collection', week, ['collectionOpened'], ['collectionClosed', 'collectionNotOpened'], ofQuality),
  clock('analysis', { workingDays: 3 }, ['collectionClosed'], ['reported'], ofQuality),
  clock('discussion', { workingDays: 3 }, ['reported'], ['discussed'], ofManagers),
  clock('steps', week, ['discussed'], ['stepsAgreed'], ofManagers),
  clock('decision', week, ['stepsAgreed'], ['decided'], ofManagers),
  clock('donors', week, ['donorsSurveyOpened'], ['finished'], ofManagers),
];

const { rule: _, ...acting } = clock('acting', week, ['donorsReported'], ['finished'], ofManagers) as {
  rule: string;
} & ClockRule;

/** What a pack with the step after the donors' report says besides. */
export const actingOnDonors = {
  actsOnDonors: true as const,
  clocks: [
    ...clocks.slice(0, -1),
    clock('donors', week, ['donorsSurveyOpened'], ['donorsReported'], ofManagers),
    { ...acting, ...ours } as ClockRule,
  ],
};

const rights = (commands: string[]): RoleRights => ({
  commands: Object.fromEntries(commands.map((command) => [command, 'yes' as const])),
  read: 'all',
  words: 'all',
  replay: false,
  proofs: false,
  audit: false,
});
const together = ['review', 'return', 'discuss', 'agree-steps'];

const notice = (on: string, to: NoticeRule['to']): NoticeRule => ({
  ...manual,
  on,
  to,
  channels: ['email'],
  template: 'survey-waiting',
  urgent: false,
});

export function sampleSurveyCyclePolicy(changes: Partial<SurveyCyclePolicy> = {}): SurveyCyclePolicy {
  const both = { allOf: [{ role: 'manager' }, { role: 'centres-manager' }] };
  return {
    organisation: 'neighbourhood-centres',
    reading: 4,
    version: 1,
    hash: 'a'.repeat(64),
    category: 'satisfaction',
    group: 'customer-relations',
    department: 'customer-relations',
    rights: {
      quality: rights(['open', 'prepare', 'close-collection', 'report']),
      manager: rights(['open', ...together, 'finish', 'act', 'withdraw']),
      'centres-manager': rights(together),
      'council-secretary': rights(['decide']),
    },
    switchedOff: [],
    clocks,
    notices: [notice('prepared', 'role:manager'), notice('stepsAgreed', 'role:council-secretary')],
    quietHours: 'outside-opening-hours',
    approvals: { review: both, discuss: both, agree: both },
    collectionClosesAfter: null,
    follow: null,
    ...changes,
  };
}
