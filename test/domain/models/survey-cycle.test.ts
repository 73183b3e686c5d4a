// Asked thousands of times, `expect` takes longer than what it asks about.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../../domain/case/command.ts';
import { chainHolds, type TimelineEvent } from '../../../domain/case/event.ts';
import { type Member, standInsOf } from '../../../domain/stand-in.ts';
import { type SurveyCycleCommandName, surveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { surveyCycle } from '../../../domain/survey-cycle/kind.ts';
import type { SurveyCycleState } from '../../../domain/survey-cycle/state.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { runOnce } from '../../support/jest/run-once.ts';
import { person } from '../../support/samples/people.ts';
import { words } from '../../support/samples/sample-policy.ts';
import { actingOnDonors } from '../../support/samples/sample-survey-cycle-policy.ts';
import { frozen, SurveyCycleStory } from '../../support/stories/survey-cycle-story.ts';

/** Who works here. Some have two roles, so that one person could do everything if nothing forbade it. */
const roles: Record<string, string[]> = {
  ada: ['quality'],
  bea: ['quality', 'manager'],
  cem: ['manager'],
  dov: ['centres-manager'],
  eli: ['manager', 'centres-manager', 'council-secretary'],
  fay: ['council-secretary'],
  gul: ['quality', 'centres-manager', 'council-secretary'],
};
const ids = Object.keys(roles);
const hour = 3_600_000;
const start = Date.parse('2026-03-12T05:00:00Z');
const text = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

const leave = fc.record({
  who: fc.constantFrom(...ids),
  deputy: fc.constantFrom(...ids),
  fromHour: fc.integer({ min: -4, max: 100 }),
  hours: fc.integer({ min: 4, max: 600 }),
});

const happening = fc.record({
  /** One of those that the status takes, more often than not; or any at all. */
  pick: fc.oneof({ arbitrary: fc.nat(3), weight: 6 }, { arbitrary: fc.nat(12), weight: 1 }),
  wild: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 }),
  by: fc.constantFrom(...ids),
  /** Whether the others step in if `by` may not: by chance alone a cycle would hardly ever come to its end. */
  together: fc.boolean(),
  digest: fc.constantFrom('present', 'present', 'present', 'present', 'old'),
  /** Which of two recommendations, and whether another list is put on the table. */
  which: fc.nat(3),
  succeeds: fc.oneof({ arbitrary: fc.constant(true), weight: 6 }, { arbitrary: fc.constant(false), weight: 1 }),
  later: fc.constantFrom(0, 0, 1, 5, 30, 150),
});
const life = fc.record({
  leaves: fc.array(leave, { maxLength: 3 }),
  closesItself: fc.boolean(),
  happenings: fc.array(happening, { minLength: 40, maxLength: 90, size: 'max' }),
});

const everyCommand = [...new Set(Object.values(surveyCycleCommands).flat())];

/** What opens the next step; a step that is not opened so was skipped. */
const opensStep: Record<string, number> = {
  prepared: 2,
  collectionOpened: 3,
  collectionClosed: 4,
  reported: 5,
  discussed: 6,
  stepsAgreed: 7,
  donorsSurveyOpened: 8,
};

function bodyFor(name: SurveyCycleCommandName, which: number, state: SurveyCycleState): object | undefined {
  if (name === 'agree-steps' && which === 0) {
    const recommendations = ['1', '2'].map((id) => ({ id, owner: 'ada', dueOn: '2026-09-01' }));
    return { recommendations, words: words(`list-${state.words.length}`) };
  }
  if (name === 'agree-steps' && which === 3) return { recommendations: null, digest: null };
  if (name !== 'decide' || which === 3) return undefined;
  const verdict = which === 1 ? 'accepted' : 'rejected';
  const decisions = [{ recommendation: which === 1 ? '1' : '2', verdict, owner: null, dueOn: null }];
  return { decisions, words: words(`reason-${which}`) };
}

const old = { digest: 'of an older one' };
const signs = ['review', 'discuss'];

/** Both names of the person by whom an event is. */
const namesIn = ({ by, standingInFor }: TimelineEvent) => [by, standingInFor ?? by];
const shared = (one: string[], other: string[]) => one.filter((name) => other.includes(name));

/** The names of those who gave events of a type since the last event that made earlier ones void. */
function since(events: TimelineEvent[], type: string, voids: string): TimelineEvent[] {
  const from = events.findLastIndex((event) => event.type === voids);
  return events.slice(from + 1).filter((event) => event.type === type);
}

function checkSteps(events: TimelineEvent[]): void {
  let step = 1;
  for (const { type } of events) {
    const next = opensStep[type];
    if (next !== undefined) deepEqual({ type, from: step }, { type, from: next - 1 });
    if (next !== undefined) step = next;
    if (type === 'returned' || type === 'collectionNotOpened') step = 1;
  }
}

function checkSignatures(events: TimelineEvent[]): void {
  for (const [given, signed, voids] of [
    ['reviewGiven', 'reviewed', 'prepared'],
    ['discussionGiven', 'discussed', 'reported'],
    ['agreementGiven', 'stepsAgreed', 'stepsProposed'],
  ] as const) {
    events.forEach((event, place) => {
      if (event.type !== signed) return;
      const [one, other, ...more] = since(events.slice(0, place), given, voids);
      if (!one || !other) throw new Error(`${signed} by fewer than two`);
      expect(more).toEqual([]);
      expect(shared(namesIn(one), namesIn(other))).toEqual([]);
      expect([one, other].map((each) => each.roles.includes('manager'))).toContain(true);
      expect([one, other].map((each) => each.roles.includes('centres-manager'))).toContain(true);
    });
  }
}

/** Each clock breaches once, not before it is due, and each rung fires once. */
function checkClocks(story: SurveyCycleStory): void {
  const breaches = story.events.filter(({ type }) => type === 'breached').map(({ data }) => data as { clock: string });
  expect(new Set(breaches.map(({ clock }) => clock)).size).toBe(breaches.length);
  const rungs = story.events
    .filter(({ type }) => type === 'warned' || type === 'escalated')
    .map(({ data, at }) => ({ ...(data as { clock: string; rung: number; dueAt: string }), at }));
  expect(new Set(rungs.map(({ clock, rung }) => `${clock}/${rung}`)).size).toBe(rungs.length);
  for (const { dueAt, at } of rungs) ok(Date.parse(at) >= Date.parse(dueAt), `a rung came early, at ${at}`);
  for (const { dueAt, breachedAt } of story.state.clocks) {
    if (breachedAt && dueAt) ok(Date.parse(breachedAt) >= Date.parse(dueAt), `a breach came early, at ${breachedAt}`);
  }
}

const tryLives = runOnce((seen) => {
  fc.assert(
    fc.property(life, ({ leaves, closesItself, happenings }) => {
      const staff: Member[] = ids.map((one) => ({
        ...person(one, ...(roles[one] ?? [])),
        absences: leaves
          .filter(({ who, deputy }) => who === one && deputy !== one)
          .map(({ deputy, fromHour, hours }) => ({
            deputy,
            from: text(start + fromHour * hour),
            to: text(start + (fromHour + hours) * hour),
          })),
      }));
      const actorAt = (one: string, at: string): Actor => {
        const member = staff.find(({ id }) => id === one) as Member;
        return { ...person(one, ...member.roles), standIns: standInsOf(member, staff, at) };
      };
      const story = new SurveyCycleStory({
        policy: closesItself
          ? { ...actingOnDonors, collectionClosesAfter: { calendarDays: 3 } }
          : { collectionClosesAfter: null },
      });
      let now = start;
      const makers: string[] = [];
      for (const { pick, wild, by, together, digest, which, succeeds, later } of happenings) {
        now += later * hour;
        const at = text(now);
        const { status } = story.state;
        if (status === 'reporting' || status === 'finishing') {
          story.hears('settle-report', at, succeeds ? frozen : { outcome: 'failed', detail: 'away' });
          seen.add(succeeds ? 'frozen' : 'not frozen');
          continue;
        }
        if (status === 'collecting' && !succeeds && which === 0) {
          story.hears('settle-opening', at, { detail: 'changed' });
          seen.add('not opened');
          continue;
        }
        const among = wild ? everyCommand : surveyCycleCommands[status];
        const name = among[pick % Math.max(1, among.length)];
        // Ends that come early are rare, so that most lives come far.
        if (!name || (name === 'withdraw' && which > 0) || (name === 'return' && which > 1)) continue;
        const before = story.state;
        const body = digest === 'old' && signs.includes(name) ? old : bodyFor(name, which, before);
        let actor = actorAt(by, at);
        let answer = story.attempt(name, actor, at, body);
        for (const other of together && !wild && digest === 'present' ? ids : []) {
          if (!('refusal' in answer)) break;
          actor = actorAt(other, at);
          answer = story.attempt(name, actor, at, body);
        }
        if ('refusal' in answer) {
          seen.add(answer.refusal);
          ok(story.state === before, `a refused ${name} has changed the cycle`);
          continue;
        }
        story.take(answer);
        seen.add(name);
        const acted = answer.events.find((event) => event.by === actor.id && event.by !== 'system');
        if (acted?.standingInFor) seen.add('as a stand-in');
        const names = [actor.id, ...(actor.standIns ?? []).map((standIn) => standIn.for)];
        if (name === 'prepare' && acted) makers.push(...namesIn(acted));
        if (name === 'review') deepEqual(shared(names, makers), []);
        if (signs.includes(name)) equal(digest, 'present');
        if (name === 'decide') {
          const agreed = since(story.events, 'agreementGiven', 'stepsProposed').flatMap(namesIn);
          deepEqual(shared(names, agreed), []);
        }
        const asksDonors = story.errands.some(
          ({ errand }) => errand.do === 'open-survey' && errand.survey.audience === 'donors',
        );
        if (asksDonors) {
          const { recommendations } = story.state as Extract<SurveyCycleState, { status: 'asking-donors' }>;
          expect(recommendations.filter(({ decision }) => decision === null)).toEqual([]);
          expect(story.types()).toContain('decided');
        }
      }
      checkSteps(story.events);
      checkSignatures(story.events);
      checkClocks(story);
      expect(chainHolds(story.events)).toBe(true);
      if (surveyCycle.isOver(story.state)) expect(story.nextInstant).toBeNull();
      seen.add(story.state.status);
      for (const type of story.types()) seen.add(type);
    }),
    propertyRuns('survey cycle model'),
  );
});

test('no step out of order, step 8 never before step 7’s decisions, four eyes everywhere, each breach once', () => {
  tryLives();
}, 600_000);

test('the cycles that were tried include every command, every refusal, late steps, stand-ins and both ends', () => {
  const everything = [
    ...everyCommand,
    ...['SamePerson', 'Forbidden', 'PreconditionFailed', 'NotAllowedNow', 'Incomplete', 'as a stand-in'],
    ...['frozen', 'not frozen', 'not opened', 'breached', 'escalated', 'finished', 'withdrawn'],
  ];
  expect(tryLives.missing(everything)).toEqual([]);
}, 600_000);
