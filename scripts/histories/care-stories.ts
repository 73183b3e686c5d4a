/**
 * Complaints whose histories are saved with what a care team does besides answering. They tell of a full day, a claim that ends
 * with its complaint, and an answer that nobody phones out.
 */
import type { Actor } from '../../domain/case/command.ts';
import type { NoticeRule } from '../../domain/case/policy.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { giverOf, sampleAgent, words } from '../cost/standard-complaint.ts';
import type { Act, RecordedStory } from './stories.ts';

/** The complaint whose SMS the gateway does not deliver, and the one that the directory has somebody for. */
export const smsFails = 'complaint-full-day';
export const assignedByItself = 'complaint-answer-not-phoned';

const colleague: Actor = { ...sampleAgent, id: 'sample.agent.2' };
const [first, second] = [1, 2].map(
  (n): Actor => ({ id: `sample.manager.${n}`, roles: ['manager'], groups: ['care'], departments: ['care'] }),
) as [Actor, Actor];

type Body = Extract<Act, { command: string }>['body'];
const act = (command: string, body: Body = {}, by: Actor = giverOf(command)): Act => ({ command, body, by });
const onTicket = (...acts: Act[]) => acts.map((one): Act => ({ ...one, ticket: 'recorded-breached' }));
const digestOfClaim = ({ detail }: CaseView): object => ({
  digest: (detail.claims as { digest: string }[]).at(-1)?.digest,
});

const accepted: NoticeRule = {
  ...{ source: 'ours', on: 'accepted', to: 'customer', channels: ['sms'], template: 'accepted', urgent: false },
};
const document = { attachment: 'document-1', mediaType: 'application/pdf', size: 1024, sha256: 'c'.repeat(64), words };
const benefit = { apology: true, benefit: 'voucher', amount: '25.00', words };

const fullDay: Act[] = [
  act('accept'),
  {
    receipt: { channel: 'sms', template: 'accepted', detail: 'unreachable', instead: ['email'], told: {} },
  },
  act('log-contact', { channel: 'phone', reached: true, words, department: 'operations' }),
  act('attach', document),
  ...['listen', 'solve', 'follow-up'].map((step) => act('tick-step', { step })),
  act('prepare-claim', { amount: '250.00', words, attachments: ['document-1'] }),
  act('approve-claim', digestOfClaim, first),
  act('record-goodwill', benefit),
  act('amend-claim', { amount: '240.00', words: null, attachments: null }),
  act('reject-claim', { digest: null, words }, second),
  act('extend', { clock: 'answer', words }, first),
  act('hand-over', { receiver: colleague.id, consent: true, words }),
  act('decline-hand-over', { words }, colleague),
  act('hand-over', { receiver: colleague.id, consent: true, words }),
  act('take', {}, colleague),
  act('report-abuse', { words }, colleague),
  act('link', { number: 'recorded-elsewhere', relation: 'related' }, colleague),
  act('open-department-ticket', { ticket: 'recorded-breached', department: 'operations', words }, colleague),
  ...onTicket(act('assign', { to: colleague.id }, first)),
  act('name-staff', { staff: [colleague.id] }, first),
  ...onTicket(
    { until: ({ clocks }) => clocks.some(({ breachedAt }) => breachedAt !== null) },
    act('resolve', { outcome: 'done', words }, second),
    act('accept', {}, first),
  ),
  act('answer', { words, solved: true }, first),
  act('confirm', { helped: true, words: null }),
];

const days = (count: number) => ({ elapsed: `PT${24 * count}H` });

export const careStories: Record<string, RecordedStory> = {
  [smsFails]: {
    acts: fullDay,
    policy: { notices: [accepted], handOverWithin: { elapsed: 'PT1H' } },
    tickets: { 'recorded-breached': 'department-ticket-breached' },
  },
  'complaint-withdrawn-with-claim': {
    acts: [
      act('accept'),
      act('prepare-claim', { amount: '75.00', words, attachments: [] }),
      act('withdraw', { words: null }),
    ],
    policy: { assignment: { on: 'received', among: 'agent' } },
  },
  [assignedByItself]: {
    acts: [
      { until: ({ owner }) => owner !== null },
      { ...act('accept'), daysAgo: 2 },
      { ...act('answer', { words, solved: true }), daysAgo: 2 },
      { until: ({ detail }) => (detail.contact as { daysMissed: number }).daysMissed > 0 },
      act('confirm', { helped: true, words: null }),
    ],
    policy: {
      clocks: [],
      assignment: { on: 'received', among: 'agent' },
      dailyContact: { whileOpen: false, untilClosed: true },
      windows: { followUp: days(9), reopen: { elapsed: 'PT2S' }, completion: days(1) },
    },
    details: {
      follows: 'recorded-before',
      linkedTo: { number: 'recorded-before', relation: 'split-from' },
      customerWords: words,
    },
    receivedDaysAgo: 3,
  },
};
