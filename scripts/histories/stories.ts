/** What the saved histories tell, one outcome each. Seconds stand for days, so that every window ends while somebody waits. */
import type { Actor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import type { ComplaintDetails } from '../../domain/complaint/state.ts';
import type { ProcedureDetails } from '../../domain/procedure/state.ts';
import type { UndeliveredNotice } from '../../workflows/messages/notices.ts';
import { giverOf, sampleAgent, words } from '../cost/standard-complaint.ts';
import { careStories } from './care-stories.ts';
import { leads } from './lead-stories.ts';
import { procedures } from './procedure-stories.ts';
import { fourthReadingStories, leanStories, recordedAgain, thirdReadingStories } from './stories-by-reading.ts';
import { surveyCycles } from './survey-cycle-stories.ts';

/**
 * A command by somebody on the case, on one of its tickets or followed items, or on a complaint beside it. Or it is what is waited for
 * there. A body that depends on the case or on the present is made when its turn comes.
 */
export type Act = {
  ticket?: string;
  beside?: string;
  item?: string;
} /** `daysAgo`: as if it had been received so long before the present. */ & (
  | { command: string; body: object | ((view: CaseView) => object); by: Actor; daysAgo?: number }
  /** What a gateway says of the first notice. */
  | { receipt: Omit<UndeliveredNotice, 'key'> }
  | { until: (view: CaseView) => boolean }
);

export interface RecordedStory {
  acts: Act[];
  /** Left out: it is a complaint. */
  kind?: 'recordChange' | 'surveyCycle' | 'lead' | 'procedure';
  /** Of a procedure: which one, and what its opening says besides. */
  procedure?: string;
  occurrence?: Partial<ProcedureDetails>;
  /** What else its opening says. */
  details?: Partial<ComplaintDetails>;
  /** What the complaint's policy has besides the short windows. */
  policy?: Partial<ComplaintPolicy>;
  /** Days before the present at which it was received. */
  receivedDaysAgo?: number;
  /** Further complaints, opened first, whose own histories are saved too, by the name of the file. */
  beside?: Record<string, string>;
  /** History events after which the case continues as new. */
  continueAfter?: number;
  /** The giver of its commands writes what they come to, but dies before it has written every other one. */
  callerWrites?: boolean;
  /** Tickets of the complaint whose own histories are saved too, by the name of the file. */
  tickets?: Record<string, string>;
  /** The same of followed items of a survey cycle. */
  items?: Record<string, string>;
}

const lead: Actor = { id: 'sample.supervisor.1', roles: ['supervisor'], groups: [], departments: [] };
const managers = [1, 2].map(
  (n): Actor => ({ id: `sample.manager.${n}`, roles: ['manager'], groups: ['care'], departments: ['care'] }),
);

const act = (command: string, body: object = {}, by = giverOf(command)): Act => ({ command, body, by });
const answer = act('answer', { words, solved: true });
const helped = act('confirm', { helped: true, words: null });
const onTicket = (ticket: string, command: string, body: object = {}, by = lead): Act => ({
  command,
  body,
  by,
  ticket,
});
const openTicket = (ticket: string) => act('open-department-ticket', { ticket, department: 'operations', words });

const besides = (beside: string, ...acts: Act[]) => acts.map((one) => ({ ...one, beside }));
const until = (isSo: (detail: CaseView['detail']) => boolean): Act => ({ until: ({ detail }) => isSo(detail) });
const mergeInto = (into: string) => act('merge', { into, sameCustomer: true, words: null }, lead);

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const meeting = (): object => ({ kind: 'meet-manager', at: inSeconds(2), with: managers[0]?.id, words: null });
const result = { kept: true, absent: null, words: null };

/** Approvers name the digest of what they have seen. */
const digestOfClaim = ({ detail }: CaseView): object => ({
  digest: (detail.claims as { digest: string }[]).at(-1)?.digest,
});

const officer: Actor = { id: 'sample.agent.1', roles: ['agent'], groups: ['care'], departments: ['care'] };
const steward: Actor = { id: 'sample.data-steward.1', roles: ['data-steward'], groups: [], departments: [] };
const [manager] = managers;
/** Approvers of a form name its digest as well. */
const digestOfForm = ({ detail }: CaseView): object => ({ digest: (detail.approval as { digest: string }).digest });
const review = act('review', { digest: null, words: null }, manager);
const approve = act('approve', {}, manager);
const approved = [review, { ...approve, body: digestOfForm }];
const enteredAs = (status: string): Act => ({ until: (view) => view.status === status });
const amend = act(
  'amend',
  { action: 'change', form: words, customers: ['SB-P-00000-000001'], records: 1, alike: 0 },
  officer,
);

/** Record changes, one for each outcome (N-20). Of the one named so the registry says once that its record has moved. */
export const staleOnce = 'record-change-stale';
const recordChanges: Record<string, RecordedStory> = {
  'record-change-archived': {
    kind: 'recordChange',
    acts: [...approved, act('enter', {}, steward), enteredAs('entered'), act('archive', {}, officer)],
  },
  'record-change-rejected-then-withdrawn': {
    kind: 'recordChange',
    acts: [review, act('reject', { digest: null, words }, manager), act('withdraw', { words: null }, officer)],
  },
  [staleOnce]: {
    kind: 'recordChange',
    acts: [
      ...[...approved, act('enter', {}, steward), enteredAs('returned')],
      ...[amend, ...approved, act('enter', {}, steward), enteredAs('entered'), act('archive', {}, officer)],
    ],
  },
  'record-change-late': {
    kind: 'recordChange',
    // Nobody is there, and nobody acts until the review's whole ladder has been told.
    acts: [
      { until: ({ clocks }) => clocks.some(({ breachedAt }) => breachedAt !== null) },
      ...[...approved, act('enter', {}, steward), enteredAs('entered'), act('archive', {}, officer)],
    ],
  },
};

const earlierStories: Record<string, RecordedStory> = {
  ...recordChanges,
  ...surveyCycles,
  ...leads,
  ...careStories,
  'complaint-helped': { acts: [act('accept'), answer, helped] },
  'complaint-silence': { acts: [act('accept'), answer] },
  'complaint-second-round': {
    acts: [
      act('accept'),
      answer,
      act('confirm', { helped: false, words }),
      answer,
      act('confirm', { helped: true, words }),
    ],
  },
  'complaint-not-completed': { acts: [act('return-for-completion', { missing: ['details'], words })] },
  'complaint-withdrawn': {
    acts: [act('accept'), act('pause', { reasonCode: 'waiting-for-customer' }), act('withdraw', { words: null })],
  },
  'complaint-continued': {
    acts: [act('accept'), ...Array.from({ length: 14 }, () => act('interim', { words, expectedBy: null })), answer],
    continueAfter: 110,
  },
  'complaint-with-tickets': {
    acts: [
      act('accept'),
      openTicket('recorded-accepted'),
      openTicket('recorded-sent-back'),
      onTicket('recorded-accepted', 'assign', { to: lead.id }),
      onTicket('recorded-accepted', 'note', { words }),
      onTicket('recorded-accepted', 'resolve', { outcome: 'done', words }),
      onTicket('recorded-accepted', 'accept', {}, sampleAgent),
      onTicket('recorded-sent-back', 'resolve', { outcome: 'not-ours', words }),
      onTicket('recorded-sent-back', 'return', { words }, sampleAgent),
      onTicket('recorded-sent-back', 'resolve', { outcome: 'done', words }),
      onTicket('recorded-sent-back', 'accept', {}, sampleAgent),
      answer,
      helped,
    ],
    tickets: { 'recorded-accepted': 'department-ticket-accepted', 'recorded-sent-back': 'department-ticket-sent-back' },
  },
  'complaint-withdrawn-with-ticket': {
    acts: [
      act('accept'),
      openTicket('recorded-withdrawn'),
      onTicket('recorded-withdrawn', 'note', { words }),
      act('withdraw', { words: null }),
    ],
    tickets: { 'recorded-withdrawn': 'department-ticket-withdrawn' },
  },
  'complaint-hand-over-returned': {
    acts: [
      act('accept'),
      act('hand-over', { receiver: 'sample.agent.2', consent: true, words }),
      until(({ handOver }) => handOver === undefined),
      answer,
      helped,
    ],
  },
  'complaint-reopened': { acts: [act('accept'), answer, helped, act('reopen', { words }), answer, helped] },
  'complaint-objected': {
    acts: [
      act('decline', { reasonCode: 'not-justified', words }, lead),
      act('object', { words }),
      act('accept', {}, managers[0]),
      act('answer', { words, solved: true }, managers[0]),
      helped,
    ],
  },
  'complaint-claim-approved': {
    acts: [
      act('accept'),
      act('prepare-claim', { amount: '250.00', words, attachments: [] }),
      ...managers.map((by): Act => ({ command: 'approve-claim', by, body: digestOfClaim })),
      answer,
      helped,
    ],
  },
  'complaint-merged': {
    acts: [
      mergeInto('recorded-survivor'),
      ...besides(
        'recorded-survivor',
        until(({ merged }) => (merged as string[]).length > 0),
        act('accept'),
        answer,
        helped,
      ),
    ],
    beside: { 'recorded-survivor': 'complaint-merge-survivor' },
  },
  'complaint-merge-undone': {
    acts: [
      mergeInto('recorded-undone'),
      ...besides(
        'recorded-undone',
        until(({ merged }) => (merged as string[]).length > 0),
      ),
      act('undo-merge', { words }, lead),
      ...besides(
        'recorded-undone',
        until(({ merged }) => (merged as string[]).length === 0),
        act('accept'),
        answer,
        helped,
      ),
      ...[act('accept'), answer, helped],
    ],
    beside: { 'recorded-undone': 'complaint-merge-given-back' },
  },
  'complaint-merge-unheard': {
    acts: [act('accept'), mergeInto('recorded-nowhere'), until(({ notTaken }) => notTaken === 'ended'), answer, helped],
  },
  'complaint-scored': {
    acts: [act('accept'), answer, act('confirm', { helped: true, words, expected: 3, perceived: 5 })],
  },
  'complaint-rated-after-silence': {
    acts: [
      act('accept'),
      answer,
      { until: ({ status }) => status === 'closed' },
      act('rate', { helped: false, words, expected: 4, perceived: 2 }),
    ],
  },
  'complaint-appointments': {
    acts: [
      act('accept'),
      ...['1', '2', '3'].map((): Act => ({ command: 'book-appointment', body: meeting, by: sampleAgent })),
      act('keep-appointment', { appointment: '1', ...result }),
      act('cancel-appointment', { appointment: '2', words: null }),
      until(({ appointments }) => (appointments as { status: string }[]).at(-1)?.status === 'missed'),
      answer,
      helped,
    ],
    policy: { appointments: { remindBefore: { elapsed: 'PT1S' }, grace: { elapsed: 'PT1S' } } },
  },
  'complaint-day-and-promise-missed': {
    acts: [
      until(({ contact }) => (contact as { daysMissed: number }).daysMissed >= 1),
      act('accept'),
      { command: 'interim', body: () => ({ words, expectedBy: inSeconds(2) }), by: sampleAgent },
      until(({ promise }) => (promise as { missedAt: string | null }).missedAt !== null),
      answer,
      helped,
    ],
    policy: { clocks: [], dailyContact: { whileOpen: true, untilClosed: false } },
    receivedDaysAgo: 2,
  },
};

export const stories: Record<string, RecordedStory> = {
  ...earlierStories,
  ...recordedAgain(earlierStories),
  ...thirdReadingStories,
  ...fourthReadingStories,
  ...leanStories,
  ...procedures,
};

/** A case that nobody answers breaches, climbs its ladder and waits: its history is of a case that still runs. */
export const breached = 'complaint-breached';
