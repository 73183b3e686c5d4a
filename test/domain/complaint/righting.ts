import { describe, expect, test } from '@jest/globals';
import { whyWaiting } from '../../../domain/case/next-actors.ts';
import type { ClockRule } from '../../../domain/case/policy.ts';
import { projectionOf } from '../../../domain/case/view.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import {
  fromReceipt,
  inRetrospect,
  manager,
  samplePolicy,
  staff,
  triage,
} from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const thursday = '2026-03-12T06:00:00Z';
const sunday = '2026-03-15T06:00:00Z';
const supervisor = staff('supervisor');
const answerIn = (workingDays: number): ClockRule => ({ ...fromReceipt, due: { workingDays } });

const rules = (category: string, ...clocks: ClockRule[]): ComplaintPolicy => samplePolicy({ category, clocks });
const enquiry = rules('enquiry', answerIn(2), triage);
const slow = rules('complaint', answerIn(9), triage);
const opened = (policy: ComplaintPolicy) => new Story({ policy, details: { category: policy.category } });
const corrected = (story: Story, policy: ComplaintPolicy, at = thursday, by = manager) =>
  story.act('correct-category', at, { body: { policy }, by });
const digestOf = ({ state }: Story) => ({ body: { digest: state.correction?.digest ?? '' } });

describe('C-05: a wrong kind is put right on record', () => {
  test('C-05: an earlier deadline holds at once, counted from the same start, and the one before stays visible', () => {
    const story = corrected(opened(slow), enquiry);
    const { dueAt } = new Story({ policy: enquiry }).clock();
    expect(story.state).toMatchObject({ category: 'enquiry', policy: { category: 'enquiry' } });
    expect(story.clock()).toMatchObject({ state: 'running', startedAt: wednesday, dueAt });
    expect(story.clock().moves).toMatchObject([{ from: opened(slow).clock().dueAt, to: dueAt, why: 'correction' }]);
    expect(story.event('categoryCorrected').data).toMatchObject({ from: 'complaint', to: 'enquiry' });
  });

  test('C-05: a later deadline waits for a second person, who is neither the first nor the owner', () => {
    const story = opened(enquiry).act('assign', wednesday, { by: manager, body: { to: 'supervisor-2' } });
    const { dueAt } = story.clock();
    corrected(story, slow, thursday, supervisor);
    expect(story.clock()).toMatchObject({ dueAt });
    expect(story.state).toMatchObject({
      category: 'enquiry',
      correction: { status: 'waiting', right: { category: 'complaint' } },
    });
    const approve = (by = manager, policy = slow) =>
      story.attempt('approve-correction', thursday, { by, body: { ...digestOf(story).body, policy } });
    for (const by of [supervisor, staff('supervisor', 'supervisor-2')]) {
      expect(approve(by)).toMatchObject({ refusal: 'SamePerson' });
    }
    expect(approve(staff('agent'))).toMatchObject({ refusal: 'Forbidden' });
    expect(approve(manager, enquiry)).toMatchObject({ refusal: 'PreconditionFailed' });
    expect(story.refusal('correct-category', thursday, { body: { policy: slow } })).toMatchObject({
      refusal: 'NotAllowedNow',
    });
    story.act('approve-correction', sunday, { by: manager, body: { ...digestOf(story).body, policy: slow } });
    expect(story.state).not.toHaveProperty('correction');
    expect(story.clock()).toMatchObject({ startedAt: wednesday, dueAt: opened(slow).clock().dueAt });
  });

  test('C-05, C-07: a correction waits for those who may decide on it, until it has been decided', () => {
    const story = opened(enquiry).act('assign', wednesday, { by: manager, body: { to: 'supervisor-2' } });
    const reasonFor = (actor = manager) => {
      const { view, waitsFor } = projectionOf(complaint, story.record);
      return whyWaiting(waitsFor, view, story.state, actor)?.why ?? null;
    };
    expect(reasonFor()).toBeNull();
    corrected(story, slow, thursday, supervisor);
    const others = [
      supervisor,
      staff('supervisor', 'supervisor-2'),
      staff('supervisor', 'supervisor-3'),
      staff('agent'),
    ];
    expect([manager, ...others].map(reasonFor)).toEqual(['approval', null, 'yours', 'approval', null]);
    story.act('reject-correction', sunday, { by: manager });
    expect([manager, ...others].map(reasonFor)).toEqual([null, null, 'yours', null, null]);
  });

  test('C-05: what is rejected leaves everything as it was', () => {
    const story = corrected(opened(enquiry), slow, thursday, supervisor);
    const { dueAt } = story.clock();
    story.act('reject-correction', sunday, { by: manager });
    expect(story.state).toMatchObject({ category: 'enquiry' });
    expect(story.state).not.toHaveProperty('correction');
    expect(story.clock()).toMatchObject({ dueAt });
  });

  test('C-05: a clock that the right kind has not ends, one that it has besides begins, and one owed from acceptance waits', () => {
    const contact: ClockRule = { ...answerIn(1), id: 'contact', stop: { on: ['contactLogged'], need: 'any' } };
    const wide = rules('service', answerIn(2), triage, contact);
    const story = corrected(opened(enquiry), wide);
    expect(story.clock('contact')).toMatchObject({ state: 'running', startedAt: wednesday });
    corrected(story, enquiry, thursday, supervisor).act('approve-correction', thursday, {
      body: { ...digestOf(story).body, policy: enquiry },
    });
    expect(story.clock('contact').state).toBe('superseded');
    const late = rules('complaint', { ...inRetrospect, due: { workingDays: 1 }, id: 'solution' }, answerIn(2), triage);
    expect(corrected(opened(enquiry), late).clock('solution')).toMatchObject({ state: 'notStarted', startedAt: null });
    const accepted = corrected(opened(enquiry).act('accept', wednesday), late);
    expect(accepted.clock('solution')).toMatchObject({ state: 'running', startedAt: wednesday });
  });

  test('C-05: a deadline that had passed under the right kind is a breach, and one that was a breach stays one', () => {
    const short = rules('urgent', answerIn(1), triage);
    expect(corrected(opened(slow), short, sunday).clock()).toMatchObject({ state: 'breached' });
    const story = opened(short).reach(sunday);
    const { breachedAt } = story.clock();
    expect(breachedAt).not.toBeNull();
    expect(corrected(story, slow, sunday, supervisor).clock()).toMatchObject({ state: 'breached', breachedAt });
  });

  test('C-05: an answered complaint, one of another version or of an earlier reading, is not corrected so', () => {
    const answered = opened(slow).act('accept', wednesday).act('answer', thursday);
    expect(answered.refusal('correct-category', thursday, { body: { policy: enquiry } }).refusal).toBe('NotAllowedNow');
    const other = { body: { policy: { ...enquiry, version: 2 } } };
    expect(opened(slow).refusal('correct-category', thursday, other).refusal).toBe('PreconditionFailed');
    const old = new Story({ policy: { ...slow, reading: 2 } });
    expect(old.refusal('correct-category', thursday, { body: { policy: enquiry } }).refusal).toBe('NotAllowedNow');
    const internal = { body: { policy: { ...enquiry, internalTo: ['manager'] } } };
    expect(opened(slow).refusal('correct-category', thursday, internal).refusal).toBe('Incomplete');
  });
});

describe('C-05: the day of receipt', () => {
  const lastWeek = '2026-03-04T21:00:00Z';
  const from = (receivedAt: string, clocks = [answerIn(7), triage]) =>
    new Story({ policy: { clocks }, details: { receivedAt } });

  test('C-05: a letter of last week counts from when it came', () => {
    const story = from(lastWeek);
    expect(story.clock()).toMatchObject({ startedAt: lastWeek });
    expect(story.state).toMatchObject({ receivedAt: lastWeek, completeAt: lastWeek, openedAt: wednesday });
    expect(Date.parse(story.clock().dueAt ?? '')).toBeLessThan(Date.parse(new Story().clock().dueAt ?? ''));
    expect(from(lastWeek, [inRetrospect]).act('accept', wednesday).clock()).toMatchObject({ startedAt: lastWeek });
  });

  test('C-05: an earlier day holds at once; a later one waits for a second person', () => {
    const story = new Story({ policy: { clocks: [answerIn(7), triage] } });
    story.act('correct-received', thursday, { by: supervisor, body: { receivedAt: lastWeek } });
    expect(story.clock()).toMatchObject({ startedAt: lastWeek, dueAt: from(lastWeek).clock().dueAt });
    expect(story.clock().moves).toMatchObject([{ why: 'correction' }]);
    story.act('correct-received', thursday, { by: supervisor, body: { receivedAt: '2026-03-09T21:00:00Z' } });
    expect(story.clock()).toMatchObject({ startedAt: lastWeek });
    expect(story.refusal('approve-correction', sunday, { by: supervisor, ...digestOf(story) }).refusal).toBe(
      'SamePerson',
    );
    story.act('approve-correction', sunday, { by: manager, ...digestOf(story) });
    expect(story.clock()).toMatchObject({ startedAt: '2026-03-09T21:00:00Z' });
    expect(story.state).toMatchObject({ receivedAt: '2026-03-09T21:00:00Z' });
  });

  test('C-05: it did not come after it was registered, and no agent says when it came', () => {
    const story = new Story();
    const tomorrow = { body: { receivedAt: '2026-03-12T05:00:00Z' } };
    expect(story.refusal('correct-received', thursday, tomorrow).refusal).toBe('Incomplete');
    expect(story.refusal('correct-received', thursday, { by: staff('agent') }).refusal).toBe('Forbidden');
  });
});
