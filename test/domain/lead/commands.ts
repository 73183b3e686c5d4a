import { describe, expect, test } from '@jest/globals';
import { innerLeadCommands, type LeadCommandName, leadCommands } from '../../../domain/lead/commands.ts';
import type { LeadStatus } from '../../../domain/lead/state.ts';
import {
  closed,
  followed,
  LeadStory,
  manager,
  officer,
  received,
  wednesday,
} from '../../support/stories/lead-story.ts';

const later = '2026-03-12T06:00:00Z';

const storyIn: Record<LeadStatus, () => LeadStory> = {
  identified: () => new LeadStory(),
  followed,
  closed,
  successful: () => closed().hears('settle-funding', wednesday, received('1000.00')).act('succeed', manager, wednesday),
  cancelled: () => new LeadStory().act('cancel', manager, wednesday),
};

/** What each command leads to; said here once more, apart from the table that the code reads. */
const meanwhile = (status: LeadStatus) =>
  ({
    rate: status,
    review: status,
    attach: status,
    assign: status,
    'request-contact': status,
    'appoint-contact': status,
    cancel: 'cancelled',
  }) as const;
const leadsTo: Record<LeadStatus, Partial<Record<LeadCommandName, LeadStatus>>> = {
  identified: { follow: 'followed', ...meanwhile('identified') },
  followed: { 'log-contact': 'followed', close: 'closed', correct: 'identified', ...meanwhile('followed') },
  closed: { 'log-contact': 'closed', succeed: 'successful', correct: 'followed', ...meanwhile('closed') },
  successful: {},
  cancelled: {},
};
/** Only if a request waits. */
const decisions: LeadCommandName[] = ['approve-contact', 'reject-contact'];
const everyCommand = [...new Set(Object.values(leadCommands).flat())];
const statuses = Object.keys(leadsTo) as LeadStatus[];
/** The person who may give it: the manager, who is also the donor's point of contact here. */
const contact = { contact: { person: manager.id, version: 1 } };
const bodyOf = (command: LeadCommandName) =>
  command === 'follow' || command === 'log-contact'
    ? contact
    : command === 'attach'
      ? { attachment: 'another', sha256: 'c'.repeat(64) }
      : {};

/** A lead that the command is given to, with what must have come before it besides. */
function storyFor(status: LeadStatus, command: LeadCommandName): LeadStory {
  const story = storyIn[status]();
  if (command === 'close' && status === 'followed') story.act('attach', officer, wednesday);
  if (command === 'succeed' && status === 'closed') story.hears('settle-funding', wednesday, received('1000.00'));
  return story;
}

describe.each(statuses)('a lead that is %s', (status) => {
  test.each(everyCommand)('%s leads where the table says, or nowhere (N-05)', (command) => {
    const story = storyFor(status, command);
    const answer = story.attempt(command, manager, later, bodyOf(command));
    const expected = leadsTo[status][command];
    if (expected === undefined) expect(answer).toMatchObject({ refusal: 'NotAllowedNow', status });
    else {
      expect(answer).not.toHaveProperty('refusal');
      expect('refusal' in answer || answer.record.state.status).toBe(expected);
    }
  });
});

test('a request that waits can be decided on, in every status of an open lead', () => {
  for (const status of ['identified', 'followed', 'closed'] as const) {
    const story = storyIn[status]().act('request-contact', officer, later, {
      donors: [{ donor: 'NC-P-00000-000001', contact: { person: 'somebody', version: 1 } }],
    });
    for (const command of decisions) expect(story.attempt(command, manager, later)).not.toHaveProperty('refusal');
  }
});

test('nobody gives the commands that the lead gives itself', () => {
  for (const name of innerLeadCommands) {
    const story = new LeadStory();
    expect(story.attempt(name as never, manager, later)).toMatchObject({ refusal: 'Forbidden' });
  }
});

test('who may do what: the officer documents, the manager rates, reviews, assigns, corrects, cancels and says that it succeeded', () => {
  for (const command of ['rate', 'review', 'assign', 'correct', 'cancel', 'succeed', 'appoint-contact'] as const) {
    expect(closed().attempt(command, officer, later)).toMatchObject({ refusal: 'Forbidden' });
  }
});

test('a lead is given to another officer, and to nobody who has it already', () => {
  const story = followed().act('assign', manager, later, { to: 'colleague' });
  expect([story.state.owner, story.state.status]).toEqual(['colleague', 'followed']);
  expect(story.attempt('assign', manager, later, { to: 'colleague' })).toMatchObject({ refusal: 'NotAllowedNow' });
});
