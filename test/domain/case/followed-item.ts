import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Actor, namesOf, systemActor } from '../../../domain/case/command.ts';
import { chainHolds } from '../../../domain/case/event.ts';
import type { RoleRights } from '../../../domain/case/policy.ts';
import {
  type FollowedItemCommandName,
  type FollowedItemCommands,
  followedItemCommands,
} from '../../../domain/followed-item/commands.ts';
import { daysUntil } from '../../../domain/followed-item/days-until.ts';
import { followedItem } from '../../../domain/followed-item/kind.ts';
import type { FollowedItemPolicy } from '../../../domain/followed-item/policy.ts';
import type {
  FollowedItemDetails,
  FollowedItemState,
  FollowedItemStatus,
} from '../../../domain/followed-item/state.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { person, standingIn } from '../../support/samples/people.ts';
import { riyadhOpened } from '../../support/samples/sample-calendar.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { KindStory } from '../../support/stories/kind-story.ts';

const calendar = riyadhOpened;
const owner = person('owner', 'agent');
const secretary = person('secretary', 'council-secretary');
const manager = person('manager', 'manager');
const wednesday = '2026-03-11T08:00:00Z';

const rights = (commands: RoleRights['commands']): RoleRights => ({
  ...{ commands, read: 'all', words: 'all', replay: false, proofs: false, audit: false },
});
const judges = { accept: 'yes', return: 'yes' } as const;
const changes = { 'change-date': 'yes', withdraw: 'yes', assign: 'yes' } as const;
const ladder = [{ source: 'ours' as const, rung: 'at' as const, tell: ['role:manager' as const], urgent: false }];

const clock = (id: string, due: { calendarDays: number } | { workingDays: number }, on: string, stop: string[]) => ({
  ...{ source: 'ours' as const, id, due, ladder },
  start: { on: [on], from: 'event' as const },
  stop: { on: stop, need: 'any' as const },
});
const policy: FollowedItemPolicy = {
  ...{ organisation: 'neighbourhood-centres', version: 1, hash: 'a'.repeat(64), category: 'action' },
  ...{ group: 'customer-relations', department: 'customer-relations', switchedOff: [] },
  rights: {
    agent: rights({ complete: 'owner' }),
    manager: rights({ complete: 'owner', ...changes }),
    'council-secretary': rights({ complete: 'owner', ...judges, ...changes }),
  },
  clocks: [
    clock('action', { calendarDays: 1 }, 'opened', ['completed']),
    clock('judging', { workingDays: 3 }, 'completed', ['accepted', 'returned']),
  ],
  notices: [],
  quietHours: 'none' as const,
};

class Item extends KindStory<FollowedItemState, FollowedItemDetails, FollowedItemCommands, FollowedItemCommandName> {
  constructor(dueOn = '2026-03-25') {
    super(followedItem, {
      ...{ number: 'NC-A-00000-000001', at: wednesday, actor: systemActor, policy },
      details: {
        source: { kind: 'surveyCycle', number: 'NC-S-00000-000001', part: '1' },
        ...{ owner: owner.id, dueOn, days: daysUntil(calendar, wednesday, dueOn), askedBy: secretary.id },
        words: words('steps'),
      },
    });
  }

  protected usual(name: FollowedItemCommandName): object {
    return { words: words(name), dueOn: '2026-04-15', to: 'colleague' };
  }

  refusal(name: FollowedItemCommandName, by: Actor): string | null {
    const answer = this.attempt(name, by, wednesday);
    return 'refusal' in answer ? answer.refusal : null;
  }

  get clocks() {
    return this.state.clocks.filter(({ startedAt }) => startedAt !== null);
  }
}

test('an item is due at the close of its agreed date, and breaches once when that passes', () => {
  const item = new Item();
  expect(item.clocks).toMatchObject([{ id: 'action', dueLocal: '2026-03-25T16:00:00+03:00[Asia/Riyadh]' }]);
  item.reach('2026-03-25T13:00:00Z');
  expect(item.clocks).toMatchObject([{ id: 'action', state: 'breached' }]);
  expect(item.notices.map(({ to }) => to)).toEqual(['role:manager']);
});

test('it is done by its owner with evidence, and judged by somebody else under whatever name', () => {
  const item = new Item();
  expect(item.refusal('complete', person('colleague', 'agent'))).toBe('NotYourCase');
  item.act('complete', owner, wednesday);
  expect(item.state).toMatchObject({
    status: 'completed',
    completion: { by: 'owner', evidence: words('complete') },
  });
  expect(item.refusal('accept', owner)).toBe('Forbidden');
  expect(item.refusal('accept', person('owner', 'council-secretary'))).toBe('SamePerson');
  expect(item.refusal('accept', standingIn(secretary, owner))).toBe('SamePerson');
  item.act('accept', secretary, wednesday);
  expect(item.state).toMatchObject({ status: 'closed', closedAt: wednesday });
});

test('a result that is sent back has a date of its own; the earlier clock stays as it was', () => {
  const item = new Item()
    .act('complete', owner, wednesday)
    .act('return', secretary, wednesday, { dueOn: '2026-04-15' });
  expect(item.state).toMatchObject({ status: 'open', dueOn: '2026-04-15', round: 2 });
  expect(item.clocks.map(({ id, state, dueLocal }) => [id, state, dueLocal?.slice(0, 10)])).toEqual([
    ['action', 'met', '2026-03-25'],
    ['judging', 'met', '2026-03-16'],
    ['action-2-1', 'running', '2026-04-15'],
  ]);
  item.act('complete', owner, wednesday).act('accept', secretary, wednesday);
  expect(item.clocks.filter(({ state }) => state === 'running')).toEqual([]);
});

test('another date is the agreement of two: its owner does not put it off for himself', () => {
  const item = new Item();
  expect(item.refusal('change-date', person('owner', 'manager'))).toBe('SamePerson');
  expect(item.refusal('withdraw', standingIn(manager, owner))).toBe('SamePerson');
  item.act('change-date', manager, wednesday, { dueOn: '2026-04-15' });
  item.act('change-date', secretary, '2026-03-12T08:00:00Z', { dueOn: '2026-05-06' });
  expect(item.clocks.map(({ id, state, dueLocal }) => [id, state, dueLocal?.slice(0, 10)])).toEqual([
    ['action', 'superseded', '2026-03-25'],
    ['action-2-1', 'superseded', '2026-04-15'],
    ['action-3-1', 'running', '2026-05-06'],
  ]);
});

test('1.3: another owner does it by the same date, and the first one can do nothing any more', () => {
  const item = new Item();
  expect(item.refusal('assign', person('owner', 'manager'))).toBe('SamePerson');
  item.act('assign', manager, wednesday);
  expect(item.state.owner).toBe('colleague');
  expect(item.clocks.map(({ id, dueLocal }) => [id, dueLocal?.slice(0, 10)])[0]).toEqual(['action', '2026-03-25']);
  expect(item.refusal('complete', owner)).toBe('NotYourCase');
  item.act('complete', person('colleague', 'agent'), wednesday).act('accept', secretary, wednesday);
  expect(item.state.status).toBe('closed');
});

test('a breach stays a fact when another date is agreed on afterwards', () => {
  const item = new Item().reach('2026-03-25T13:00:00Z');
  item.act('change-date', manager, '2026-03-26T08:00:00Z', { dueOn: '2026-04-15' });
  expect(item.clocks.map(({ id, breachedAt }) => [id, breachedAt])).toEqual([
    ['action', '2026-03-25T13:00:00Z'],
    ['action-2-1', null],
  ]);
});

const reached: Record<FollowedItemStatus, () => Item> = {
  open: () => new Item(),
  completed: () => new Item().act('complete', owner, wednesday),
  closed: () => new Item().act('complete', owner, wednesday).act('accept', secretary, wednesday),
  withdrawn: () => new Item().act('withdraw', manager, wednesday),
};

test.each(Object.keys(reached) as FollowedItemStatus[])(
  'an item that is %s takes the commands of the table',
  (status) => {
    const everyCommand = [...new Set(Object.values(followedItemCommands).flat())];
    const taken = everyCommand.filter(
      (name) => reached[status]().refusal(name, name === 'complete' ? owner : secretary) === null,
    );
    expect(taken).toEqual(everyCommand.filter((name) => followedItemCommands[status].includes(name)));
  },
);

test('a date that has come leaves a day', () => {
  expect(daysUntil(calendar, '2026-03-11T21:30:00Z', '2026-03-12')).toBe(1);
  expect(daysUntil(calendar, '2026-03-11T20:30:00Z', '2026-03-13')).toBe(2);
});

const everybody = [
  ...[owner, secretary, manager],
  ...[person('owner', 'council-secretary'), standingIn(secretary, owner), standingIn(owner, manager)],
];
const names = [...new Set(Object.values(followedItemCommands).flat())];
const happenings = fc.array(
  fc.record({
    name: fc.constantFrom(...names),
    by: fc.constantFrom(...everybody),
    hours: fc.nat(200),
    days: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 4, maxLength: 14 },
);
const { numRuns, seed } = propertyRuns('followed item model');

test('no item is judged, put off or given up by its owner under any name, and every date stays provable', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const item = new Item();
      let now = Date.parse(wednesday);
      for (const { name, by, hours, days } of all) {
        now += hours * 3_600_000;
        const at = new Date(now).toISOString();
        const before = item.state;
        const dueOn = new Date(now + days * 86_400_000).toISOString().slice(0, 10);
        const answer = item.attempt(name, by, at, { dueOn });
        if ('refusal' in answer) {
          expect(item.state).toBe(before);
          continue;
        }
        expect(followedItemCommands[before.status]).toContain(name);
        if (name !== 'complete') expect(namesOf(by)).not.toContain(before.owner);
        item.take(answer);
      }
      const breached = item.ofType('breached').map(({ data }) => (data as { clock: string }).clock);
      expect(new Set(breached).size).toBe(breached.length);
      const { clocks } = item.state;
      // A date for the opening and one for each that was agreed on later: none has taken another one's place.
      const dates = clocks.filter(({ rule, startedAt }) => rule.startsWith('action') && startedAt !== null);
      expect(dates).toHaveLength(1 + item.ofType('returned', 'dateChanged').length);
      expect(clocks.filter(({ breachedAt }) => breachedAt !== null).map(({ id }) => id)).toEqual(
        expect.arrayContaining(breached),
      );
      if (followedItem.isOver(item.state)) {
        expect(clocks.filter(({ state }) => state === 'running')).toEqual([]);
      }
      expect(chainHolds(item.events)).toBe(true);
    }),
    // Few commands, and short lives: a quarter of what the larger models need.
    { numRuns: numRuns / 4, seed },
  );
});
