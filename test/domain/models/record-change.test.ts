import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../domain/case/command.ts';
import { chainHolds } from '../../../domain/case/event.ts';
import { type RecordChangeCommandName, recordChangeCommands } from '../../../domain/record-change/commands.ts';
import { recordChange } from '../../../domain/record-change/kind.ts';
import { type Member, standInsOf } from '../../../domain/stand-in.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { runOnce } from '../../support/jest/run-once.ts';
import { person } from '../../support/samples/people.ts';
import { entered, RecordChangeStory, stale } from '../../support/stories/record-change-story.ts';

/** Who works here. Some have two roles, so that one person could do everything if nothing forbade it. */
const roles: Record<string, string[]> = {
  ada: ['agent'],
  bea: ['agent', 'data-steward'],
  cem: ['manager'],
  dov: ['manager', 'data-steward'],
  eli: ['manager', 'agent'],
  fay: ['deputy-steward'],
  gul: ['centres-manager'],
  han: ['data-steward'],
};
const ids = Object.keys(roles);
const id = fc.constantFrom(...ids);
const hour = 3_600_000;
const start = Date.parse('2026-03-11T07:00:00Z');

interface Leave {
  who: string;
  deputy: string;
  fromHour: number;
  hours: number;
}
const leave: fc.Arbitrary<Leave> = fc.record({
  who: fc.constantFrom('bea', 'cem', 'dov', 'eli', 'fay', 'han'),
  deputy: fc.oneof(id, fc.constant('fay')),
  fromHour: fc.integer({ min: -4, max: 4 }),
  hours: fc.integer({ min: 4, max: 150 }),
});

type Happening =
  | {
      what: 'command';
      any: RecordChangeCommandName | null;
      pick: number;
      by: string;
      asDeputy: boolean;
      digest: 'present' | 'old';
      later: number;
    }
  | { what: 'entry'; outcome: 'entered' | 'stale'; later: number };

const command: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('command' as const),
  any: fc.constantFrom<(RecordChangeCommandName | null)[]>(
    null,
    ...(['review', 'approve', 'enter', 'enter', 'amend', 'archive'] as const),
  ) as fc.Arbitrary<RecordChangeCommandName | null>,
  pick: fc.nat(5),
  by: id,
  /** One of those who stand in for somebody, in the place of `by`. */
  asDeputy: fc.boolean(),
  digest: fc.constantFrom('present', 'present', 'present', 'old'),
  later: fc.constantFrom(0, 0, 1, 3, 9),
});
const entry: fc.Arbitrary<Happening> = fc.record({
  what: fc.constant('entry' as const),
  outcome: fc.constantFrom('entered', 'stale'),
  later: fc.constantFrom(0, 1),
});
const life = fc.record({
  preparer: id,
  fields: fc.boolean(),
  strict: fc.record({ reviewerMayApprove: fc.boolean(), preparerMayEnter: fc.boolean() }),
  leaves: fc.array(leave, { minLength: 1, maxLength: 4 }),
  happenings: fc.array(fc.oneof({ arbitrary: command, weight: 4 }, { arbitrary: entry, weight: 1 }), {
    minLength: 30,
    maxLength: 50,
    size: 'max',
  }),
});

const text = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

function members(leaves: Leave[]): Member[] {
  return ids.map((one) => ({
    ...person(one, ...(roles[one] ?? [])),
    absences: leaves
      .filter(({ who, deputy }) => who === one && deputy !== one)
      .map(({ deputy, fromHour, hours }) => ({
        deputy,
        from: text(start + fromHour * hour),
        to: text(start + (fromHour + hours) * hour),
      })),
  }));
}

/** Somebody as the API finds them: with everybody for whom they stand in at that instant. */
function actorAt(one: string, staff: Member[], at: string): Actor {
  const member = staff.find((candidate) => candidate.id === one);
  if (!member) throw new Error(`${one} does not work here`);
  return { ...person(one, ...member.roles), standIns: standInsOf(member, staff, at) };
}

const roleOf: Partial<Record<RecordChangeCommandName, string>> = {
  review: 'manager',
  approve: 'manager',
  reject: 'manager',
  enter: 'data-steward',
};

/** A deputy of one of those who may take this step. */
function deputyFor(name: RecordChangeCommandName, leaves: Leave[], pick: number): string | undefined {
  const deputies = leaves.filter(({ who }) => roles[who]?.includes(roleOf[name] ?? 'agent'));
  return deputies[pick % Math.max(1, deputies.length)]?.deputy;
}

/** Everybody as whom somebody acted, told apart from the code that is judged. */
const allNames = ({ id: own, standIns = [] }: Actor) => [own, ...standIns.map((standIn) => standIn.for)];
const shared = (one: string[], other: string[]) => one.filter((name) => other.includes(name));

const tryLives = runOnce((seen) => {
  fc.assert(
    fc.property(life, ({ preparer, fields, strict, leaves, happenings }) => {
      const staff = members(leaves);
      const by = actorAt(preparer, staff, text(start));
      const form = fields ? { action: 'fields' as const, customers: [], records: 0 } : {};
      const story = new RecordChangeStory({ by, form, policy: { separation: strict } });
      let now = start;
      const makers = [preparer];
      let reviewer: string[] = [];
      let approvers: string[] = [];
      for (const happening of happenings) {
        now += happening.later * hour;
        const at = text(now);
        if (happening.what === 'entry') {
          if (story.state.status !== 'entering') continue;
          story.hears('settle-entry', at, happening.outcome === 'entered' ? entered : stale);
          seen.add(happening.outcome);
          continue;
        }
        const { status } = story.state;
        const { [happening.pick % Math.max(1, recordChangeCommands[status].length)]: possible } =
          recordChangeCommands[status];
        const name = happening.any ?? possible;
        if (!name) continue;
        const actor = actorAt(
          (happening.asDeputy && deputyFor(name, leaves, happening.pick)) || happening.by,
          staff,
          at,
        );
        const before = story.state;
        const body = happening.digest === 'old' && name === 'approve' ? { digest: 'of an older form' } : undefined;
        const answer = story.attempt(name, actor, at, body);
        if ('refusal' in answer) {
          seen.add(answer.refusal);
          // Not by `expect`, which takes longer than the command.
          if (story.state !== before) throw new Error(`a refused ${name} has changed the form`);
          continue;
        }
        story.take(answer);
        seen.add(name);
        const acted = answer.events.find((event) => event.by === actor.id);
        if (acted?.standingInFor) seen.add(`${name} as a stand-in`);
        const names = allNames(actor);
        if (name === 'review') {
          expect(shared(names, makers)).toEqual([]);
          reviewer = [actor.id, acted?.standingInFor ?? actor.id];
        } else if (name === 'approve') {
          expect(happening.digest).toBe('present');
          expect(shared(names, makers)).toEqual([]);
          if (!strict.reviewerMayApprove) expect(shared(names, reviewer)).toEqual([]);
          approvers.push(actor.id, acted?.standingInFor ?? actor.id);
        } else if (name === 'enter') {
          expect(shared(names, approvers)).toEqual([]);
          if (!strict.preparerMayEnter) expect(shared(names, makers)).toEqual([]);
          const isSteward = roles[actor.id]?.includes('data-steward');
          const isDeputy = actor.standIns?.some(
            (standIn) => standIn.roles.includes('data-steward') && standIn.through.length === 0,
          );
          expect([isSteward, isDeputy]).toContain(true);
        } else if (name === 'amend') {
          makers.push(actor.id, acted?.standingInFor ?? actor.id);
          approvers = [];
          reviewer = [];
        }
      }
      expect(chainHolds(story.events)).toBe(true);
      if (recordChange.isOver(story.state)) expect(story.nextInstant).toBeNull();
      seen.add(story.state.status);
    }),
    propertyRuns('record change model'),
  );
});

test('no person holds two of the roles that must differ, under any name, and only the steward or the deputy enters', () => {
  tryLives();
}, 600_000);

test('the forms that were tried include every way of refusing, stand-ins at every step, and every end', () => {
  const everything = [
    ...['SamePerson', 'Forbidden', 'PreconditionFailed', 'NotAllowedNow', 'NotYourCase'],
    ...['review', 'approve', 'enter', 'archive', 'reject', 'amend', 'withdraw', 'entered', 'stale'],
    ...['review as a stand-in', 'approve as a stand-in', 'enter as a stand-in'],
    ...['archived', 'withdrawn'],
  ];
  expect(tryLives.missing(everything)).toEqual([]);
}, 600_000);
