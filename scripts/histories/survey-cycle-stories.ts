/** Survey cycles whose histories are saved, one for each outcome (N-09). */

import type { Actor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import { words } from '../cost/standard-complaint.ts';
import type { Act, RecordedStory } from './stories.ts';

const person = (name: string, role: string): Actor => ({
  id: name,
  roles: [role],
  groups: ['care'],
  departments: ['care'],
});
const quality = person('sample.quality.1', 'quality');
const supervisor = person('sample.supervisor.1', 'supervisor');
const manager = person('sample.manager.1', 'manager');
const otherManager = person('sample.manager.2', 'manager');

const act = (command: string, by: Actor, body: Extract<Act, { command: string }>['body'] = {}): Act => ({
  command,
  body,
  by,
});
const reached = (status: string): Act => ({ until: (view) => view.status === status });

/** Signers name the digest of what they have seen. */
const signing =
  (place: 'review' | 'discussion') =>
  (view: CaseView): object => ({
    digest: detailOf(view, 'surveyCycle')[place]?.digest,
    words: null,
  });
const agreeing = ({ detail }: CaseView): object => ({
  recommendations: null,
  digest: (detail.proposal as { agreement: { digest: string } }).agreement.digest,
  words: null,
});

const questionnaires = {
  beneficiaries: { id: 'satisfaction', version: 1, digest: 'b'.repeat(64) },
  donors: { id: 'donor-satisfaction', version: 1, digest: 'd'.repeat(64) },
};
const recommendations = ['1', '2'].map((id) => ({ id, owner: 'sample.agent.1', dueOn: '2030-01-06' }));
const decisions = [
  { recommendation: '1', verdict: 'accepted', owner: null, dueOn: null },
  { recommendation: '2', verdict: 'rejected', owner: null, dueOn: null },
];

const prepare = act('prepare', quality, { questionnaires, words: null });
const reviews = [manager, supervisor].map((by) => act('review', by, signing('review')));
const untilReported = [
  ...[prepare, ...reviews],
  ...[act('close-collection', quality), act('report', quality, { words }), reached('discussing')],
];
const untilEnd = [
  ...[manager, supervisor].map((by) => act('discuss', by, signing('discussion'))),
  act('agree-steps', manager, { recommendations, words }),
  act('agree-steps', supervisor, agreeing),
  act('decide', otherManager, { decisions, words }),
  act('finish', manager, { words, asked: 3, answered: 2 }),
];
const agent = person('sample.agent.1', 'agent');
const onItem = (command: string, by: Actor, body: object): Act => ({
  ...act(command, by, body),
  item: 'recorded-item',
});
const dueOn = '2030-02-03';
/** An accepted recommendation as an item of its own: put off, done, sent back, done again, accepted. */
const followed = [
  act('decide', otherManager, {
    decisions: [{ ...decisions[0], item: 'recorded-item' }, decisions[1]],
    words,
  }),
  onItem('change-date', manager, { words, dueOn }),
  onItem('complete', agent, { words }),
  onItem('return', otherManager, { words, dueOn }),
  onItem('complete', agent, { words }),
  onItem('accept', otherManager, { words: null }),
];
const late: Act = {
  until: ({ clocks }) =>
    clocks.some(({ breachedAt, rungs }) => breachedAt !== null && rungs.every(({ firedAt }) => firedAt !== null)),
};

export const surveyCycles: Record<string, RecordedStory> = {
  'survey-cycle-finished': { kind: 'surveyCycle', acts: [...untilReported, ...untilEnd] },
  'survey-cycle-followed': {
    kind: 'surveyCycle',
    acts: [...untilReported, ...untilEnd.slice(0, 4), ...followed, ...untilEnd.slice(5)],
    items: { 'recorded-item': 'followed-item-accepted' },
  },
  'survey-cycle-returned-then-withdrawn': {
    kind: 'surveyCycle',
    acts: [
      ...[prepare, act('return', supervisor, { digest: null, words }), prepare, ...reviews],
      act('withdraw', manager, { words }),
    ],
  },
  'survey-cycle-late': { kind: 'surveyCycle', acts: [late, ...untilReported, ...untilEnd] },
  'survey-cycle-continued': { kind: 'surveyCycle', acts: [...untilReported, ...untilEnd], continueAfter: 110 },
};
