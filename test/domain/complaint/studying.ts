import { expect, test } from '@jest/globals';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { mayAct } from '../../../domain/case/rights.ts';
import { staff } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const told = (on: string, to: NoticeRule['to']): NoticeRule => ({
  ...{ source: 'ours', on, to, channels: ['email'], template: on, urgent: false },
});
const quality = staff('quality', 'quality-1');
const notices = [told('commented', 'owner'), told('questionAsked', 'owner'), told('questionAnswered', 'receiver')];
const owned = (policy = {}) =>
  new Story({ policy: { notices, ...policy } }).act('accept', wednesday).act('assign', wednesday);

test('N-14: quality comments and asks, the owner hears and answers on record, and who asked hears of it', () => {
  const story = owned();
  const before = JSON.stringify({ ...story.state, words: [], questions: [] });
  story.act('comment', wednesday, { by: quality }).act('ask', wednesday, { by: quality });
  expect(story.notices.map(({ to, template }) => [to, template])).toEqual([
    ['owner', 'commented'],
    ['owner', 'questionAsked'],
  ]);
  expect(story.state.questions).toEqual([{ id: '1', by: 'quality-1', askedAt: wednesday, answeredAt: null }]);
  // Quality never changes the case: all but the words and the questions is as it was.
  expect(JSON.stringify({ ...story.state, words: [], questions: [] })).toBe(before);
  story.act('answer-question', wednesday);
  expect(story.notices.at(-1)).toMatchObject({ to: 'staff:quality-1', template: 'questionAnswered' });
  expect(story.state.questions?.[0]?.answeredAt).toBe(wednesday);
  expect(story.refusal('answer-question', wednesday).refusal).toBe('NotAllowedNow');
});

test('N-14: quality works on no case, and agents study none', () => {
  const { state } = owned();
  for (const command of ['accept', 'answer', 'assign', 'decline', 'log-contact', 'answer-question']) {
    expect([command, mayAct(quality, command, state)?.no]).toEqual([command, 'Forbidden']);
  }
  for (const command of ['comment', 'ask']) {
    expect(mayAct(quality, command, state)).toBeNull();
    expect(mayAct(staff('agent'), command, state)?.no).toBe('Forbidden');
  }
});

test('N-14: a complaint of an earlier reading knows no study by quality', () => {
  expect(owned({ reading: 2 }).refusal('comment', wednesday, { by: quality }).refusal).toBe('NotAllowedNow');
});
