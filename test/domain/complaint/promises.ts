import { expect, test } from '@jest/globals';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const friday = '2026-03-13T09:00:00Z';
const promised = () => new Story().act('accept', wednesday).act('interim', wednesday, { body: { expectedBy: friday } });
const missed = (story: Story) => story.events.filter(({ type }) => type === 'promiseMissed').map(({ at }) => at);

test('F-15, G-03: an expected time that passes without news or answer is a fact, once', () => {
  const story = promised().reach('2026-03-16T06:00:00Z');
  expect(missed(story)).toEqual([friday]);
  expect(story.state.promise).toMatchObject({ expectedBy: friday, missedAt: friday });
});

test('an answer keeps the promise, also at its very instant', () => {
  expect(missed(promised().act('answer', friday).reach('2026-03-16T06:00:00Z'))).toEqual([]);
});

test('news keeps the promise and may bring another one', () => {
  const sunday = '2026-03-15T09:00:00Z';
  const story = promised().act('interim', '2026-03-12T06:00:00Z', { body: { expectedBy: sunday } });
  expect(missed(story.reach('2026-03-16T06:00:00Z'))).toEqual([sunday]);
});

test('news without a time promises nothing', () => {
  const story = promised().act('interim', '2026-03-12T06:00:00Z');
  expect(story.state.promise).toBeNull();
  expect(missed(story.reach('2026-03-16T06:00:00Z'))).toEqual([]);
});

test('a promise of an earlier round is not owed in the next one', () => {
  const story = promised()
    .act('answer', wednesday)
    .act('confirm', '2026-03-12T06:00:00Z', { body: { helped: false } });
  expect(missed(story.reach('2026-03-16T06:00:00Z'))).toEqual([]);
});

test('the customer is told the expected time, and anyone who hears of the miss is told it too', () => {
  const rule = { source: 'ours', to: 'customer', channels: ['sms'], urgent: false } as const;
  const notices = [
    { ...rule, channels: [...rule.channels], on: 'interimAnswered', template: 'interim' },
    { ...rule, channels: [...rule.channels], on: 'promiseMissed', template: 'promise-missed' },
  ];
  const story = new Story({ policy: { notices } }).act('accept', wednesday);
  story.act('interim', wednesday, { body: { expectedBy: friday } }).reach(friday);
  expect(story.notices).toMatchObject([
    { template: 'interim', instant: friday },
    { template: 'promise-missed', instant: friday },
  ]);
});
