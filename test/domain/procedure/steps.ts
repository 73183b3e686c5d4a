import { expect, test } from '@jest/globals';
import type { StepRule } from '../../../domain/procedure/policy.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const at = '2026-03-12T05:00:00Z';
const quality = person('quality', 'quality');
const manager = person('manager', 'manager');

test('two steps that wait for the same one go on side by side, and what follows waits for both', () => {
  const steps: StepRule[] = [
    { id: 'plan', do: 'prepare', roles: ['quality'], after: [] },
    { id: 'offers', do: 'wait-for', roles: ['quality'], after: ['plan'] },
    { id: 'budget', do: 'carry-out', roles: ['manager'], after: ['plan'] },
    { id: 'end', do: 'archive', roles: ['quality'], after: ['offers', 'budget'] },
  ];
  const story = new ProcedureStory({ steps }).act('submit', quality, at);
  expect(story.statuses).toMatchObject({ offers: 'open', budget: 'open', end: 'waiting' });
  story.act('receive', quality, at);
  expect(story.step('end').status).toBe('waiting');
  story.act('carry-out', manager, at);
  expect(story.step('end').status).toBe('open');
});

test('of two open steps of one kind a person takes that of their role, and names it if both are theirs', () => {
  const steps: StepRule[] = [
    { id: 'one', do: 'prepare', roles: ['quality'], after: [] },
    { id: 'other', do: 'prepare', roles: ['quality', 'manager'], after: [] },
  ];
  const story = new ProcedureStory({ steps });
  expect(story.refusalOf('submit', quality, at)).toBe('Incomplete');
  story.act('submit', manager, at);
  expect(story.statuses).toEqual({ one: 'open', other: 'done' });
  story.act('submit', quality, at);
  expect(story.state.status).toBe('finished');
});

const policyRead: StepRule[] = [{ id: 'read', do: 'acknowledge', roles: ['agent', 'quality'], after: [] }];
const [ali, sara] = [person('ali', 'agent'), person('sara', 'agent')];

test('everybody acknowledges it for themselves; who has not is waited for by name (F-11)', () => {
  const story = new ProcedureStory({ steps: policyRead });
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    { do: 'list-staff', step: 'read', roles: ['agent', 'quality'], command: 'settle-asked' },
  ]);
  expect(story.refusalOf('acknowledge', ali, at)).toBe('NotAllowedNow');
  story.asked('read', ['ali', 'quality', 'sara'], at);
  expect(story.notices.map(({ to }) => to)).toEqual(['staff:ali', 'staff:quality', 'staff:sara']);
  story.act('acknowledge', ali, at);
  expect(story.refusalOf('acknowledge', ali, at)).toBe('NotAllowedNow');
  expect(story.refusalOf('acknowledge', standingIn(person('deputy', 'manager'), sara), at)).toBe('Forbidden');
  story.act('acknowledge', sara, at).act('acknowledge', quality, at);
  expect(story.state.status).toBe('finished');
});

test('who has not acknowledged it is reminded before its time is over, and nobody else (F-11)', () => {
  const story = new ProcedureStory({ steps: policyRead })
    .asked('read', ['ali', 'sara'], at)
    .act('acknowledge', ali, at);
  // Two working hours before the end of the second working day.
  story.reach('2026-03-16T11:30:00Z');
  expect(story.types('read')).toEqual(['clockStarted', 'warned']);
  expect(story.notices.map(({ to }) => to)).toEqual(['role:manager', 'staff:sara']);
});

test('somebody who has left is excused with a reason, and not by themselves', () => {
  const story = new ProcedureStory({ steps: policyRead })
    .asked('read', ['ali', 'sara'], at)
    .act('acknowledge', ali, at);
  const excused = { staff: 'sara', words: words('left') };
  expect(story.refusalOf('excuse', sara, at, excused)).toBe('SamePerson');
  expect(story.refusalOf('excuse', manager, at, { ...excused, staff: 'ali' })).toBe('NotAllowedNow');
  story.act('excuse', manager, at, excused);
  expect(story.state.status).toBe('finished');
});

test('if nobody is asked, nothing is waited for', () => {
  expect(new ProcedureStory({ steps: policyRead }).asked('read', [], at).state.status).toBe('finished');
});

const vendor: StepRule[] = [
  {
    ...{ id: 'measure', do: 'evaluate', roles: ['quality', 'manager'], after: [], evaluators: 2, corrects: true },
    criteria: [
      { id: 'response', target: 90, weight: 2, lowerIsBetter: false },
      { id: 'minutes', target: 10, weight: 1, lowerIsBetter: true },
    ],
  },
  { id: 'correct', do: 'decide', roles: ['council-secretary'], after: ['measure'] },
];
const valued = (response: number, minutes: number) => ({ subjects: [{ id: 'a', values: { response, minutes } }] });

test('two people evaluate a vendor, each once; the result is worked out from both (F-13)', () => {
  const story = new ProcedureStory({ steps: vendor }).act('evaluate', quality, at, valued(90, 10));
  expect(story.refusalOf('evaluate', quality, at, valued(90, 10))).toBe('SamePerson');
  expect(story.refusalOf('evaluate', standingIn(manager, quality), at, valued(90, 10))).toBe('taken');
  story.act('evaluate', manager, at, valued(100, 8));
  expect(story.step('measure').results).toEqual([{ id: 'a', attained: 100, missed: [] }]);
  expect(story.statuses).toEqual({ measure: 'done', correct: 'skipped' });
});

test('a target that is missed asks for what is done about it (F-13)', () => {
  const story = new ProcedureStory({ steps: vendor }).act('evaluate', quality, at, valued(90, 10));
  expect(story.refusalOf('evaluate', manager, at, valued(0, 40))).toBe('Incomplete');
  const recommendations = [{ id: '1-1', owner: 'officer', dueOn: '2026-06-01' }];
  story.act('evaluate', manager, at, { ...valued(0, 40), recommendations });
  // 45 of 90 with twice the weight, and 10 of 25 minutes.
  expect(story.step('measure').results).toEqual([{ id: 'a', attained: 46.7, missed: ['response', 'minutes'] }]);
  expect(story.step('correct').status).toBe('open');
});

test('figures are taken from the report that is frozen in the case, and from no other (F-12, G-12)', () => {
  const figure = { step: 'figures', measure: 'solvedShare', by: 'channel' };
  const steps: StepRule[] = [
    { id: 'figures', do: 'prepare', roles: ['quality'], after: [], report: 'channel-kpis' },
    {
      ...{ id: 'measure', do: 'evaluate', roles: ['manager'], after: ['figures'] },
      criteria: [{ id: 'solved', target: 80, weight: 1, lowerIsBetter: false, figure }],
    },
  ];
  const report = { id: 'fund/channel-kpis/2026-03-01', digest: 'd'.repeat(64) };
  const made = (settled: typeof report | null) =>
    new ProcedureStory({ steps })
      .hears('settle-report', at, { step: 'figures', report: settled })
      .act('submit', quality, at);
  const story = made(report);
  const subjects = [{ id: 'phone', values: { solved: 90 } }];
  // Typed values name no report, whether or not there is one.
  expect(story.refusalOf('evaluate', manager, at, { subjects })).toBe('PreconditionFailed');
  expect(made(null).refusalOf('evaluate', manager, at, { subjects })).toBe('NotAllowedNow');
  for (const other of [
    { ...report, digest: 'e'.repeat(64) },
    { ...report, id: 'fund/channel-kpis/2026-02-01' },
  ])
    expect(story.refusalOf('evaluate', manager, at, { subjects, from: { figures: other } })).toBe('PreconditionFailed');
  const from = { figures: report };
  story.act('evaluate', manager, at, { subjects, from });
  expect(story.step('measure').evaluations).toEqual([{ by: 'manager', subjects, from }]);
  expect(story.state.status).toBe('finished');
});

test('a policy may ask for a recommendation about each subject that misses a target, whoever raises it (F-13)', () => {
  const steps = vendor.map((step) => (step.id === 'measure' ? { ...step, corrects: 'each' as const } : step));
  const values = { response: 0, minutes: 40 };
  const subjects = [...['a', 'b'].map((id) => ({ id, values })), { id: 'c', values: { response: 90, minutes: 10 } }];
  const about = (...ids: string[]) => ({
    subjects,
    recommendations: ids.map((subject) => ({ id: `1-${subject}`, owner: 'officer', dueOn: '2026-06-01', subject })),
  });
  const story = new ProcedureStory({ steps });
  expect(story.refusalOf('evaluate', quality, at, about('d'))).toBe('Incomplete');
  story.act('evaluate', quality, at, about('a'));
  for (const others of [[], ['c']])
    expect(story.refusalOf('evaluate', manager, at, about(...others))).toBe('Incomplete');
  story.act('evaluate', manager, at, about('b'));
  expect(story.state.recommendations.map(({ subject }) => subject)).toEqual(['a', 'b']);
  expect(story.step('correct').status).toBe('open');
});

test('a value is missing, or of no criterion: that is no evaluation', () => {
  const story = new ProcedureStory({ steps: vendor });
  const given = (values: Record<string, number>) =>
    story.refusalOf('evaluate', quality, at, { subjects: [{ id: 'a', values }] });
  expect([given({ response: 1 }), given({ response: 1, minutes: 1, cost: 1 })]).toEqual(['Incomplete', 'Incomplete']);
});

test('an approval that is refused for good ends it', () => {
  const steps: StepRule[] = [
    { id: 'request', do: 'prepare', roles: ['quality'], after: [] },
    {
      id: 'consent',
      do: 'approve',
      roles: ['manager'],
      after: ['request'],
      approval: { anyOf: [{ role: 'manager' }] },
    },
  ];
  const story = new ProcedureStory({ steps }).act('submit', quality, at);
  expect(story.refusalOf('return', manager, at)).toBe('NotAllowedNow');
  story.act('reject', manager, at);
  expect([story.state.status, story.isOver]).toEqual(['rejected', true]);
  expect(story.clock('consent').state).toBe('cancelled');
});

const ofReport: StepRule[] = [
  { id: 'report', do: 'prepare', roles: ['quality'], after: [], report: 'monthly-performance' },
  { id: 'look', do: 'approve', roles: ['manager'], after: ['report'], approval: { anyOf: [{ role: 'manager' }] } },
];
const made = { id: 'neighbourhood-centres/monthly-performance/2026-03-01', digest: 'f'.repeat(64) };

test('a report is made as its step begins, and nothing is handed in before it is there (N-17)', () => {
  const story = new ProcedureStory({ steps: ofReport });
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    {
      ...{ do: 'make-report', report: 'monthly-performance', from: '2026-03-01' },
      ...{ step: 'report', command: 'settle-report' },
    },
  ]);
  expect(story.refusalOf('submit', quality, at)).toBe('NotAllowedNow');
  story.hears('settle-report', at, { step: 'report', report: made });
  expect(story.step('report').report).toEqual(made);
  story.act('submit', quality, at);
  expect(story.step('look').status).toBe('open');
});

test('what is approved covers the report by its digest', () => {
  const digestWith = (report: typeof made) => {
    const story = new ProcedureStory({ steps: ofReport }).hears('settle-report', at, { step: 'report', report });
    return story.act('submit', quality, at, { words: words('same') }).step('look').approval?.digest;
  };
  expect(digestWith(made)).toBe(digestWith(made));
  expect(digestWith({ ...made, digest: 'e'.repeat(64) })).not.toBe(digestWith(made));
});

test('if a report cannot be made, people prepare it without one', () => {
  const story = new ProcedureStory({ steps: ofReport }).hears('settle-report', at, { step: 'report', report: null });
  expect(story.refusalOf('submit', quality, at)).toBe('taken');
});

test('an occurrence for who has joined later asks nobody else (F-11)', () => {
  const story = new ProcedureStory({ steps: policyRead, asks: ['sara'] }).asked('read', ['ali', 'sara'], at);
  expect(story.step('read').asked).toEqual(['sara']);
  expect(story.refusalOf('acknowledge', ali, at)).toBe('NotAllowedNow');
  expect(story.act('acknowledge', sara, at).state.status).toBe('finished');
});
