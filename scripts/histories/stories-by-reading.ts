/**
 * Lives that only a later reading knows. By the third a solution ends the clock, a withdrawal by staff is only claimed, and
 * contacts are corrected. By the fourth one limit goes on after a complaint was declined, and of several that were merged.
 */
import { type Actor, customerActor } from '../../domain/case/command.ts';
import type { ClockRule } from '../../domain/case/policy.ts';
import type { ComplaintPolicy } from '../../domain/complaint/policy.ts';
import { giverOf, sampleAgent, words } from '../cost/standard-complaint.ts';
import type { Act, RecordedStory } from './stories.ts';

type Body = Extract<Act, { command: string }>['body'];
const act = (command: string, body: Body = {}, by: Actor = giverOf(command)): Act => ({ command, body, by });
const byCustomer = (command: string, body: Body): Act => act(command, body, customerActor);

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
/** What the customer said on the telephone a moment ago. */
const said = () => ({ channel: 'phone', at: inSeconds(-60), words, attachment: null, reachable: true });
const withdrawnByStaff = act('withdraw', () => ({ words: null, said: said() }), sampleAgent);

const seconds = (count: number) => ({ elapsed: `PT${count}S` });
const windows = { followUp: seconds(2), reopen: seconds(2), completion: seconds(2), disown: seconds(3) };
const solution: ClockRule = {
  ...{ source: 'ours', id: 'answer', due: { elapsed: 'PT1H' }, ladder: [] },
  start: { on: ['received'], from: 'received' },
  stop: { on: ['solved'], need: 'any' },
};
const policy = { windows, clocks: [solution] };

const helped = byCustomer('confirm', { helped: true, words: null });

/** The same lives of other kinds as before, recorded again: their packs ask for the third reading now. */
export function recordedAgain(stories: Record<string, RecordedStory>): Record<string, RecordedStory> {
  const again = ['record-change-archived', 'lead-successful', 'survey-cycle-finished', 'complaint-reopened'];
  return Object.fromEntries(
    again.flatMap((name) => {
      const { items: _, ...story } = stories[name] ?? { acts: [] };
      return [[`${name}-third-reading`, story]];
    }),
  );
}

export const thirdReadingStories: Record<string, RecordedStory> = {
  'complaint-solved-after-interim': {
    acts: [
      act('accept'),
      act('answer', () => ({ words, solved: false, expectedBy: inSeconds(60) })),
      act('answer', { words, solved: true }),
      helped,
    ],
    policy,
  },
  'complaint-withdrawal-disowned': {
    acts: [
      act('accept'),
      withdrawnByStaff,
      byCustomer('disown', { statement: null, words: null }),
      act('answer', { words, solved: true }),
      helped,
    ],
    policy,
  },
  'complaint-withdrawal-stood': { acts: [act('accept'), withdrawnByStaff], policy },
  'complaint-contact-corrected': {
    acts: [
      act('accept'),
      act('correct-contact', { words, changed: ['phone'], language: 'en' }, sampleAgent),
      act('share', { with: 'sample.agent.2' }, sampleAgent),
      act('give-back', { words }, sampleAgent),
      act('assign', { to: sampleAgent.id }, sampleAgent),
      act('answer', { words, solved: true }),
      helped,
    ],
    policy,
  },
};

const overall: Partial<ComplaintPolicy> = {
  windows,
  clocks: [{ ...solution, start: { on: ['received', 'roundOpened'], from: 'received' }, overall: true }],
};
const solved = act('answer', { words, solved: true });
const solvedAtTheSecondTry: Act[] = [
  ...[act('accept'), solved, byCustomer('confirm', { helped: false, words: null })],
  ...[solved, helped],
];
const supervisor: Actor = { id: 'sample.supervisor.1', roles: ['supervisor'], groups: [], departments: [] };
const limitsGoOn = 'complaint-limits-go-on';
const merged = (beside: string): Act => ({
  ...act('merge', { into: limitsGoOn, sameCustomer: true, words: null }, supervisor),
  beside,
});

export const fourthReadingStories: Record<string, RecordedStory> = {
  'complaint-limit-after-objection': {
    acts: [
      act('decline', { reasonCode: 'not-justified', words }, supervisor),
      byCustomer('object', { words }),
      ...solvedAtTheSecondTry,
    ],
    policy: overall,
  },
  [limitsGoOn]: {
    acts: [
      ...['recorded-limit-1', 'recorded-limit-2'].map(merged),
      { until: ({ detail }) => (detail.merged as string[]).length === 2 },
      ...solvedAtTheSecondTry,
    ],
    policy: overall,
    beside: { 'recorded-limit-1': 'complaint-limit-merged-1', 'recorded-limit-2': 'complaint-limit-merged-2' },
  },
};

const toCustomer = (on: string) => ({
  ...{ source: 'ours' as const, on, to: 'customer' as const, channels: ['sms' as const, 'email' as const] },
  ...{ template: on, urgent: false },
});
const announced: Partial<ComplaintPolicy> = {
  windows,
  clocks: [solution],
  notices: ['received', 'accepted', 'answered', 'closed'].map(toCustomer),
};

/** One of whose first messages the sender says that it has failed. */
export const senderFails = 'complaint-notice-not-sent';

/** Histories whose notices wait in the outbox, and one whose callers write (decision 29). */
export const leanStories: Record<string, RecordedStory> = {
  [senderFails]: { acts: [act('accept'), solved, helped], policy: announced },
  'complaint-written-by-callers': {
    acts: [act('accept'), act('assign', { to: sampleAgent.id }), solved, helped],
    policy: announced,
    callerWrites: true,
  },
};
