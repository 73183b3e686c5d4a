import { expect, test } from '@jest/globals';
import { faultOfValue } from '../../../domain/procedure/fields.ts';
import type { FieldRule, StepRule } from '../../../domain/procedure/policy.ts';
import { person } from '../../support/samples/people.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const at = '2026-03-12T05:00:00Z';
const centre = person('centre', 'quality');
const manager = person('manager', 'manager');
const secretary = person('secretary', 'council-secretary');
const signed: Pick<StepRule, 'do' | 'roles' | 'approval'> = {
  do: 'approve',
  roles: ['council-secretary'],
  approval: { anyOf: [{ role: 'council-secretary' }] },
};

const types = {
  date: { type: 'date' },
  amount: { type: 'amount' },
  choice: { type: 'choice', choices: ['sms', 'radio'] },
  choices: { type: 'choices', choices: ['sms', 'radio'] },
  code: { type: 'code' },
} satisfies Record<string, Pick<FieldRule, 'type' | 'choices'>>;

test.each([
  ['date', ['2026-03-31', '2028-02-29'], ['2026-02-30', '31/03/2026', '2026-3-1', '']],
  ['amount', ['0', '1500', '99.50'], ['-1', '1,500', '1e3', '1.234', '']],
  ['choice', ['sms', 'radio'], ['tv', '', 'toString']],
  ['choices', ['sms', 'sms,radio', 'radio,sms'], ['tv', 'sms,tv', 'sms,sms', 'sms,', '', 'sms, radio']],
  ['code', ['al-noor', 'v2'], ['Al Noor', '-x', '', 'نور']],
] as const)('a field of type %s takes what fits, and nothing else', (type, sound, faulty) => {
  for (const value of sound) expect([value, faultOfValue(types[type], value)]).toEqual([value, null]);
  for (const value of faulty) expect([value, faultOfValue(types[type], value)]).not.toEqual([value, null]);
});

const closesOn = { id: 'closesOn', type: 'date', required: true } as const;

/** Offers are called for until a day, lie unread until then, and are opened together (F-13). */
const call: StepRule[] = [
  { id: 'publication', do: 'carry-out', roles: ['quality'], after: [], fields: [closesOn] },
  {
    ...{ id: 'offers', do: 'wait-for', roles: ['quality'], after: ['publication'] },
    ...{ dueOn: { step: 'publication', field: 'closesOn' }, closes: true as const },
  },
  { id: 'opening', do: 'carry-out', roles: ['manager'], after: ['offers'] },
];
const published = (day = '2026-03-31') =>
  new ProcedureStory({ steps: call }).act('carry-out', centre, at, { values: { closesOn: day } });

test('F-13: the closing date is asked for, is a date, and lies ahead', () => {
  const story = new ProcedureStory({ steps: call });
  for (const values of [undefined, {}, { closesOn: 'soon' }, { closesOn: '2026-03-11' }]) {
    expect([values, story.refusalOf('carry-out', centre, at, { values })]).toEqual([values, 'Incomplete']);
  }
  const more = { closesOn: '2026-03-31', other: 'x' };
  expect(story.refusalOf('carry-out', centre, at, { values: more })).toBe('Incomplete');
});

test('F-13: offers are taken until the closing day ends; then they are opened together, and no later one is taken', () => {
  const story = published();
  expect(story.step('offers').closesAt).toBe('2026-03-31T20:59:59Z');
  story.act('receive', centre, '2026-03-15T08:00:00Z').act('receive', centre, '2026-03-31T20:59:58Z');
  expect(story.statuses).toMatchObject({ offers: 'open', opening: 'waiting' });
  expect(story.step('offers').contributions).toHaveLength(2);
  expect(story.refusalOf('receive', centre, '2026-03-31T21:00:00Z')).toBe('NotAllowedNow');
  story.reach('2026-03-31T21:00:00Z');
  expect(story.statuses).toMatchObject({ offers: 'done', opening: 'open' });
  expect(story.types('offers')).not.toContain('breached');
});

test('F-13: the closing is a clock of its own, of which people hear before', () => {
  const story = published().reach('2026-03-31T20:00:00Z');
  expect(story.types('offers')).toEqual(['clockStarted', 'warned']);
});

/** A contract ends on a day that it names; what comes then is decided before (F-13). */
const contract: StepRule[] = [
  {
    ...{ id: 'contract', do: 'carry-out', roles: ['quality'], after: [] },
    fields: [{ id: 'endsOn', type: 'date', required: false }],
  },
  {
    ...{ id: 'renewal', do: 'carry-out', roles: ['quality'], after: ['contract'] },
    dueOn: { step: 'contract', field: 'endsOn' },
  },
];

test('F-13: a step is due when the day of an earlier step ends, and breached after it; without one by its own time', () => {
  const dueOf = (story: ProcedureStory) => story.state.clocks.find(({ id }) => id === 'renewal')?.dueAt;
  const dated = new ProcedureStory({ steps: contract });
  dated.act('carry-out', centre, at, { step: 'contract', values: { endsOn: '2026-09-30' } });
  expect(dueOf(dated)).toBe('2026-09-30T21:00:00Z');
  dated.reach('2026-10-01T05:00:00Z');
  expect(dated.types('renewal')).toContain('breached');
  const undated = new ProcedureStory({ steps: contract }).act('carry-out', centre, at, { step: 'contract' });
  expect(dueOf(undated)).toBe('2026-03-16T13:00:00Z');
});

test('a day that may not be before another one is not', () => {
  const dates: FieldRule[] = [
    { id: 'startsOn', type: 'date', required: false },
    { id: 'endsOn', type: 'date', required: true, notBefore: 'startsOn' },
  ];
  const story = new ProcedureStory({
    steps: [{ id: 'plan', do: 'prepare', roles: ['quality'], after: [], fields: dates }],
  });
  const answerTo = (values: Record<string, string>) => story.refusalOf('submit', centre, at, { values });
  expect(answerTo({ startsOn: '2026-04-02', endsOn: '2026-04-01' })).toBe('Incomplete');
  expect(answerTo({ startsOn: '2026-04-01', endsOn: '2026-04-01' })).toBe('taken');
  expect(answerTo({ endsOn: '2026-04-01' })).toBe('taken');
});

test('F-13: what is done again without a day is due by its own time, and not by the day of the earlier round', () => {
  const seen = {
    ...{ id: 'look', do: 'review', roles: ['manager'], after: ['contract'], returnsTo: 'contract' },
    approval: { anyOf: [{ role: 'manager' }] },
  } satisfies StepRule;
  const steps: StepRule[] = contract.flatMap((step) =>
    step.id === 'renewal' ? [seen, { ...step, after: ['look'], returnsTo: 'contract', ...signed }] : [step],
  );
  const renewals = (story: ProcedureStory) => story.state.clocks.filter(({ rule }) => rule === 'renewal');
  const story = new ProcedureStory({ steps });
  story.act('carry-out', centre, at, { values: { endsOn: '2026-09-30' } }).act('review', manager, at);
  expect(renewals(story).at(-1)?.dueAt).toBe('2026-09-30T21:00:00Z');
  story.act('return', secretary, at).act('carry-out', centre, at).act('review', manager, at);
  expect(renewals(story).at(-1)?.dueAt).toBe('2026-03-16T13:00:00Z');
});

test('what is approved covers the values: with another value it is another subject', () => {
  const steps: StepRule[] = [
    {
      id: 'plan',
      do: 'prepare',
      roles: ['quality'],
      after: [],
      fields: [{ id: 'budget', type: 'amount', required: true }],
    },
    { id: 'approval', do: 'approve', roles: ['manager'], after: ['plan'], approval: { anyOf: [{ role: 'manager' }] } },
  ];
  const digestWith = (budget: string) =>
    new ProcedureStory({ steps }).act('submit', centre, at, { values: { budget } }).step('approval').approval?.digest;
  expect(digestWith('100')).toBe(digestWith('100'));
  expect(digestWith('100')).not.toBe(digestWith('200'));
});
