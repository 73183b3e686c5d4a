/** Occurrences of a procedure whose histories are saved: through every kind of step, and one that is late and rejected. */

import type { Actor } from '../../domain/case/command.ts';
import type { CaseView } from '../../domain/case/view.ts';
import { detailOf } from '../../domain/details.ts';
import type { PublishedVersion } from '../../domain/procedure/proposal.ts';
import { words } from '../cost/standard-complaint.ts';
import type { Act, RecordedStory } from './stories.ts';

/** Of this one the store says once that its base is no longer the newest. */
export const staleVersion = 'procedure-version-stale';

const person = (name: string, role: string): Actor => ({
  ...{ id: `sample.${name}`, roles: [role], groups: ['care'], departments: ['care'] },
});
const supervisor = person('supervisor.1', 'supervisor');
const manager = person('manager.1', 'manager');
const quality = person('quality.1', 'quality');

type Body = Extract<Act, { command: string }>['body'];
const act = (command: string, by: Actor, body: Body = { step: null, words, findings: [] }): Act => ({
  command,
  body,
  by,
});

/** A person who judges names the digest of what stands there. */
const judging =
  (more: object = {}) =>
  (view: CaseView): object => {
    const open = detailOf(view, 'procedure').steps.find(({ status, approval }) => status === 'open' && approval);
    return { step: null, digest: open?.approval?.digest, words, ...more };
  };

const contactCentre = person('contact-centre.1', 'contact-centre');

/** Of a call for offers: its criteria, and the day until which offers come in. It was so long before the present, in days. */
const called = (daysAgo: number): Act[] => [
  { ...act('submit', contactCentre, brought), daysAgo },
  { ...act('approve', manager, judging()), daysAgo },
  {
    ...act('carry-out', contactCentre, () => ({
      step: null,
      words,
      findings: [],
      values: { closesOn: dayOf(daysAgo) },
    })),
    daysAgo,
  },
];
/** The local date so many days before the present. */
const dayOf = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000 + 3 * 3_600_000).toISOString().slice(0, 10);

const recommendations = ['1', '2'].map((id) => ({ id: `1-${id}`, owner: 'sample.agent.1', dueOn: '2030-01-06' }));
const brought = { step: null, words, findings: [], recommendations: [] };
const values = (quality: number, cost: number) => ({ subjects: [{ id: 'first', values: { quality, cost } }] });
const decisions = [
  { recommendation: '1-1', verdict: 'deferred', owner: null, dueOn: null },
  { recommendation: '1-2', verdict: 'rejected', owner: null, dueOn: null },
];

const untilReviewed = [
  ...[act('submit', supervisor, brought), act('receive', supervisor)],
  act('evaluate', supervisor, { ...brought, ...values(90, 80) }),
  act('evaluate', quality, { ...brought, ...values(60, 90), recommendations }),
];
const late: Act = {
  until: ({ clocks }) =>
    clocks.some(({ breachedAt, rungs }) => breachedAt !== null && rungs.every(({ firedAt }) => firedAt !== null)),
};
const asked: Act = {
  until: (view) =>
    detailOf(view, 'procedure').steps.some(({ status, asked: people }) => status === 'open' && people !== null),
};
const reader = (id: string): Actor => ({ id, roles: ['supervisor'], groups: ['care'], departments: ['care'] });

/** A version of the policy as it is handed in, or of a calendar; a memo has an end, some seconds on. */
const proposing = (seconds: number | null, calendar?: string) => (): object => ({
  ...brought,
  proposal: {
    ...{ version: 4, digest: 'd'.repeat(64), base: 3, baseHash: 'b'.repeat(64), from: null, replaces: null },
    until: seconds === null ? null : new Date(Date.now() + seconds * 1000).toISOString(),
    ...(calendar === undefined ? {} : { calendar }),
  },
});
const publishedAs = (isOver: (published: PublishedVersion) => boolean): Act => ({
  until(view) {
    const { published } = detailOf(view, 'procedure');
    return published !== undefined && isOver(published);
  },
});

export const procedures: Record<string, RecordedStory> = {
  'procedure-finished': {
    kind: 'procedure',
    acts: [
      ...untilReviewed,
      act('review', manager, judging({ findings: ['not-carried-out'], recommendations: [] })),
      ...[act('carry-out', supervisor), act('approve', manager, judging())],
      act('decide', manager, { step: null, decisions, words }),
      asked,
      act('acknowledge', reader('staff-1'), { step: null }),
      act('excuse', manager, { step: null, staff: 'staff-2', words }),
      act('archive', supervisor, { step: null, words: null }),
    ],
  },
  'procedure-version-published': {
    ...{ kind: 'procedure', procedure: 'policy-change' },
    acts: [
      act('submit', supervisor, proposing(null)),
      ...[act('approve', manager, judging()), act('approve', quality, judging())],
      publishedAs(() => true),
    ],
  },
  'procedure-calendar-published': {
    ...{ kind: 'procedure', procedure: 'calendar-change' },
    acts: [
      act('submit', supervisor, proposing(null, 'sandbox')),
      act('approve', manager, judging()),
      publishedAs(({ calendar }) => calendar !== undefined),
    ],
  },
  [staleVersion]: {
    ...{ kind: 'procedure', procedure: 'policy-change' },
    acts: [
      act('submit', supervisor, proposing(null)),
      ...[act('approve', manager, judging()), act('approve', quality, judging())],
      { until: (view) => detailOf(view, 'procedure').refused !== undefined },
      act('submit', supervisor, proposing(null)),
      ...[act('approve', manager, judging()), act('approve', quality, judging())],
      publishedAs(() => true),
    ],
  },
  'procedure-memo-lapsed': {
    ...{ kind: 'procedure', procedure: 'policy-memo' },
    acts: [
      act('submit', supervisor, proposing(4)),
      act('approve', manager, judging()),
      publishedAs(({ endedAt }) => endedAt !== null),
    ],
  },
  'procedure-closed-by-itself': {
    ...{ kind: 'procedure', procedure: 'vendor-selection', receivedDaysAgo: 3 },
    acts: [
      ...called(2),
      {
        until: (view) =>
          detailOf(view, 'procedure').steps.some(({ id, status }) => id === 'opening' && status === 'open'),
      },
      act('carry-out', quality),
      act('withdraw', manager, { words }),
    ],
  },
  'procedure-offers-not-opened': {
    ...{ kind: 'procedure', procedure: 'vendor-selection' },
    acts: [...called(0), act('receive', contactCentre), act('withdraw', manager, { words })],
  },
  'procedure-with-cause': {
    ...{ kind: 'procedure', procedure: 'late-solution' },
    occurrence: {
      cause: { event: 'breach', number: 'SB-C-00000-000001', part: 'answer' },
      fellDueAt: '2026-11-01T06:00:00Z',
    },
    acts: [act('withdraw', manager, { words })],
  },
  'procedure-deferred-decided': {
    ...{ kind: 'procedure', procedure: 'monthly-performance' },
    occurrence: {
      ...{ period: '2026-10', fellDueAt: '2026-11-01T06:00:00Z' },
      deferred: ['1-1', '1-2'].map((id) => ({
        ...{ owner: 'sample.agent.1', dueOn: '2030-01-06', by: ['sample.supervisor.1'], words },
        from: { number: 'SB-T-00000-000001', id },
      })),
    },
    acts: [
      {
        until: (view) =>
          detailOf(view, 'procedure').steps.some(({ report }) => report !== null && report !== 'awaited'),
      },
      act('submit', supervisor, brought),
      act('review', quality, judging({ findings: [], recommendations: [] })),
      act('decide', manager, {
        ...{ step: null, words },
        decisions: [
          { recommendation: '0-1', verdict: 'accepted', owner: null, dueOn: null, item: 'recorded-deferred' },
          { recommendation: '0-2', verdict: 'deferred', owner: null, dueOn: null },
        ],
      }),
    ],
  },
  'procedure-late-then-rejected': {
    kind: 'procedure',
    acts: [
      late,
      ...untilReviewed,
      act('return', manager, judging()),
      act('evaluate', supervisor, { ...brought, ...values(90, 80) }),
      act('evaluate', quality, { ...brought, ...values(90, 80) }),
      act('review', manager, judging({ findings: [], recommendations: [] })),
      act('reject', manager, judging()),
    ],
  },
};
