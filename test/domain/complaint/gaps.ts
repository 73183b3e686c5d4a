/**
 * Gaps of the third reading that the fourth closes (decision 24). Each is told under both readings. A case that began under
 * the third decides as it did, so that its history replays. A rule that hung on no reading would be red here.
 */
import { describe, expect, test } from '@jest/globals';
import { isNo } from '../../../domain/case/command.ts';
import type { ClockRule, PolicySlice } from '../../../domain/case/policy.ts';
import { repinned } from '../../../domain/case/repin.ts';
import { mayAct } from '../../../domain/case/rights.ts';
import type { ComplaintPolicy } from '../../../domain/complaint/policy.ts';
import { riyadhOpened } from '../../support/samples/sample-calendar.ts';
import {
  fromReceipt,
  inRetrospect,
  samplePolicy,
  solvedAndAnswered,
  solvedAndTold,
  staff,
  triage,
  words,
} from '../../support/samples/sample-policy.ts';
import { ComplaintCircle } from '../../support/stories/complaint-circle.ts';
import { Story, type StoryOptions, wednesday } from '../../support/stories/complaint-story.ts';

type Reading = NonNullable<PolicySlice['reading']>;

const thursday = '2026-03-12T06:00:00Z';
const sunday = '2026-03-15T06:00:00Z';
const supervisor = staff('supervisor');
const no = { body: { helped: false } };
const [one, other, third] = ['SA-C-00000-00001', 'SA-C-00000-00002', 'SA-C-00000-00003'];
const limit: ClockRule = { ...solvedAndAnswered, overall: true };
const round: ClockRule = { ...solvedAndAnswered, id: 'round', start: { on: ['roundOpened'], from: 'event' } };
const readings: Reading[] = [3, 4];
const story = (reading: Reading, policy: Partial<ComplaintPolicy> = {}, options: StoryOptions = {}) =>
  new Story({ ...options, policy: { reading, ...policy } });
const idsOf = ({ state }: Story, rule = 'answer') =>
  state.clocks.filter((clock) => clock.rule === rule).map(({ id }) => id);

describe('one limit over all rounds (C-03, F-07, B-08)', () => {
  test.each(readings)(
    'an objection to a declined complaint lets the limit run on, by the fourth reading: %i',
    (reading) => {
      const told = story(reading, { clocks: [limit, round] })
        .act('decline', thursday)
        .act('object', sunday);
      expect(told.clock()).toMatchObject({ state: 'cancelled' });
      expect(idsOf(told)).toEqual(reading === 3 ? ['answer'] : ['answer', 'answer-2']);
      if (reading === 4) expect(told.clock('answer-2')).toMatchObject({ state: 'running', startedAt: wednesday });
    },
  );

  test.each(readings)('one that was never accepted counts as in its first round: %i', (reading) => {
    const retrospect = { ...inRetrospect, overall: true };
    const told = story(reading, { clocks: [retrospect] })
      .act('decline', thursday)
      .act('object', sunday);
    const counted = told.state.clocks.find(({ startedAt }) => startedAt !== null);
    expect(counted?.startedAt ?? null).toBe(reading === 3 ? null : wednesday);
  });

  test.each(readings)('what had ended before a reopening stays ended in the rounds after it: %i', (reading) => {
    const told = story(reading, { clocks: [limit, round] })
      .act('accept', wednesday)
      .act('answer', thursday)
      .act('confirm', sunday)
      .act('reopen', '2026-03-16T06:00:00Z', { body: { words: words('again') } })
      .act('answer', '2026-03-17T06:00:00Z')
      .act('confirm', '2026-03-18T06:00:00Z', no);
    // Its deadline of the first round would have passed on Monday.
    expect(idsOf(told)).toEqual(reading === 3 ? ['answer', 'answer-2'] : ['answer']);
    expect(told.clock('round-3')).toMatchObject({ state: 'running', startedAt: '2026-03-18T06:00:00Z' });
  });

  test.each(readings)(
    'a customer who reopens says no to a yes that staff recorded: the limit runs on: %i',
    (reading) => {
      const told = story(reading, { clocks: [limit, round] })
        .act('accept', wednesday)
        .act('answer', thursday)
        .act('confirm', thursday, { by: supervisor })
        .act('reopen', sunday);
      expect(told.types().includes('statementDisowned')).toBe(reading === 4);
      expect(idsOf(told)).toEqual(reading === 3 ? ['answer'] : ['answer', 'answer-2']);
    },
  );
});

describe('each clock has an id of its own', () => {
  const merged = (reading: Reading, clocks: ClockRule[]) => {
    const policy = { reading, clocks };
    const circle = new ComplaintCircle();
    for (const number of [one, other, third]) circle.open(number, { policy });
    for (const number of [one, third]) circle.act(number, 'merge', wednesday, { into: other }).deliver();
    return circle.of(other).act('accept', wednesday).act('answer', thursday);
  };
  const begunBy = ({ events }: Story) =>
    events.flatMap(({ type, at, data }) =>
      type === 'clockStarted' && at === sunday ? (data as { clock: string }).clock : [],
    );

  test.each(readings)('where several limits that were merged go on at once: %i', (reading) => {
    const ids = begunBy(merged(reading, [limit]).act('confirm', sunday, no));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(reading === 3 ? 1 : 3);
  });

  test.each(readings)('and where the news of the answer came back: %i', (reading) => {
    const told = merged(reading, [{ ...solvedAndTold, overall: true }]);
    const ids = begunBy(told.messageCame(true, thursday).messageCame(false, sunday));
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(reading === 3 ? 1 : 3);
  });
});

describe('C-05: what was written down is put right by two where the customer would lose by it', () => {
  const answerIn = (workingDays: number): ClockRule => ({ ...fromReceipt, due: { workingDays } });
  const rules = (reading: Reading, category: string, clocks: ClockRule[], changes: Partial<ComplaintPolicy> = {}) =>
    samplePolicy({ reading, category, clocks, ...changes });
  const waits = (from: ComplaintPolicy, to: ComplaintPolicy) =>
    opened(from).act('correct-category', thursday, { body: { policy: to } }).state.correction !== undefined;
  const opened = (policy: ComplaintPolicy) => new Story({ policy, details: { category: policy.category } });
  const solution: ClockRule = { ...fromReceipt, stop: { on: ['solved'], need: 'any' } };

  test.each(readings)('as well if less has to happen, or if no claim has to be decided: %i', (reading) => {
    const to = (clocks: ClockRule[], changes: Partial<ComplaintPolicy> = {}) =>
      rules(reading, 'enquiry', clocks, changes);
    const from = (clocks: ClockRule[], changes: Partial<ComplaintPolicy> = {}) =>
      rules(reading, 'complaint', clocks, changes);
    const losses = [
      waits(from([solution]), to([fromReceipt])),
      waits(from([solvedAndTold]), to([solvedAndAnswered])),
      waits(from([limit]), to([solvedAndAnswered])),
      waits(from([fromReceipt], { endsWithClaim: true }), to([fromReceipt])),
    ];
    expect(losses).toEqual(losses.map(() => reading === 4));
    expect(waits(from([fromReceipt]), to([solution]))).toBe(false);
  });

  test.each(readings)('an approval comes too late once it was answered or while a clock is paused: %i', (reading) => {
    const slow = rules(reading, 'complaint', [answerIn(9), triage]);
    const proposed = () =>
      opened(rules(reading, 'enquiry', [answerIn(2), triage]))
        .act('accept', wednesday)
        .act('correct-category', wednesday, { by: supervisor, body: { policy: slow } });
    const approved = (told: Story) => {
      const body = { digest: told.state.correction?.digest ?? '', policy: slow };
      return !('refusal' in told.attempt('approve-correction', sunday, { body }));
    };
    expect(approved(proposed().act('answer', thursday).act('confirm', thursday, no))).toBe(reading === 3);
    expect(approved(proposed().act('pause', thursday))).toBe(reading === 3);
    expect(approved(proposed())).toBe(true);
    proposed().act('pause', thursday).act('reject-correction', sunday);
  });

  test.each(readings)('who owned it while the correction waited does not approve it: %i', (reading) => {
    const slow = rules(reading, 'complaint', [answerIn(9), triage]);
    const told = opened(rules(reading, 'enquiry', [answerIn(2), triage]))
      .act('correct-category', wednesday, { by: supervisor, body: { policy: slow } })
      .act('assign', wednesday, { body: { to: 'supervisor-2' } })
      .act('assign', thursday, { body: { to: 'agent-1' } });
    const by = staff('supervisor', 'supervisor-2');
    const body = { digest: told.state.correction?.digest ?? '', policy: slow };
    expect('refusal' in told.attempt('approve-correction', sunday, { by, body })).toBe(reading === 4);
  });

  test.each(readings)('a clock that a merged complaint brought stands for none of its own: %i', (reading) => {
    const contact: ClockRule = { ...answerIn(1), id: 'contact', stop: { on: ['contactLogged'], need: 'any' } };
    const [plain, wide] = [
      rules(reading, 'enquiry', [answerIn(2), triage]),
      rules(reading, 'service', [answerIn(2), triage, contact]),
    ];
    const circle = new ComplaintCircle();
    circle.open(one, { policy: wide, details: { category: 'service' } });
    circle.open(other, { policy: plain, details: { category: 'enquiry' }, at: thursday });
    circle.act(one, 'merge', thursday, { into: other }).deliver();
    const told = circle.of(other).act('correct-category', thursday, { body: { policy: wide } });
    const own = told.state.clocks.filter(({ rule, from }) => rule === 'contact' && !from);
    expect(own).toHaveLength(reading === 3 ? 0 : 1);
  });

  test.each(readings)('a clock that begins with the first contact has begun, if that was before: %i', (reading) => {
    const after: ClockRule = { ...answerIn(3), id: 'after', start: { on: ['complainantContacted'], from: 'event' } };
    const policy = rules(reading, 'enquiry', [answerIn(2), triage], { contactBy: ['manager'] });
    const wide = { ...policy, category: 'service', clocks: [...policy.clocks, after] };
    const told = opened(policy).act('log-contact', wednesday);
    told.act('correct-category', thursday, { body: { policy: wide } });
    expect(told.clock('after').startedAt).toBe(reading === 3 ? null : wednesday);
  });
});

describe('where the customer is told', () => {
  const corrects = (told: Story, who: string, changed: ('name' | 'phone')[], at = wednesday) =>
    told.act('correct-contact', at, { by: staff('manager', who), body: { changed } });
  const speaks = (told: Story, who: string) =>
    !('refusal' in told.attempt('confirm', sunday, { by: staff('manager', who) }));
  const answered = (reading: Reading) => story(reading).act('accept', wednesday).act('answer', wednesday);

  test.each(readings)('everybody who changed it, and nobody else, says nothing in their name: %i', (reading) => {
    const two = corrects(corrects(answered(reading), 'manager-2', ['phone']), 'manager-3', ['phone']);
    expect([speaks(two, 'manager-2'), speaks(two, 'manager-3')]).toEqual([reading === 3, false]);
    expect(speaks(corrects(answered(reading), 'manager-2', ['name']), 'manager-2')).toBe(reading === 4);
  });

  test('N-13: the register knows when a contact reached the customer: the first since the answer', () => {
    const told = story(4).act('log-contact', wednesday).act('accept', wednesday).act('answer', thursday);
    expect(told.state.contact).toMatchObject({ lastAt: thursday, reachedAt: wednesday });
    told.act('log-contact', sunday, { body: { reached: false } });
    expect(told.state.contact).toMatchObject({ lastAt: thursday, reachedAt: wednesday });
    told.act('log-contact', sunday).act('log-contact', '2026-03-16T06:00:00Z');
    expect(told.state.contact).toMatchObject({ lastAt: '2026-03-16T06:00:00Z', reachedAt: sunday });
    expect(story(3).act('log-contact', wednesday).state.contact).not.toHaveProperty('reachedAt');
  });
});

test.each(readings)('G-05: with whom a complaint is shared does not give it back: %i', (reading) => {
  const told = story(reading).act('assign', wednesday, { body: { to: 'agent-1' } });
  told.act('share', wednesday, { body: { with: 'agent-2' } });
  expect(mayAct(staff('agent', 'agent-2'), 'give-back', told.state) === null).toBe(reading === 3);
  expect(mayAct(staff('agent', 'agent-1'), 'give-back', told.state)).toBeNull();
});

test.each(readings)('a newer version takes nothing from a clock that was taken over: %i', (reading) => {
  const policy = { reading, clocks: [{ ...fromReceipt, due: { workingDays: 2 } }, triage] };
  const longer = { reading, clocks: [{ ...fromReceipt, due: { workingDays: 3 } }, triage] };
  const circle = new ComplaintCircle();
  circle.open(one, { policy });
  circle.open(other, { policy: longer, at: thursday });
  circle.act(one, 'merge', thursday, { into: other }).deliver();
  const newer = samplePolicy({ ...longer, version: 2 });
  const answer = repinned(circle.of(other).state, { policy: newer, words: words('why') }, thursday, riyadhOpened);
  expect(isNo(answer)).toBe(reading === 3);
});
