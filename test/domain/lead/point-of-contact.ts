import { expect, test } from '@jest/globals';
import type { Actor } from '../../../domain/case/command.ts';
import { waitingRequest } from '../../../domain/lead/aspects/point-of-contact.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import {
  colleague,
  developer,
  donor,
  followed,
  LeadStory,
  manager,
  officer,
  ofNobody,
  ofOfficer,
  otherDonor,
  secretary,
  wednesday,
} from '../../support/stories/lead-story.ts';

const thursday = '2026-03-12T08:00:00Z';
const asks = { donors: [{ donor, contact: ofOfficer }] };
const contacts = (story: LeadStory, who: Actor, at = thursday) =>
  story.attempt('log-contact', who, at, { donor, contact: ofOfficer });
const requestIn = (story: LeadStory) => story.state.requests.at(-1);

/** A colleague who has asked, and those who have approved. */
function asked(...approvers: Actor[]): LeadStory {
  const story = followed().act('request-contact', colleague, thursday, asks);
  for (const approver of approvers) story.act('approve-contact', approver, thursday);
  return story;
}

test('only the point of contact documents a contact; anybody else is told whom to leave it to, and to ask (N-08)', () => {
  const story = followed();
  expect(contacts(story, officer)).not.toHaveProperty('refusal');
  expect(contacts(story, colleague)).toMatchObject({
    refusal: 'NotPointOfContact',
    detail: `${donor} is contacted by officer alone: ask first with request-contact`,
  });
  expect(contacts(story, manager)).toMatchObject({ refusal: 'NotPointOfContact' });
});

test('nobody contacts a donor who has no point of contact yet, be it for the first time (N-08)', () => {
  expect(new LeadStory().attempt('follow', officer, thursday, { contact: ofNobody })).toMatchObject({
    refusal: 'NotPointOfContact',
  });
});

test('anyone who stands in for the point of contact contacts in his right', () => {
  expect(contacts(followed(), standingIn(colleague, officer))).not.toHaveProperty('refusal');
});

test('a stranger’s contact is a fact of the lead, and the manager is told at once, also at night (N-08)', () => {
  const story = followed().hears('report-stranger', thursday, { by: 'colleague', donor, command: 'log-contact' });
  expect(story.ofType('strangerReported')).toMatchObject([{ data: { by: 'colleague', donor } }]);
  expect(story.notices).toMatchObject([{ to: 'role:manager', template: 'lead-stranger', urgent: true }]);
});

test('manager, resource development and council secretary must all approve, then he may contact for a while (N-08)', () => {
  const story = asked(manager, secretary);
  expect(contacts(story, colleague)).toMatchObject({ refusal: 'NotPointOfContact' });
  story.act('approve-contact', developer, thursday);
  expect(story.notices.map(({ to }) => to)).toEqual(['staff:colleague']);
  const { until = '' } = requestIn(story) ?? {};
  expect(until).toBe('2026-04-12T13:00:00Z');
  expect(contacts(story, colleague)).not.toHaveProperty('refusal');
  expect(contacts(story, person('third', 'agent'))).toMatchObject({ refusal: 'NotPointOfContact' });
  expect(story.attempt('log-contact', colleague, thursday, { donor: otherDonor })).toMatchObject({
    refusal: 'NotPointOfContact',
  });
  expect(contacts(story, colleague, until)).toMatchObject({ refusal: 'NotPointOfContact' });
});

test('each of the three is a person of its own: who holds two of the roles counts once (N-08)', () => {
  const both = person('both', 'manager', 'resource-development');
  const story = asked(both, secretary);
  expect(requestIn(story)?.status).toBe('waiting');
  expect(story.attempt('approve-contact', both, thursday)).toMatchObject({ refusal: 'NotAllowedNow' });
  expect(story.act('approve-contact', developer, thursday).state.requests.at(-1)?.status).toBe('approved');
});

test('anyone who asks does not decide, under no name; nor does anyone who is to be appointed', () => {
  const story = followed().act('request-contact', manager, thursday, asks);
  expect(story.attempt('approve-contact', manager, thursday)).toMatchObject({ refusal: 'SamePerson' });
  expect(story.attempt('approve-contact', standingIn(secretary, manager), thursday)).toMatchObject({
    refusal: 'SamePerson',
  });
  const own = followed().act('appoint-contact', manager, thursday, { person: 'secretary' });
  expect(own.attempt('approve-contact', secretary, thursday)).toMatchObject({ refusal: 'SamePerson' });
});

test('who approves names the digest of what he has seen', () => {
  expect(asked().attempt('approve-contact', manager, thursday, { digest: 'f'.repeat(64) })).toMatchObject({
    refusal: 'PreconditionFailed',
  });
});

test('one rejection rejects, with its reason, and the next request may be made', () => {
  const story = asked(manager).act('reject-contact', developer, thursday);
  expect(requestIn(story)).toMatchObject({ status: 'rejected', approval: { status: 'rejected' } });
  expect(story.ofType('contactRejected')).toMatchObject([{ data: { words: words('why-not') } }]);
  expect(contacts(story, colleague)).toMatchObject({ refusal: 'NotPointOfContact' });
  story.act('request-contact', colleague, thursday, asks);
  expect(waitingRequest(story.state)?.request).toBe('2');
});

test('one request waits at a time', () => {
  expect(asked().attempt('appoint-contact', manager, thursday)).toMatchObject({ refusal: 'NotAllowedNow' });
});

test('a request has a clock of its own, which goes up, and lapses where not all have decided in time (N-08)', () => {
  const story = asked(manager);
  const clock = () => story.state.clocks.find(({ rule }) => rule === 'contact');
  expect(clock()).toMatchObject({ state: 'running', dueLocal: '2026-03-16T16:00:00+03:00[Asia/Riyadh]' });
  story.reach('2026-03-16T13:00:00Z');
  expect(clock()?.state).toBe('breached');
  const { until = '' } = waitingRequest(story.state) ?? {};
  expect(until).toBe('2026-03-23T13:00:00Z');
  story.reach(until);
  expect(requestIn(story)?.status).toBe('expired');
  expect(clock()?.stoppedAt).toBe(until);
  const { digest = '' } = requestIn(story)?.approval ?? {};
  expect(story.attempt('approve-contact', secretary, '2026-03-24T07:00:00Z', { digest })).toMatchObject({
    refusal: 'NotAllowedNow',
  });
});

test('an appointment counts once the council secretary has approved it and the registry has taken it (N-08)', () => {
  const story = new LeadStory().act('appoint-contact', developer, thursday, {
    donors: [
      { donor, contact: ofNobody },
      { donor: otherDonor, contact: { person: 'colleague', version: 3 } },
    ],
  });
  expect(story.notices.map(({ to }) => to)).toEqual(['role:council-secretary']);
  expect(story.attempt('approve-contact', manager, thursday)).toMatchObject({ refusal: 'Forbidden' });
  story.act('approve-contact', secretary, thursday);
  expect(story.errands.map(({ errand }) => errand)).toEqual([
    {
      ...{ do: 'appoint', request: '1', person: 'officer', at: thursday, command: 'settle-contact' },
      donors: [
        { donor, base: 0 },
        { donor: otherDonor, base: 3 },
      ],
    },
  ]);
  story.hears('settle-contact', thursday, {
    ...{ request: '1', outcome: 'appointed' },
    donors: [{ donor, person: 'officer', version: 1 }],
  });
  expect(requestIn(story)?.status).toBe('appointed');
});

test('where somebody else has been appointed meanwhile, that stands, and the manager hears of it', () => {
  const story = new LeadStory().act('appoint-contact', manager, thursday).act('approve-contact', secretary, thursday);
  const donors = [{ donor, person: 'colleague', version: 2 }];
  story.hears('settle-contact', thursday, { request: '1', outcome: 'stale', donors });
  expect(requestIn(story)?.status).toBe('stale');
  expect(story.notices).toMatchObject([{ to: 'role:manager', template: 'lead-contact-stale' }]);
  // A repeated answer changes nothing.
  story.hears('settle-contact', thursday, { request: '1', outcome: 'appointed', donors });
  expect(requestIn(story)?.status).toBe('stale');
});

test('anyone who is the point of contact already needs not ask', () => {
  expect(followed().attempt('request-contact', officer, wednesday)).toMatchObject({ refusal: 'NotAllowedNow' });
});

test('nobody asks for, or contacts, a donor who is no prospect of the lead', () => {
  const stranger = { donor: 'NC-P-99999-999999', contact: ofOfficer };
  expect(followed().attempt('request-contact', colleague, thursday, { donors: [stranger] })).toMatchObject({
    refusal: 'Incomplete',
  });
  expect(followed().attempt('log-contact', officer, thursday, stranger)).toMatchObject({ refusal: 'Incomplete' });
});
