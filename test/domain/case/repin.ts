import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, customerActor, type Refusal } from '../../../domain/case/command.ts';
import { chainHolds } from '../../../domain/case/event.ts';
import { handle } from '../../../domain/case/machine.ts';
import type { ClockRule } from '../../../domain/case/policy.ts';
import { evolve, type Step } from '../../../domain/case/step.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import type { ComplaintState } from '../../../domain/complaint/state.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { riyadhOpened } from '../../support/samples/sample-calendar.ts';
import { agent, manager, samplePolicy, words } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const later = '2026-03-16T07:00:00Z';
const answerIn = (workingDays: number) =>
  samplePolicy().clocks.map((rule) => (rule.id === 'answer' ? { ...rule, due: { workingDays } } : rule));

function repin(
  story: Story,
  changes: Partial<ComplaintPolicy>,
  { by = manager, at = later }: { by?: Actor; at?: string } = {},
): Step<ComplaintState> | Refusal {
  const policy = samplePolicy({ version: 2, hash: 'b'.repeat(64), clocks: answerIn(8), ...changes });
  const command = { name: 'repin', commandId: 'repin', at, actor: by, body: { policy, words: words('why') } };
  return handle(complaint, story.record, command, riyadhOpened, at);
}
const told = {
  source: 'ours' as const,
  on: 'closed',
  to: 'customer' as const,
  channels: ['sms' as const],
  template: 'closed',
  urgent: false,
};
const accepted = () => new Story({ policy: { clocks: answerIn(11) } }).act('accept', wednesday, { by: agent });
const answerClock = ({ clocks }: ComplaintState) => clocks.find(({ id }) => id === 'answer');

function done(answer: Step<ComplaintState> | Refusal): Step<ComplaintState> {
  if ('refusal' in answer) throw new Error(`refused: ${answer.detail}`);
  return answer;
}
const refusalOf = (answer: Step<ComplaintState> | Refusal) => ('refusal' in answer ? answer.refusal : 'taken');

describe('repin (design §2, rule 7)', () => {
  test('pins a running case to a newer version: its deadline comes nearer, and the earlier one stays visible', () => {
    const story = accepted();
    const before = answerClock(story.record.state);
    const { record, events } = done(repin(story, {}));
    expect(events[0]).toMatchObject({ type: 'repinned', by: manager.id, policyVersion: 1, data: { from: 1, to: 2 } });
    expect(events[0]?.data).toMatchObject({ words: words('why') });
    const after = answerClock(record.state);
    expect(record.state.policy.version).toBe(2);
    expect(Date.parse(after?.dueAt ?? '')).toBeLessThan(Date.parse(before?.dueAt ?? ''));
    expect(after?.moves).toMatchObject([{ from: before?.dueAt, to: after?.dueAt, why: 'policy' }]);
    expect(events.slice(1).every(({ policyVersion }) => policyVersion === 2)).toBe(true);
    expect(chainHolds([...story.events, ...events])).toBe(true);
    const folded = events.reduce((state, event) => evolve(complaint, state, event), story.record.state);
    expect(folded).toEqual(record.state);
  });

  test('is a manager’s, and of nobody whom the case names', () => {
    expect(refusalOf(repin(accepted(), {}, { by: agent }))).toBe('Forbidden');
    const about = new Story({ policy: { clocks: answerIn(11) }, details: { about: [manager.id] } });
    expect(refusalOf(repin(about, {}))).toBe('NamedInCase');
  });

  test.each<[string, Partial<ComplaintPolicy>]>([
    ['a later deadline', { clocks: answerIn(12) }],
    ['a clock less', { clocks: answerIn(8).filter(({ id }) => id !== 'answer') }],
    ['a command of the customer less', { switchedOff: ['reopen'] }],
    ['a shorter window', { windows: { ...samplePolicy().windows, reopen: { calendarDays: 29 } } }],
    ['the version that it has already', { version: 1 }],
    ['the policy of another organisation', { organisation: 'another' }],
    ['the rules of another category', { category: 'enquiry' }],
  ])('is refused, and changes nothing, with %s', (_what, changes) => {
    const story = accepted();
    const before = structuredClone(story.record);
    expect(refusalOf(repin(story, changes))).toBe('PreconditionFailed');
    expect(story.record).toEqual(before);
  });

  test('X-04: no message that was promised is lost, by any of its ways', () => {
    const notice = { ...told, channels: ['sms' as const, 'email' as const] };
    const story = new Story({ policy: { clocks: answerIn(11), notices: [notice] } }).act('accept', wednesday);
    expect(refusalOf(repin(story, { notices: [told] }))).toBe('PreconditionFailed');
    expect(refusalOf(repin(story, { notices: [{ ...notice, template: 'another' }] }))).toBe('taken');
  });

  test('N-25: a clock of an internal problem may go, and one that runs goes on to its end', () => {
    const study = {
      ...answerIn(1)[0],
      id: 'study',
      start: { on: ['received'], from: 'event' as const },
    } as ClockRule;
    const story = new Story({ policy: { clocks: [...answerIn(11), study], notices: [told] } });
    expect(story.clock('study').state).toBe('running');
    expect(refusalOf(repin(story, { notices: [] }, { at: wednesday }))).toBe('PreconditionFailed');
    const { record } = done(repin(story, { internalTo: ['manager'], notices: [] }, { at: wednesday }));
    const after = record.state.clocks.find(({ id }) => id === 'study');
    expect(after).toMatchObject({ state: 'running', dueAt: story.clock('study').dueAt });
    expect(record.state.policy.clocks.find(({ id }) => id === 'study')?.start.on).toEqual([]);
  });

  test('takes no breach back: a deadline that was missed stays missed at its own instant', () => {
    const story = accepted().reach('2026-04-30T13:00:00Z');
    const missed = answerClock(story.record.state);
    expect(missed?.state).toBe('breached');
    const { record } = done(repin(story, {}, { at: '2026-04-30T13:00:00Z' }));
    expect(answerClock(record.state)).toMatchObject({ state: 'breached', dueAt: missed?.dueAt });
  });

  test('of a case that is over there is none', () => {
    const story = accepted().act('withdraw', later, { by: customerActor });
    expect(complaint.isOver(story.record.state)).toBe(true);
    expect(refusalOf(repin(story, {}))).toBe('NotAllowedNow');
  });

  test('over random versions no deadline that runs becomes later, and no clock is lost', () => {
    const days = fc.integer({ min: 1, max: 15 });
    const moment = fc.integer({ min: 0, max: 20 }).map((day) => new Date(Date.parse(wednesday) + day * 86_400_000));
    fc.assert(
      fc.property(days, days, fc.boolean(), moment, (before, after, isPaused, instant) => {
        const story = new Story({ policy: { clocks: answerIn(before) } }).act('accept', wednesday, { by: agent });
        if (isPaused) story.act('pause', wednesday, { by: agent });
        const at = instant.toISOString();
        const answer = repin(story, { clocks: answerIn(after) }, { at });
        if (after > before) return 'refusal' in answer && answer.refusal === 'PreconditionFailed';
        const { state } = done(answer).record;
        return story.record.state.clocks.every((clock) => {
          const newer = state.clocks.find(({ id }) => id === clock.id);
          if (!newer) return false;
          return clock.dueAt === null || newer.dueAt === null || Date.parse(newer.dueAt) <= Date.parse(clock.dueAt);
        });
      }),
      propertyRuns('repinning'),
    );
  });
});
