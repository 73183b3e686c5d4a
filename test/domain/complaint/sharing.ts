import { expect, test } from '@jest/globals';
import type { NoticeRule } from '../../../domain/case/policy.ts';
import { mayAct, mayRead, mayReadWords } from '../../../domain/case/rights.ts';
import { staff, supervisor } from '../../support/samples/sample-policy.ts';
import { Story, wednesday } from '../../support/stories/complaint-story.ts';

const told = (on: string, to: NoticeRule['to']): NoticeRule => ({
  ...{ source: 'ours', on, to, channels: ['email'], template: on, urgent: false },
});
const elsewhere = { ...staff('agent', 'agent-2'), groups: ['another'] };
const owned = (policy = {}) => new Story({ policy }).act('accept', wednesday).act('assign', wednesday);

test('G-05: with whom a complaint is shared hears of it, reads it and answers it; who shares it stays its owner’s word', () => {
  const story = owned({ notices: [told('shared', 'receiver')] });
  expect(mayRead(elsewhere, story.state)).toBe(false);
  story.act('share', wednesday, { body: { with: 'agent-2' } });
  expect(story.notices.map(({ to, template }) => [to, template])).toEqual([['staff:agent-2', 'shared']]);
  expect([mayRead(elsewhere, story.state), mayReadWords(elsewhere, story.state)]).toEqual([true, true]);
  expect(mayAct(elsewhere, 'answer', story.state)).toBeNull();
  for (const command of ['share', 'unshare', 'hand-over']) {
    expect(mayAct(elsewhere, command, story.state)?.no).toBe('NotYourCase');
  }
  expect(story.refusal('share', wednesday, { body: { with: 'agent-2' } }).refusal).toBe('NotAllowedNow');
  story.act('unshare', wednesday, { body: { with: 'agent-2' } });
  expect(mayRead(elsewhere, story.state)).toBe(false);
});

test('G-05: nobody whom the complaint names is shared with, nor stays so once it names them (F-10)', () => {
  const story = owned().act('share', wednesday, { body: { with: 'agent-9' } });
  story.act('name-staff', wednesday, { body: { staff: ['agent-9'] } });
  expect(story.state.sharers).toEqual([]);
  expect(story.refusal('share', wednesday, { body: { with: 'agent-9' } }).refusal).toBe('NamedInCase');
});

test('G-05: a complaint of an earlier reading knows no sharing', () => {
  const story = owned({ reading: 2 });
  expect(story.refusal('share', wednesday).refusal).toBe('NotAllowedNow');
});

test('N-25: an internal problem is open to its roles and to whom they name; letters of all other roles go to them', () => {
  const notices = [told('received', 'role:supervisor'), told('received', 'customer'), told('accepted', 'owner')];
  const story = new Story({ policy: { internalTo: ['manager'], notices }, details: { concerns: 'SA-P-1' } });
  expect(story.state).toMatchObject({ internal: true, circle: ['manager'], concerns: 'SA-P-1' });
  expect(story.notices.map(({ to }) => to)).toEqual(['role:manager']);
  expect(mayRead(supervisor, story.state)).toBe(false);
  expect(mayAct(supervisor, 'accept', story.state)?.no).toBe('Forbidden');
  expect(mayRead(staff('manager', 'manager-2'), story.state)).toBe(true);
  // A stand-in of the manager's acts in the manager's right.
  const { id, roles, groups, departments } = staff('manager');
  const standIn = { for: id, through: [], from: wednesday, to: wednesday, scope: 'everything' as const };
  const deputy = { ...supervisor, standIns: [{ ...standIn, by: supervisor.id, roles, groups, departments }] };
  expect(mayRead(deputy, story.state)).toBe(true);
  story.act('accept', wednesday);
  expect(story.notices.map(({ to }) => to)).toEqual(['role:manager', 'role:manager']);
  story.act('assign', wednesday, { body: { to: 'agent-1' } });
  expect(mayRead(staff('agent'), story.state)).toBe(true);
  expect(mayRead(staff('agent', 'agent-3'), story.state)).toBe(false);
});
