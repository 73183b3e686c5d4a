import { describe, expect, test } from '@jest/globals';
import { type Actor, customerActor } from '../../../domain/case/command.ts';
import type { RecordChangePolicy } from '../../../domain/record-change/policy.ts';
import { canAnybody } from '../../../domain/record-change/presence.ts';
import type { Member } from '../../../domain/stand-in.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import {
  deputy,
  entered,
  formOf,
  manager,
  officer,
  otherManager,
  RecordChangeStory,
  stale,
  steward,
} from '../../support/stories/record-change-story.ts';

const wednesday = '2026-03-11T08:00:00Z';
const thursday = '2026-03-12T08:00:00Z';

const approvedStory = (how: ConstructorParameters<typeof RecordChangeStory>[0] = {}) =>
  new RecordChangeStory(how).act('review', manager, wednesday).act('approve', manager, wednesday);

const refusalOf = (
  story: RecordChangeStory,
  ...[name, by, body]: [Parameters<typeof story.attempt>[0], Actor, object?]
) => {
  const answer = story.attempt(name, by, wednesday, body);
  return 'refusal' in answer ? answer.refusal : null;
};

test('a form is prepared, reviewed, approved, entered by the steward and archived (N-20)', () => {
  const story = approvedStory().act('enter', steward, wednesday);
  expect(story.state.status).toBe('entering');
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    expect.objectContaining({ do: 'enter', form: words('form-1'), by: 'steward', standingInFor: null }),
  ]);
  story.hears('settle-entry', wednesday, entered).act('archive', officer, thursday);
  expect(story.state).toMatchObject({
    status: 'archived',
    closedAt: thursday,
    entered: [{ customer: 'NC-P-00000-000001', version: 2 }],
    review: { by: 'manager' },
    entry: { by: 'steward' },
    archive: { by: 'officer' },
  });
});

test('each step has one working day of its own (N-20)', () => {
  const story = new RecordChangeStory();
  const due = () =>
    story.state.clocks.filter(({ state }) => state === 'running').map(({ rule, dueLocal }) => [rule, dueLocal]);
  expect(due()).toEqual([['review', '2026-03-12T16:00:00+03:00[Asia/Riyadh]']]);
  story.act('review', manager, wednesday);
  expect(due()).toEqual([['approval', '2026-03-12T16:00:00+03:00[Asia/Riyadh]']]);
  story.act('approve', manager, thursday);
  expect(due()).toEqual([['entry', '2026-03-15T16:00:00+03:00[Asia/Riyadh]']]);
  story.act('enter', steward, thursday).hears('settle-entry', thursday, entered);
  expect(due()).toEqual([['archiving', '2026-03-15T16:00:00+03:00[Asia/Riyadh]']]);
  story.act('archive', officer, thursday);
  expect(due()).toEqual([]);
});

test('where the manager does not act in time the council secretary hears of it (N-20)', () => {
  const story = new RecordChangeStory().reach('2026-03-12T13:00:00Z');
  expect(story.types()).toEqual(expect.arrayContaining(['warned', 'breached', 'escalated']));
  expect(story.notices.map(({ to, template }) => [to, template])).toContainEqual([
    'role:council-secretary',
    'deadline-missed',
  ]);
});

test('where the steward does not enter in time the manager hears of it (N-19)', () => {
  const story = approvedStory().reach('2026-03-12T13:00:00Z');
  expect(story.notices.map(({ to }) => to)).toContain('role:manager');
});

test('anyone who prepared a form neither reviews nor approves nor rejects it (N-20)', () => {
  const story = new RecordChangeStory({ by: manager });
  expect(refusalOf(story, 'review', manager)).toBe('SamePerson');
  expect(refusalOf(story, 'reject', manager)).toBe('SamePerson');
  story.act('review', otherManager, wednesday);
  expect(refusalOf(story, 'approve', manager)).toBe('SamePerson');
});

test('a stand-in counts as anyone whom they stand in for, on both sides (N-20)', () => {
  const story = new RecordChangeStory({ by: manager });
  expect(refusalOf(story, 'review', standingIn(otherManager, manager))).toBe('SamePerson');
  const both = person('both', 'manager', 'data-steward');
  const approved = new RecordChangeStory().act('review', manager, wednesday).act('approve', both, wednesday);
  expect(refusalOf(approved, 'enter', both)).toBe('SamePerson');
  expect(refusalOf(approved, 'enter', standingIn(steward, both))).toBe('SamePerson');
  expect(refusalOf(approved, 'enter', steward)).toBeNull();
});

test('one manager may review and approve, and a steward may enter what he prepared (N-20)', () => {
  const story = approvedStory({ by: steward }).act('enter', steward, wednesday);
  expect(story.state.status).toBe('entering');
});

test('a stricter policy asks for another approver and another hand', () => {
  const strict = { policy: { separation: { reviewerMayApprove: false, preparerMayEnter: false } } };
  const story = new RecordChangeStory({ ...strict, by: steward }).act('review', manager, wednesday);
  expect(refusalOf(story, 'approve', manager)).toBe('SamePerson');
  story.act('approve', otherManager, wednesday);
  expect(refusalOf(story, 'enter', steward)).toBe('SamePerson');
});

test('only the steward enters, and the deputy while the steward is away: not the deputy of the deputy (N-19)', () => {
  const story = approvedStory();
  expect(refusalOf(story, 'enter', deputy)).toBe('Forbidden');
  expect(refusalOf(story, 'enter', manager)).toBe('Forbidden');
  expect(refusalOf(story, 'enter', standingIn(person('third', 'agent'), steward, ['deputy']))).toBe('Forbidden');
  story.act('enter', standingIn(deputy, steward), wednesday);
  expect(story.state).toMatchObject({ entry: { by: 'deputy', standingInFor: 'steward' } });
});

test('a rejected form is back with who prepared it, with the reason (N-20)', () => {
  const story = new RecordChangeStory().act('review', manager, wednesday).act('reject', manager, wednesday);
  expect(story.state).toMatchObject({ status: 'returned', owner: 'officer', back: { why: 'rejected' } });
  expect(story.notices.map(({ to, template }) => [to, template])).toContainEqual(['owner', 'record-came-back']);
  expect(refusalOf(story, 'amend', person('colleague', 'agent'))).toBe('NotYourCase');
});

test('an amended form has a new digest, and what was approved before is void', () => {
  const story = new RecordChangeStory({ policy: { approval: twoManagers } }).act('review', manager, wednesday);
  story.act('approve', manager, wednesday);
  const { digest } = story.state.approval;
  story.act('reject', otherManager, wednesday);
  expect(refusalOf(story, 'approve', manager, { digest })).toBe('NotAllowedNow');
  story.act('amend', officer, wednesday);
  // Before its review too: that it has changed says more than that it is not its time.
  expect(refusalOf(story, 'approve', manager, { digest })).toBe('PreconditionFailed');
  expect(refusalOf(story, 'approve', manager)).toBe('NotAllowedNow');
  expect(story.state).toMatchObject({ status: 'prepared', version: 2, form: words('form-2') });
  expect(story.state.approval).toMatchObject({ decisions: [], status: 'waiting' });
  expect(story.state.approval.digest).not.toBe(digest);
  story.act('review', manager, wednesday);
  expect(refusalOf(story, 'approve', manager, { digest })).toBe('PreconditionFailed');
});

const twoManagers = {
  records: { quorum: 2, of: [{ role: 'manager' }] },
  fields: { allOf: [{ role: 'manager' }] },
};

test('where two must approve, the first approval enters nothing and the same person does not count twice', () => {
  const story = new RecordChangeStory({ policy: { approval: twoManagers } }).act('review', manager, wednesday);
  story.act('approve', manager, wednesday);
  expect(story.state.status).toBe('reviewed');
  expect(refusalOf(story, 'approve', manager)).toBe('NotAllowedNow');
  story.act('approve', otherManager, wednesday);
  expect(story.state.status).toBe('approved');
});

test('which fields there are is approved by each department concerned (F-04)', () => {
  const centres = person('centres', 'centres-manager');
  const story = new RecordChangeStory({ form: { action: 'fields', customers: [], records: 0 } });
  story.act('review', manager, wednesday).act('approve', manager, wednesday);
  expect(story.state.status).toBe('reviewed');
  story.act('approve', centres, wednesday);
  expect(story.state.status).toBe('approved');
});

test('anyone who may not approve a form may not reject it either, nor before its review anyone who does not review (N-20)', () => {
  const centres = person('centres', 'centres-manager');
  const story = new RecordChangeStory();
  expect(refusalOf(story, 'reject', centres)).toBe('Forbidden');
  story.act('review', manager, wednesday);
  expect(refusalOf(story, 'reject', centres)).toBe('Forbidden');
  expect(refusalOf(story, 'reject', standingIn(person('third', 'agent'), centres))).toBe('Forbidden');
  expect(refusalOf(story, 'reject', manager)).toBeNull();
  const fields = new RecordChangeStory({ form: { action: 'fields', customers: [], records: 0 } });
  expect(refusalOf(fields, 'reject', centres)).toBe('Forbidden');
  expect(refusalOf(fields.act('review', manager, wednesday), 'reject', centres)).toBeNull();
});

test('where customers look alike the reviewer says why none is the same', () => {
  const story = new RecordChangeStory({ form: { alike: 2 } });
  expect(refusalOf(story, 'review', manager)).toBe('Incomplete');
  story.act('review', manager, wednesday, { words: words('why-not-the-same') });
  expect(story.state.words).toContainEqual(words('why-not-the-same'));
});

test('a record that has moved since brings the form back with the version that is there now: nothing is entered (StaleBase)', () => {
  const story = approvedStory().act('enter', steward, wednesday).hears('settle-entry', wednesday, stale);
  expect(story.state).toMatchObject({
    status: 'returned',
    back: { why: 'stale', stale: [{ customer: 'NC-P-00000-000001', base: 1, now: 2 }] },
  });
  expect(story.state.clocks.find(({ rule }) => rule === 'entry')?.state).toBe('met');
  story.act('amend', officer, wednesday);
  expect(story.state.status).toBe('prepared');
});

test('a form is entered once, however often the answer comes and anyone who tries again', () => {
  const story = approvedStory().act('enter', steward, wednesday);
  expect(refusalOf(story, 'enter', person('second-steward', 'data-steward'))).toBe('NotAllowedNow');
  story.hears('settle-entry', wednesday, entered).hears('settle-entry', wednesday, stale);
  expect(story.state.status).toBe('entered');
});

test('it is asked at each step whether somebody is there, and where nobody is the one above is told at once', () => {
  const story = new RecordChangeStory();
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    { do: 'look-for', step: 'review', roles: ['manager'], skip: ['officer'], command: 'find-nobody' },
  ]);
  story.hears('find-nobody', wednesday, { step: 'review' });
  expect(story.notices.map(({ to, template, urgent }) => [to, template, urgent])).toEqual([
    ['role:council-secretary', 'record-nobody', true],
  ]);
  story.act('review', manager, wednesday).act('approve', manager, wednesday);
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    { do: 'look-for', step: 'enter', roles: ['data-steward'], skip: ['manager'], command: 'find-nobody' },
  ]);
  // The answer to an earlier question says nothing any more.
  story.hears('find-nobody', wednesday, { step: 'review' });
  expect(story.types().filter((type) => type === 'nobodyCanAct')).toHaveLength(1);
});

test('after an approval it is asked whether another person is there for the place that is left (F-04)', () => {
  const fields = { form: { action: 'fields' as const, customers: [], records: 0 } };
  const both = person('both', 'manager', 'centres-manager');
  const story = new RecordChangeStory(fields).act('review', manager, wednesday).act('approve', both, wednesday);
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    expect.objectContaining({ do: 'look-for', step: 'approve', roles: ['manager', 'centres-manager'] }),
  ]);
  expect(story.errands[0]?.errand).toMatchObject({ skip: ['officer', 'both'] });
  const clear = new RecordChangeStory(fields).act('review', manager, wednesday).act('approve', manager, wednesday);
  expect(clear.errands[0]?.errand).toMatchObject({ roles: ['centres-manager'], skip: ['officer', 'manager'] });
  // What an earlier release has pinned does not ask: its history has no such question.
  const { asksAfterApproval, ...earlier } = clear.state.policy;
  const pinned = new RecordChangeStory({ ...fields, policy: { ...earlier, asksAfterApproval: undefined } as never });
  pinned.act('review', manager, wednesday).act('approve', manager, wednesday);
  expect([asksAfterApproval, pinned.errands]).toEqual([true, []]);
});

describe('somebody is there who can take a step', () => {
  const always = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const member = (id: string, role: string, absence?: { deputy: string; scope?: string[] }): Member => ({
    ...person(id, role),
    absences: absence ? [{ ...always, ...absence }] : [],
  });
  const isThere = (step: string, role: string, skip: string[], ...members: Member[]) =>
    canAnybody(members, { roles: [role], skip, step, at: wednesday });

  test('where he has the role and is not away', () => {
    expect(isThere('review', 'manager', [], member('m', 'manager'))).toBe(true);
    expect(isThere('review', 'manager', ['m'], member('m', 'manager'))).toBe(false);
    expect(isThere('review', 'manager', [], member('a', 'agent'))).toBe(false);
    expect(isThere('review', 'manager', [], member('m', 'manager', { deputy: 'gone' }))).toBe(false);
  });

  test('where he stands in, for this step too, and for nobody who may not take it', () => {
    const away = member('m', 'manager', { deputy: 'a' });
    expect(isThere('approve', 'manager', [], away, member('a', 'agent'))).toBe(true);
    expect(isThere('approve', 'manager', ['m'], away, member('a', 'agent'))).toBe(false);
    const narrow = member('m', 'manager', { deputy: 'a', scope: ['review'] });
    expect(isThere('review', 'manager', [], narrow, member('a', 'agent'))).toBe(true);
    expect(isThere('approve', 'manager', [], narrow, member('a', 'agent'))).toBe(false);
  });

  test('but not the deputy of the deputy for the steward’s hand (N-19)', () => {
    const [away, also] = [member('s', 'data-steward', { deputy: 'd' }), member('d', 'deputy-steward', { deputy: 'x' })];
    expect(isThere('enter', 'data-steward', [], away, also, member('x', 'agent'))).toBe(false);
    expect(isThere('archive', 'data-steward', [], away, also, member('x', 'agent'))).toBe(true);
    expect(isThere('enter', 'data-steward', [], away, member('d', 'deputy-steward'))).toBe(true);
  });
});

test('it is withdrawn by who prepared it until it is entered, and by nobody else', () => {
  const story = approvedStory();
  expect(refusalOf(story, 'withdraw', person('colleague', 'agent'))).toBe('NotYourCase');
  story.act('withdraw', officer, wednesday);
  expect(story.state).toMatchObject({ status: 'withdrawn', closedAt: wednesday });
  expect(story.nextInstant).toBeNull();
});

test('an amendment by somebody who stands in for the preparer bars both from deciding', () => {
  const acting = standingIn(manager, officer);
  const story = new RecordChangeStory().act('reject', otherManager, wednesday).act('amend', acting, wednesday);
  expect(story.events.at(-2)?.standingInFor ?? story.events.find(({ type }) => type === 'amended')?.standingInFor).toBe(
    'officer',
  );
  expect(refusalOf(story, 'review', manager)).toBe('SamePerson');
  expect(formOf(2).form).toEqual(story.state.form);
});

test('what a customer prepared himself belongs to nobody until an officer takes it up, who then has it (B-04)', () => {
  const applicant = { words: words('registration'), language: 'en' as const };
  const story = new RecordChangeStory({ by: customerActor, applicant });
  expect([story.state.owner, story.state.words]).toEqual([null, [applicant.words, words('form-1')]]);
  story.act('reject', manager, wednesday, { words: words('why') });
  expect(refusalOf(story, 'amend', person('quality', 'quality'))).toBe('Forbidden');
  story.act('amend', officer, wednesday);
  expect(story.state.owner).toBe('officer');
  expect(refusalOf(story, 'withdraw', person('other-officer', 'agent'))).toBe('NotYourCase');
});

test('only a customer who prepared it himself is written to about it (B-04)', () => {
  const policy = {
    notices: [
      { on: 'withdrawn', to: 'customer', channels: ['sms'], template: 'ended', urgent: false, source: 'ours' },
    ] satisfies RecordChangePolicy['notices'],
  };
  const told = (how: object) => new RecordChangeStory({ policy, ...how }).act('withdraw', officer, wednesday).notices;
  expect(told({})).toEqual([]);
  const applicant = { words: words('registration'), language: 'ar' as const };
  expect(told({ by: customerActor, applicant })).toEqual([
    expect.objectContaining({ to: 'customer', template: 'ended' }),
  ]);
});

test('F-04: a department’s approval waits for somebody of that department, and says so if nobody is there', () => {
  const departments = ['programmes'];
  const story = new RecordChangeStory({ form: { action: 'fields', departments } });
  story.act('review', manager, wednesday);
  expect(story.state.approval.needed).toBe(3);
  const asked = story.errands.flatMap(({ errand }) => (errand.do === 'look-for' ? [errand] : []));
  expect(asked.filter(({ step }) => step === 'approve').map(({ roles, department }) => [roles, department])).toEqual([
    [['manager'], undefined],
    [['centres-manager'], undefined],
    [['manager', 'centres-manager'], 'programmes'],
  ]);
});
