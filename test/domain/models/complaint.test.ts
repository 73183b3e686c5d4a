import { equal, ok } from 'node:assert/strict';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commandOf } from '../../../api/public/acting/acts.ts';
import { formsOf } from '../../../api/public/acting/forms.ts';
import type { CustomerView } from '../../../application/complaints/customer/customer-view.ts';
import { isLive } from '../../../domain/case/clocks/clock.ts';
import { ruleOf } from '../../../domain/case/clocks/clock-schedule.ts';
import { chainHolds } from '../../../domain/case/event.ts';
import { allowedNow } from '../../../domain/case/machine.ts';
import { readsAs } from '../../../domain/case/policy.ts';
import { commandsOfCustomer } from '../../../domain/case/rights.ts';
import { answerClock, isOfAnswer, needsSolution, promisesOf } from '../../../domain/complaint/answer-clock.ts';
import { complaint } from '../../../domain/complaint/kind.ts';
import { canonicalJson } from '../../../domain/digest.ts';
import { latest } from '../../../packs/load/load.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { runOnce } from '../../support/jest/run-once.ts';
import { ownPolicies } from '../../support/samples/own-policies.ts';
import { type Change, type LivedLife, live, retold } from '../../support/stories/complaint-life.ts';
import { type Life, life, seldomLives } from '../../support/stories/complaint-model.ts';

const ms = (instant: string) => Date.parse(instant);

/** What the messages about these events say that their receiver can do (F-07, F-16, G-09, C-01). */
const rightsTold: Record<string, string> = {
  returnedForCompletion: 'complete',
  declined: 'object',
  answered: 'confirm',
  closed: 'reopen',
  spokenFor: 'disown',
  withdrawalClaimed: 'disown',
};

/** The commands that the customer's page has a form for, of those that are possible. */
function pageActs(allowed: readonly string[]): string[] {
  const pack = latest(ownPolicies().packs, 'sandbox');
  if (!pack) throw new Error('there is no sandbox');
  const view = { category: 'complaint', missing: [] } as unknown as CustomerView;
  return formsOf(pack, view, allowed, { slots: [], booked: [], newContact: null }).map(({ action }) =>
    commandOf(action),
  );
}

/** What no life of a complaint breaks. Each check throws if it is broken. */
const promises: Record<string, (lived: LivedLife) => void> = {
  'a breach stays with its instant, a fired rung stays fired, a stopped clock stays stopped': ({ changes }) => {
    changes.forEach(nothingUndone);
  },

  'what wrote no event changed nothing, and what wrote any made one revision': ({ changes }) => {
    for (const { written, revisions, before, after } of changes) {
      if (written === 0 ? after !== before : revisions < 1) expect({ written, revisions }).toBe('one revision each');
    }
  },

  'no deadline, rung or window that lies before the last instant of the case has been passed over': ({ changes }) => {
    for (const { nextInstant, lastAt } of changes) {
      // Asked first: `expect` costs as much as a whole step of a case.
      if (nextInstant !== null && ms(nextInstant) < ms(lastAt)) expect(nextInstant).toBe(`not before ${lastAt}`);
    }
  },

  'no deadline comes early, and each is the one that was in force': ({ story }) => {
    for (const { event, before } of retold(story)) {
      if (!['warned', 'breached', 'escalated'].includes(event.type)) continue;
      const { clock: id, dueAt, rung } = event.data as { clock: string; dueAt: string; rung?: number };
      const clock = before.clocks.find((candidate) => candidate.id === id);
      equal(dueAt, rung === undefined ? clock?.dueAt : clock?.rungs[rung]?.dueAt);
      ok(ms(event.at) >= ms(dueAt), `${event.type} at ${event.at}, due at ${dueAt}`);
      ok(ms(event.recordedAt) >= ms(dueAt), `${event.type} recorded at ${event.recordedAt}, due at ${dueAt}`);
    }
  },

  'no clock is breached twice and no rung fires twice': ({ story }) => {
    const fired = story.events
      .filter(({ type }) => ['warned', 'breached', 'escalated'].includes(type))
      .map(({ data }) => JSON.stringify({ ...data, dueAt: undefined }));
    expect(fired).toEqual([...new Set(fired)]);
  },

  'an act after the due instant never meets a clock': ({ story }) => {
    for (const { event, before } of retold(story)) {
      if (event.type !== 'clockMet') continue;
      const { clock: id } = event.data as { clock: string };
      const clock = before.clocks.find((candidate) => candidate.id === id);
      expect(clock?.breachedAt).toBeNull();
      if (clock?.dueAt) expect(ms(event.at)).toBeLessThanOrEqual(ms(clock.dueAt));
    }
  },

  'instants never go back, numbers have no gap, and the chain of digests holds': ({ story: { events, record } }) => {
    const instants = events.map(({ at }) => ms(at));
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
    expect(chainHolds(events)).toBe(true);
    expect(record).toMatchObject({ sequence: events.length, lastDigest: events.at(-1)?.digest });
  },

  'its events, read back from JSON, give the same state': ({ story }) => {
    const after = retold(story).at(-1)?.after;
    if (canonicalJson(after) !== canonicalJson(story.state)) expect(after).toEqual(story.state);
  },

  'it is over, or knows its next instant, or a clock of it still counts': ({ story: { state, nextInstant } }) => {
    const counts = state.clocks.some(isLive);
    expect([complaint.isOver(state), nextInstant !== null, counts]).toContain(true);
    if (complaint.isOver(state)) expect([nextInstant, counts]).toEqual([null, false]);
  },

  'nobody named in it owns it, or has changed it since': ({ story }) => {
    expect(story.state.about).not.toContain(story.state.owner);
    for (const { event, before } of retold(story)) {
      if (before.about.includes(event.by)) expect(event).toBe('by somebody whom it does not name');
    }
  },

  'a withdrawal never hides a breach, and none by staff is ever at once': ({ story }) => {
    if (!readsAs(story.state, 3)) return;
    for (const { event, before, after } of retold(story)) {
      if (event.type !== 'withdrawn') continue;
      expect(after.clocks.map(({ breachedAt }) => breachedAt)).toEqual(
        before.clocks.map(({ breachedAt }) => breachedAt),
      );
      expect(after.withdrawnBy).toBe(event.by === 'customer' ? 'customer' : 'staff');
      if (event.by !== 'customer') expect([before.status, event.by]).toEqual(['withdrawal-claimed', 'system']);
    }
  },

  'clocks run on while a withdrawal is only claimed': ({ story }) => {
    for (const { event, before, after } of retold(story)) {
      if (event.type !== 'withdrawalClaimed') continue;
      expect(after.clocks).toEqual(before.clocks);
    }
    const ended = retold(story).filter(
      ({ event, before }) => event.type === 'clockCancelled' && before.status === 'withdrawal-claimed',
    );
    expect(ended).toEqual([]);
  },

  'what staff record in the customer’s name is told to him with until when he can disown it': ({ story }) => {
    if (!readsAs(story.state, 3)) return;
    const recorded = story.events.filter(({ type }) => type === 'spokenFor' || type === 'withdrawalClaimed');
    const spoken = retold(story).filter(
      ({ event }) =>
        ['withdrawn', 'confirmed', 'objected', 'reopened', 'rated'].includes(event.type) &&
        !['customer', 'system'].includes(event.by),
    );
    expect(recorded.length).toBeGreaterThanOrEqual(spoken.length);
    for (const { data } of recorded) expect(ms((data as { until: string }).until)).toBeGreaterThan(0);
  },

  'nobody decides or owns the round of an objection to his own decision': ({ story }) => {
    for (const { event, before, after } of retold(story)) {
      if (['answered', 'declined'].includes(event.type)) expect(before.barred).not.toContain(event.by);
      if (after.owner !== null && after.barred.includes(after.owner)) expect(after.barred).not.toContain(after.owner);
    }
  },

  'a clock is extended once at most, and never after its breach': ({ story }) => {
    const extended = retold(story).filter(({ event }) => event.type === 'clockExtended');
    const ids = extended.map(({ event }) => (event.data as { clock: string }).clock);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { event, before } of extended) {
      const { clock: id } = event.data as { clock: string };
      expect(before.clocks.find((clock) => clock.id === id)).toMatchObject({ breachedAt: null, state: 'running' });
      expect(event.by).not.toBe(before.owner);
    }
  },

  'a later round never has a smaller number': ({ changes }) => {
    const rounds = changes.map(({ after }) => after.round);
    expect(rounds).toEqual(rounds.toSorted((a, b) => a - b));
  },

  'it is returned no more often than its policy allows, and a command that is switched off leaves no event': ({
    story,
  }) => {
    const types = story.types();
    const { maxReturns, switchedOff } = story.state.policy;
    expect(types.filter((type) => type === 'returnedForCompletion').length).toBeLessThanOrEqual(maxReturns);
    if (switchedOff.includes('pause')) expect(types).not.toContain('paused');
  },

  'it is answered, judged and completed only where its life cycle has room for it': ({ story }) => {
    const needs: Record<string, string> = { answered: 'open', confirmed: 'answered', completed: 'returned' };
    for (const { event, before } of retold(story)) {
      const needed = needs[event.type];
      const solvedNow = event.type === 'answered' && before.status === 'answered' && !before.solved;
      if (needed && !(solvedNow && readsAs(before, 3))) expect(before.status).toBe(needed);
    }
  },

  'no clock that asks for a solution is met without one': ({ story }) => {
    for (const { event, before } of retold(story)) {
      if (event.type !== 'clockMet' && event.type !== 'clockStoppedLate') continue;
      const clock = before.clocks.find(({ id }) => id === (event.data as { clock: string }).clock);
      if (clock && needsSolution(ruleOf(before, clock))) ok(before.solved, `${clock.id} was met unsolved`);
    }
  },

  'no clock that asks that the customer is told ends before that is known': ({ story }) => {
    for (const { event, before } of retold(story)) {
      if (event.type !== 'clockMet' && event.type !== 'clockStoppedLate') continue;
      const clock = before.clocks.find(({ id }) => id === (event.data as { clock: string }).clock);
      const asks = clock && ruleOf(before, clock).stop.on.includes('customerTold');
      if (asks) ok(before.toldBy !== undefined, `${clock.id} ended before anybody was told`);
    }
  },

  'no news is promised for after the answer is due, and what is not solved says when the customer hears more': ({
    story,
  }) => {
    for (const { event, before } of retold(story)) {
      if (event.type !== 'interimAnswered' || !readsAs(before, 3)) continue;
      const { expectedBy, unsolved } = event.data as { expectedBy: string | null; unsolved?: true };
      if (unsolved) ok(expectedBy !== null);
      const due = answerClock(before)?.dueAt;
      if (expectedBy && due) ok(ms(expectedBy) <= ms(due), `promised for ${expectedBy}, due at ${due}`);
    }
  },

  'merging never moves a promise later': ({ mergers }) => {
    for (const { other, before, after } of mergers) {
      if (!readsAs(after, 3)) continue;
      const kept = after.clocks.filter(({ from }) => from?.number === other.number);
      for (const { clock } of promisesOf(other)) {
        const there = kept.find(
          ({ rule, startedAt }) => rule === clock.rule && (startedAt ?? null) === clock.startedAt,
        );
        // What was still to start there may begin here at once.
        const found = there ?? kept.find(({ rule }) => rule === clock.rule);
        ok(found, `the promise ${clock.id} of ${other.number} is gone`);
        if (clock.dueAt && found.dueAt) ok(ms(found.dueAt) <= ms(clock.dueAt), `${clock.id} due at ${found.dueAt}`);
        // One that was missed stays missed; one that begins here at once may be missed at once.
        if (clock.breachedAt !== null) equal(found.breachedAt, clock.breachedAt);
      }
      const [was, is] = [answerClock(before)?.dueAt, answerClock(after)?.dueAt];
      if (was) ok(is && ms(is) <= ms(was), `promised for ${was}, now ${is}`);
    }
  },

  'no promise in a message lies after the clock that it speaks of': ({ changes, mergers }) => {
    const dues = (state: (typeof changes)[number]['after']) =>
      state.clocks.flatMap((clock) => {
        const isPromise =
          clock.state === 'running' && isOfAnswer(ruleOf(state, clock)) && !clock.seen.includes('solved');
        return isPromise && clock.dueAt ? [clock.dueAt] : [];
      });
    for (const { after } of changes) {
      // What every message of this instant promises.
      const due = answerClock(after)?.dueAt;
      if (!due || !readsAs(after, 3)) continue;
      for (const other of dues(after)) ok(ms(due) <= ms(other), `promised for ${due}, due at ${other}`);
    }
    for (const { told, after } of mergers) {
      if (!readsAs(after, 3)) continue;
      const [first] = dues(after).toSorted((one, other) => ms(one) - ms(other));
      // Whatever is told is what is due first of all that either had promised.
      if (told !== undefined || first !== undefined) equal(told && ms(told), first && ms(first));
    }
  },

  'the one limit over all rounds is never renewed': ({ story }) => {
    // A day of receipt that was put right is another start, from an earlier day or by two people.
    if (story.types().includes('receivedCorrected')) return;
    const starts = retold(story).filter(({ event, after }) => {
      const { rule, clock } = event.data as { rule?: string; clock?: string };
      // What another complaint brought began there.
      if (after.clocks.find(({ id }) => id === clock)?.from) return false;
      return event.type === 'clockStarted' && after.policy.clocks.some(({ id, overall }) => id === rule && overall);
    });
    const instants = starts.map(({ event }) => (event.data as { startedAt: string }).startedAt);
    ok(new Set(instants).size <= 1, `started at ${instants}`);
  },

  'whatever a message says that the customer can do, the customer may do from then on, and the page has a form for it':
    ({ story }) => {
      for (const { event, after } of retold(story)) {
        const right = rightsTold[event.type];
        if (!right || after.policy.switchedOff.includes(right) || !readsAs(after, 3)) continue;
        // Until the other complaint has answered, a moment, nothing is done here; then either of the two takes it.
        if (after.merging !== null) continue;
        const allowed = allowedNow(complaint, after);
        ok(allowed.includes(right), `${right} is told by ${event.type} and not possible in ${after.status}`);
        ok(commandsOfCustomer.includes(right), `${right} is told by ${event.type} and no right of a customer`);
        ok(pageActs(allowed).includes(right), `${right} is told by ${event.type} and has no form`);
      }
    },

  // The last, because it goes on with the life.
  'left alone it comes to rest, and no clock that can be armed runs on without a breach': ({ story }) => {
    story.reach('2035-01-01T00:00:00Z');
    expect(story.nextInstant).toBeNull();
    expect(story.state.clocks.filter(({ state }) => state === 'running')).toEqual([]);
  },
};

function nothingUndone({ before, after }: Change): void {
  for (const clock of before.clocks) {
    const now = after.clocks.find(({ id }) => id === clock.id);
    if (now === clock) continue;
    if (clock.breachedAt !== null) expect(now).toMatchObject({ state: 'breached', breachedAt: clock.breachedAt });
    if (clock.stoppedAt !== null) expect(now).toMatchObject({ state: clock.state, stoppedAt: clock.stoppedAt });
    const fired = (rungs: typeof clock.rungs) => rungs.map(({ dueAt, firedAt }) => `${dueAt} ${firedAt}`);
    const stood = fired(clock.rungs).filter((_, index) => clock.rungs[index]?.firedAt !== null);
    const stands = fired(now?.rungs ?? []).filter((_, index) => clock.rungs[index]?.firedAt !== null);
    if (stood.join() !== stands.join()) expect(stands).toEqual(stood);
  }
}

function noteWhatCameUp({ story, changes }: LivedLife, seen: Set<string>): void {
  for (const type of story.types()) seen.add(type);
  for (const { state } of changes.flatMap(({ after }) => after.clocks)) seen.add(`a clock ${state}`);
}

const tryLives = runOnce((seen) => {
  fc.assert(
    fc.property(life, (someLife) => {
      const lived = live(someLife);
      noteWhatCameUp(lived, seen);
      for (const [promise, holds] of Object.entries(promises)) {
        try {
          holds(lived);
        } catch (cause) {
          throw new Error(`Broken: ${promise}`, { cause });
        }
      }
    }),
    { ...propertyRuns('complaint model'), examples: seldomLives.map((one): [Life] => [one]) },
  );
});

test('no life of a complaint breaks a promise of the design', () => {
  tryLives();
}, 600_000);

test('the lives that were tried include everything that can happen to a complaint and its clocks', () => {
  const everything = [
    ...['received', 'accepted', 'returnedForCompletion', 'returnsExhausted', 'completed', 'declined', 'assigned'],
    ...['paused', 'resumed', 'interimAnswered', 'contactLogged', 'contactAttempted', 'answered', 'solved', 'confirmed'],
    ...['roundOpened', 'closed', 'withdrawn', 'windowOver', 'calendarPublished', 'objected', 'reopened'],
    ...['withdrawalClaimed', 'spokenFor', 'statementDisowned', 'statementStood', 'withdrawalVoid', 'givenBack'],
    ...['customerTold', 'answerCameBack', 'mergeTaken', 'clockTakenOver', 'mergeGivenBack'],
    ...['extended', 'clockExtended', 'handOverOffered', 'handOverReturned'],
    ...['clockStarted', 'clockUnarmed', 'clockPaused', 'clockResumed', 'clockMoved', 'clockPartlyMet', 'clockMet'],
    ...['clockStoppedLate', 'clockSuperseded', 'clockCancelled', 'breached', 'warned', 'escalated'],
    ...['notStarted', 'running', 'paused', 'met', 'breached', 'superseded', 'cancelled'].map(
      (state) => `a clock ${state}`,
    ),
  ];
  expect(tryLives.missing(everything)).toEqual([]);
}, 600_000);
