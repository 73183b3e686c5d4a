import { describe, expect, test } from '@jest/globals';
import {
  type ComplaintCommandName,
  complaintCommands,
  innerComplaintCommands,
} from '../../../domain/complaint/commands.ts';
import type { ComplaintStatus } from '../../../domain/complaint/state.ts';
import { manager, staff, supervisor } from '../../support/samples/sample-policy.ts';
import { bodies, Story, wednesday } from '../../support/stories/complaint-story.ts';

const later = '2026-03-12T06:00:00Z';

/** A complaint in each status, brought there by commands. */
const storyIn: Record<ComplaintStatus, () => Story> = {
  received: () => new Story(),
  returned: () => new Story().act('return-for-completion', wednesday),
  open: () => new Story().act('accept', wednesday),
  answered: () => storyIn.open().act('answer', wednesday),
  closed: () => storyIn.answered().act('confirm', wednesday),
  declined: () => new Story().act('decline', wednesday),
  'withdrawal-claimed': () => new Story().act('withdraw', wednesday, { by: supervisor }),
  withdrawn: () => new Story().act('withdraw', wednesday),
  merged: () => new Story().act('merge', wednesday).hear('merge-taken', wednesday),
};

/** What each command of the life cycle leads to; said here once more, apart from the table that the code reads. */
const beside = (status: ComplaintStatus) =>
  ({
    ...{ link: status, 'report-abuse': status, 'name-staff': status, share: status },
    ...{ comment: status, ask: status, identify: status, 'deliver-letter': status },
  }) as const;

const leadsTo: Record<ComplaintStatus, Partial<Record<ComplaintCommandName, ComplaintStatus>>> = {
  received: {
    accept: 'open',
    'return-for-completion': 'returned',
    decline: 'declined',
    assign: 'received',
    'correct-contact': 'received',
    'correct-fields': 'received',
    'correct-category': 'received',
    'correct-received': 'received',
    'find-party': 'received',
    'record-discussion': 'received',
    'log-contact': 'received',
    attach: 'received',
    merge: 'received',
    'join-incident': 'received',
    'tick-step': 'received',
    'book-appointment': 'received',
    withdraw: 'withdrawn',
    ...beside('received'),
  },
  returned: {
    complete: 'received',
    decline: 'declined',
    'correct-contact': 'returned',
    'correct-fields': 'returned',
    'correct-category': 'returned',
    'correct-received': 'returned',
    'log-contact': 'returned',
    attach: 'returned',
    merge: 'returned',
    'join-incident': 'returned',
    'tick-step': 'returned',
    'book-appointment': 'returned',
    withdraw: 'withdrawn',
    ...beside('returned'),
  },
  open: {
    assign: 'open',
    pause: 'open',
    interim: 'open',
    'correct-contact': 'open',
    'correct-fields': 'open',
    'correct-category': 'open',
    'correct-received': 'open',
    'find-party': 'open',
    'record-discussion': 'open',
    'log-contact': 'open',
    attach: 'open',
    'tick-step': 'open',
    'book-appointment': 'open',
    answer: 'answered',
    'open-department-ticket': 'open',
    merge: 'open',
    'join-incident': 'open',
    'prepare-claim': 'open',
    'record-goodwill': 'open',
    withdraw: 'withdrawn',
    ...beside('open'),
  },
  'withdrawal-claimed': {
    withdraw: 'withdrawn',
    assign: 'withdrawal-claimed',
    'correct-contact': 'withdrawal-claimed',
    'correct-fields': 'withdrawal-claimed',
    'log-contact': 'withdrawal-claimed',
    attach: 'withdrawal-claimed',
    'tick-step': 'withdrawal-claimed',
    'book-appointment': 'withdrawal-claimed',
    disown: 'received',
    ...beside('withdrawal-claimed'),
  },
  answered: {
    confirm: 'closed',
    object: 'open',
    'correct-contact': 'answered',
    'correct-fields': 'answered',
    'log-contact': 'answered',
    attach: 'answered',
    'tick-step': 'answered',
    'book-appointment': 'answered',
    ...beside('answered'),
  },
  closed: { rate: 'closed', reopen: 'open', ...beside('closed') },
  declined: { object: 'received', ...beside('declined') },
  withdrawn: {},
  merged: {},
};

const isInner = (name: string) => (innerComplaintCommands as readonly string[]).includes(name);
const statuses = Object.keys(leadsTo) as ComplaintStatus[];
const commands = Object.keys(bodies).filter((name) => !isInner(name)) as ComplaintCommandName[];
const allowedCases = statuses.flatMap((status) =>
  commands.map((command) => ({ status, command, to: leadsTo[status][command] })).filter(({ to }) => to !== undefined),
);

describe('a command that the status allows', () => {
  test.each(allowedCases)('$command takes a complaint that is $status to $to', ({ status, command, to }) => {
    const story = storyIn[status]();
    const before = story.record;
    story.act(command, later);
    expect(story.state.status).toBe(to);
    expect(story.record.revision).toBe(before.revision + 1);
  });
});

test.each(statuses)('a complaint that is %s refuses every other command, and stays as it was', (status) => {
  const story = storyIn[status]();
  const before = JSON.stringify(story.record);
  const possible = Object.keys(leadsTo[status]);
  for (const command of commands.filter((name) => !possible.includes(name))) {
    const { refusal, status: inStatus, allowed } = story.refusal(command, later, { by: manager });
    expect([command, refusal, inStatus]).toEqual([command, 'NotAllowedNow', status]);
    expect(possible.filter((name) => !allowed.includes(name))).toEqual([]);
  }
  expect(JSON.stringify(story.record)).toBe(before);
});

test('the refusal lists exactly the commands that its table allows', () => {
  expect(storyIn.received().refusal('answer', later).allowed.sort()).toEqual(Object.keys(leadsTo.received).sort());
});

test('the refusal lists only what the one who asked may do', () => {
  const { allowed } = storyIn.received().refusal('answer', later, { by: staff('agent') });
  expect(allowed).not.toContain('decline');
  expect(allowed).toContain('accept');
});

test('resume is allowed only while a clock is paused, and pause only while one runs', () => {
  const story = storyIn.open().act('pause', wednesday);
  expect(story.refusal('pause', later)).toMatchObject({ refusal: 'NotAllowedNow' });
  expect(story.refusal('pause', later).allowed).toContain('resume');
  story.act('resume', later);
  expect(story.refusal('resume', later)).toMatchObject({ refusal: 'NotAllowedNow' });
});

test('a command that the pack switches off is refused and not offered', () => {
  const story = new Story({ policy: { switchedOff: ['pause', 'resume'] } }).act('accept', wednesday);
  const refusal = story.refusal('pause', later);
  expect(refusal).toMatchObject({ refusal: 'NotAllowedNow', status: 'open' });
  expect(refusal.allowed).not.toContain('pause');
  expect(refusal.detail).toContain('policy');
});

test('the table of commands names every status and no command that has no body', () => {
  expect(Object.keys(complaintCommands).sort()).toEqual([...statuses].sort());
  expect(commands).toEqual(expect.arrayContaining([...new Set(Object.values(complaintCommands).flat())]));
});

test('an agent who accepts owns the complaint, a supervisor who accepts does not', () => {
  expect(new Story().act('accept', later, { by: staff('agent', 'agent-7') }).state.owner).toBe('agent-7');
  expect(new Story().act('accept', later, { by: staff('supervisor') }).state.owner).toBeNull();
});

test('an interim answer tells the customer of the steps and leaves the clock running', () => {
  const story = storyIn.open().act('interim', later);
  expect(story.types()).toContain('interimAnswered');
  expect(story.clock().state).toBe('running');
});

test('words of every command are kept by reference, oldest first', () => {
  const story = storyIn.open().act('interim', later).act('answer', later);
  expect(story.state.words.map(({ id }) => id)).toEqual(['opening', 'steps', 'answer']);
});
