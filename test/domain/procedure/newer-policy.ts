import { describe, expect, test } from '@jest/globals';
import { handle } from '../../../domain/case/machine.ts';
import { evolve, type Step } from '../../../domain/case/step.ts';
import { procedure } from '../../../domain/procedure/kind.ts';
import type { ProcedurePolicy, StepRule } from '../../../domain/procedure/policy.ts';
import type { ProcedureState } from '../../../domain/procedure/state.ts';
import { person } from '../../support/samples/people.ts';
import { riyadhOpened } from '../../support/samples/sample-calendar.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { monthlyReport, sampleProcedurePolicy } from '../../support/samples/sample-procedure-policy.ts';
import { ProcedureStory } from '../../support/stories/procedure-story.ts';

const quality = person('quality', 'quality');
const manager = person('manager', 'manager');
const at = '2026-03-12T05:00:00Z';

/** Version 2 with these steps, in which a manager has cases go over to it. */
function newer(steps: StepRule[], changes: Partial<ProcedurePolicy> = {}): ProcedurePolicy {
  const policy = sampleProcedurePolicy(steps);
  const { manager: own } = policy.rights;
  const rights = {
    ...policy.rights,
    ...(own ? { manager: { ...own, commands: { ...own.commands, repin: 'yes' as const } } } : {}),
  };
  return { ...policy, version: 2, hash: 'b'.repeat(64), rights, ...changes };
}

function repin({ record }: ProcedureStory, policy: ProcedurePolicy) {
  const command = { name: 'repin', commandId: 'repin', at, actor: manager, body: { policy, words: words('why') } };
  return handle(procedure, record, command, riyadhOpened, at);
}

function done(answer: ReturnType<typeof repin>): Step<ProcedureState> {
  if ('refusal' in answer) throw new Error(`refused: ${answer.detail}`);
  return answer;
}
const detailOfRefusal = (answer: ReturnType<typeof repin>) => ('refusal' in answer ? answer.detail : 'taken');

/** The steps with a change of one of them. */
const changed = (id: string, change: Partial<StepRule>) =>
  monthlyReport.map((step) => (step.id === id ? { ...step, ...change } : step));
const reviewing = () => new ProcedureStory().act('submit', quality, at);

describe('a running occurrence goes over to a newer policy (X-04)', () => {
  test('steps that nobody has begun are as the newer version has them, and what was done stays', () => {
    const story = reviewing();
    const extra: StepRule = { id: 'filing', do: 'archive', roles: ['agent'], after: ['archive'] };
    const steps = [...changed('decision', { roles: ['manager'] }), extra];
    const { record, events } = done(repin(story, newer(steps)));
    expect(events.map(({ type }) => type)).toEqual(['repinned']);
    expect(record.state.policy.version).toBe(2);
    const known = new Map(record.state.steps.map((step) => [step.id, step]));
    expect([...known.keys()].at(-1)).toBe('filing');
    expect(known.get('decision')).toMatchObject({ status: 'waiting', roles: ['manager'] });
    expect(known.get('report')).toEqual(story.step('report'));
    expect(known.get('weak-points')).toEqual(story.step('weak-points'));
    expect(record.state.clocks.find(({ id }) => id === 'filing')?.startedAt).toBeNull();
    expect(events.reduce((state, event) => evolve(procedure, state, event), story.record.state)).toEqual(record.state);
  });

  test('the open step is due earlier, and its earlier time stays visible', () => {
    const story = reviewing();
    const policy = newer(monthlyReport);
    const clocks = policy.clocks.map((rule) => ({ ...rule, due: { workingDays: 1 } }));
    const { record } = done(repin(story, { ...policy, clocks }));
    const [before, after] = [story.clock('weak-points'), record.state.clocks.find(({ id }) => id === 'weak-points')];
    expect(after?.moves).toMatchObject([{ from: before.dueAt, to: after?.dueAt, why: 'policy' }]);
  });

  test('a step that is added and waits for nothing begins at once', () => {
    const extra: StepRule = { id: 'note', do: 'carry-out', roles: ['quality'], after: ['report'] };
    const { record, events } = done(repin(reviewing(), newer([...monthlyReport, extra])));
    expect(events.map(({ type }) => type)).toEqual(['repinned', 'stepBegan', 'clockStarted']);
    expect(record.state.steps.at(-1)).toMatchObject({ id: 'note', status: 'open' });
  });

  test.each<[string, StepRule[], string]>([
    [
      'a step that is open is another one',
      changed('weak-points', { findings: ['other'] }),
      'has another step weak-points',
    ],
    ['a step that is done is another one', changed('report', { roles: ['agent'] }), 'has another step report'],
    [
      'a new step stands before one that has begun',
      [{ id: 'first', do: 'prepare', roles: ['agent'], after: [] }, ...changed('report', { after: ['first'] })],
      'has another step report',
    ],
    [
      'a step that has begun is gone',
      [{ id: 'other', do: 'prepare', roles: ['agent'], after: [] }],
      'has no step report',
    ],
    ['a step that was promised is gone', monthlyReport.slice(0, -1), 'would take something away: the clock archive'],
  ])('it is refused, and changes nothing, if %s', (_, steps, sentence) => {
    const story = reviewing();
    const before = structuredClone(story.record);
    expect(detailOfRefusal(repin(story, newer(steps)))).toContain(`version 2 ${sentence}`);
    expect(story.record).toEqual(before);
  });

  test('a step of a party is of nobody if nobody was named, so it does not go over to that', () => {
    const steps = changed('archive', { party: 'keeper' });
    expect(detailOfRefusal(repin(reviewing(), newer(steps)))).toContain('has a step archive of a party');
    const named = new ProcedureStory({ parties: [{ party: 'keeper', staff: 'quality' }] }).act('submit', quality, at);
    const { record } = done(repin(named, newer(steps)));
    expect(record.state.steps.find(({ id }) => id === 'archive')).toMatchObject({ party: 'keeper' });
  });

  test('a day that was given stays the time of its step', () => {
    const steps: StepRule[] = [
      {
        ...{ id: 'call', do: 'carry-out', roles: ['quality'], after: [] },
        fields: [{ id: 'closesOn', type: 'date', required: true }],
      },
      {
        ...{ id: 'offers', do: 'wait-for', roles: ['quality'], after: ['call'], closes: true },
        dueOn: { step: 'call', field: 'closesOn' },
      },
    ];
    const story = new ProcedureStory({ steps }).act('carry-out', quality, at, { values: { closesOn: '2026-03-20' } });
    const { record, events } = done(repin(story, newer(steps)));
    expect(events.map(({ type }) => type)).toEqual(['repinned']);
    expect(record.state.clocks).toEqual(story.state.clocks);
    expect(record.state.policy.clocks.find(({ id }) => id === 'offers')).toEqual(
      story.state.policy.clocks.find(({ id }) => id === 'offers'),
    );
  });
});
