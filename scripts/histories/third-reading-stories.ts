/** Complaints by the third reading: a solution ends the clock, a withdrawal by staff is only claimed, contacts are corrected. */
import { type Actor, customerActor } from '../../domain/case/command.ts';
import type { ClockRule } from '../../domain/case/policy.ts';
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
