import { expect, test } from '@jest/globals';
import { chainHolds } from '../../../domain/case/event.ts';
import { words } from '../../support/samples/sample-policy.ts';
import {
  attached,
  closed,
  donor,
  followed,
  LeadStory,
  manager,
  officer,
  payments,
  received,
  wednesday,
} from '../../support/stories/lead-story.ts';

const thursday = '2026-03-12T08:00:00Z';

test('a lead is identified with its rate and factors, followed, closed by a pledge, and successful (N-05)', () => {
  const story = new LeadStory();
  expect(story.state).toMatchObject({
    status: 'identified',
    ...{ programme: 'club', expected: '1000.00', currency: 'SAR', rate: 40, factors: ['shared-interest'] },
    owner: 'officer',
    words: [words('opening')],
  });
  story.act('follow', officer, wednesday);
  expect(story.state).toMatchObject({ status: 'followed', contacts: { logged: 1, lastAt: wednesday } });
  story.act('attach', officer, thursday).act('close', manager, thursday);
  expect(story.state).toMatchObject({
    status: 'closed',
    inStatusSince: thursday,
    pledge: { donor, amount: '1000.00' },
  });
  story.hears('settle-funding', thursday, received('1000.00')).act('succeed', manager, thursday);
  expect(story.state).toMatchObject({ status: 'successful', closedAt: thursday });
  expect(story.nextInstant).toBeNull();
  expect(chainHolds(story.events)).toBe(true);
});

test('the manager’s new rate is recorded with its reason and what it was before (N-05)', () => {
  const story = followed().act('rate', manager, thursday, { rate: 75, factors: ['budget-cycle'] });
  expect(story.state).toMatchObject({ rate: 75, factors: ['budget-cycle'] });
  story.act('rate', manager, thursday, { rate: 80, factors: null });
  expect(story.state).toMatchObject({ rate: 80, factors: ['budget-cycle'] });
  expect(story.ofType('rated')).toMatchObject([
    { data: { rate: 75, was: 40, words: words('why') }, by: 'manager' },
    {},
  ]);
});

test('nothing is closed without the written pledge, named by its digest (N-05)', () => {
  expect(followed().attempt('close', manager, thursday)).toMatchObject({ refusal: 'Incomplete' });
  const other = { attachment: attached.attachment, sha256: 'f'.repeat(64) };
  const story = followed().act('attach', officer, thursday);
  expect(story.attempt('close', manager, thursday, { pledge: other })).toMatchObject({ refusal: 'Incomplete' });
});

test('the payments of a pledge come to its amount, and its donor is one of the prospects', () => {
  const story = followed().act('attach', officer, thursday);
  expect(story.attempt('close', manager, thursday, { payments: payments.slice(0, 1) })).toMatchObject({
    refusal: 'Incomplete',
    detail: 'the payments come to 400.00, not to 1000.00',
  });
  expect(story.attempt('close', manager, thursday, { donor: 'NC-P-99999-999999' })).toMatchObject({
    refusal: 'Incomplete',
  });
});

test('a lead has not succeeded while less than what was pledged has been received; part payments are shown (N-05)', () => {
  const story = closed().hears('settle-funding', thursday, received('999.99'));
  expect(story.state).toMatchObject({ pledge: { funding: { received: '999.99', contributions: 1 } } });
  expect(story.attempt('succeed', manager, thursday)).toMatchObject({
    refusal: 'Incomplete',
    detail: '999.99 of 1000.00 SAR have been received so far',
  });
  story.hears('settle-funding', thursday, received('1000.00')).act('succeed', manager, thursday);
  expect(story.state.status).toBe('successful');
});

test('going back is one step, recorded with its reason; the pledge is void and stays in the timeline (N-05)', () => {
  const story = closed().act('correct', manager, thursday);
  expect(story.state.status).toBe('followed');
  expect(story.state).not.toHaveProperty('pledge');
  expect(story.ofType('corrected')).toMatchObject([{ data: { from: 'closed', to: 'followed', words: words('why') } }]);
  story.act('correct', manager, thursday);
  expect(story.state.status).toBe('identified');
  expect(story.attempt('correct', manager, thursday)).toMatchObject({ refusal: 'NotAllowedNow' });
});

test('what has ended stays as it ended', () => {
  const story = new LeadStory().act('cancel', manager, thursday);
  expect(story.state).toMatchObject({ status: 'cancelled', closedAt: thursday });
  expect(story.attempt('correct', manager, thursday)).toMatchObject({ refusal: 'NotAllowedNow', allowed: [] });
  expect(story.nextInstant).toBeNull();
});
