import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Amount, Calendar, Pause } from '../../../domain/deadline/calendar.ts';
import { deadline, deadlineProof, openCalendar, type Question } from '../../../domain/deadline/deadline.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { amount, calendar, instantText, pausesNear, question } from '../../support/samples/deadline-arbitraries.ts';

/** Milliseconds of the due instant; later than every instant if the calendar does not reach so far. */
function dueMs(by: Calendar, asked: Question): number {
  const answer = deadline(openCalendar(by), { ...asked, rungs: [] });
  if ('refusal' in answer) {
    expect(answer.refusal).toBe('CalendarExhausted');
    return Number.POSITIVE_INFINITY;
  }
  return Date.parse(answer.dueAt ?? '');
}

function oneMore(due: Amount): Amount {
  if ('elapsed' in due) return { elapsed: due.elapsed.replace(/\d+/, (minutes) => String(Number(minutes) + 1)) };
  const [[unit, count]] = Object.entries(due) as [[string, number]];
  return { [unit]: count + 1 } as Amount;
}

test('a deadline is after its start, and before its end comes no rung before, after it no rung after', () => {
  fc.assert(
    fc.property(calendar, question, amount, amount, (by, asked, before, after) => {
      const answer = deadline(openCalendar(by), { ...asked, rungs: [{ before }, 'at', { after }] });
      if ('refusal' in answer) return;
      const due = Date.parse(answer.dueAt ?? '');
      const [early, at, late] = answer.rungs.map((rung) => (rung === null ? null : Date.parse(rung)));
      expect(due).toBeGreaterThan(Date.parse(asked.start));
      if (early !== null) expect(early).toBeLessThan(due);
      if (early !== null) expect(early).toBeGreaterThan(Date.parse(asked.start));
      expect(at).toBe(due);
      expect(late).toBeGreaterThan(due);
    }),
    propertyRuns('deadline order'),
  );
});

test('a larger amount is never due earlier', () => {
  fc.assert(
    fc.property(calendar, question, (by, asked) => {
      expect(dueMs(by, { ...asked, due: oneMore(asked.due) })).toBeGreaterThanOrEqual(dueMs(by, asked));
    }),
    propertyRuns('deadline by amount'),
  );
});

test('a later start is never due earlier', () => {
  fc.assert(
    fc.property(calendar, question, fc.integer({ min: 1, max: 7200 }), (by, asked, minutesLater) => {
      const start = instantText(Date.parse(asked.start) + minutesLater * 60_000);
      // Months are of different lengths: with a pause that the later start cuts short, the sums may cross by a day.
      const pauses = 'months' in asked.due ? [] : asked.pauses;
      expect(dueMs(by, { ...asked, pauses, start })).toBeGreaterThanOrEqual(dueMs(by, { ...asked, pauses }));
    }),
    propertyRuns('deadline by start'),
  );
});

const questionAndMorePauses = question.chain((asked) => fc.tuple(fc.constant(asked), pausesNear(asked.start)));

test('pauses, and more pauses, never make a deadline earlier', () => {
  fc.assert(
    fc.property(calendar, questionAndMorePauses, (by, [asked, more]) => {
      const paused = dueMs(by, asked);
      expect(paused).toBeGreaterThanOrEqual(dueMs(by, { ...asked, pauses: [] }));
      expect(dueMs(by, { ...asked, pauses: [...asked.pauses, ...more] })).toBeGreaterThanOrEqual(paused);
    }),
    propertyRuns('deadline with pauses'),
  );
});

test('a pause may be told in overlapping pieces and in any order', () => {
  const pieces = fc.record({
    cuts: fc.array(fc.nat(1000), { maxLength: 3 }),
    overlap: fc.nat(500),
    backwards: fc.boolean(),
  });
  fc.assert(
    fc.property(calendar, question, pieces, (by, asked, { cuts, overlap, backwards }) => {
      const cutUp = asked.pauses.flatMap((pause) => cutPause(pause, cuts, overlap));
      const pauses = backwards ? cutUp.toReversed() : cutUp;
      expect(deadline(openCalendar(by), { ...asked, pauses })).toEqual(deadline(openCalendar(by), asked));
    }),
    propertyRuns('deadline with pauses in pieces'),
  );
});

function cutPause({ from, to }: Pause, cuts: number[], overlapPerMille: number): Pause[] {
  const start = Date.parse(from);
  const end = Date.parse(to ?? '');
  const points = cuts.map((perMille) => start + Math.floor(((end - start) * perMille) / 1000)).sort((a, b) => a - b);
  return [start, ...points].flatMap((piece, index) => {
    const next = points[index] ?? end;
    const longer = Math.min(end, next + Math.floor(((end - start) * overlapPerMille) / 1000));
    return longer > piece ? [{ from: instantText(piece), to: instantText(longer) }] : [];
  });
}

test('the proof has the same deadline, runs from the start day to the due day, and counts the amount', () => {
  fc.assert(
    fc.property(calendar, question, (by, asked) => {
      const opened = openCalendar(by);
      const proof = deadlineProof(opened, asked);
      if ('refusal' in proof) return expect(deadline(opened, asked)).toEqual(proof);
      const { working, ...withoutWorking } = proof;
      expect(withoutWorking).toEqual(deadline(opened, asked));
      if ('elapsed' in asked.due) return expect(working).toEqual([]);
      const days = working.map((entry) => Date.parse(entry.day) / 86_400_000);
      expect(days).toEqual(days.map((_day, index) => (days[0] ?? 0) + index));
      // The day of the second before: midnight at its end is the next day's, which may even begin at one o'clock.
      const lastSecond = Date.parse(proof.dueAt ?? '') - 1000;
      const lastDay = new Intl.DateTimeFormat('en-CA', { timeZone: by.zone }).format(lastSecond);
      expect(days.at(-1)).toBe(Date.parse(lastDay) / 86_400_000);
      const counted = working.filter((entry) => entry.counted);
      const minutes = working.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
      if ('workingDays' in asked.due) expect(counted).toHaveLength(asked.due.workingDays);
      if ('calendarDays' in asked.due) expect(counted).toHaveLength(asked.due.calendarDays);
      if ('workingHours' in asked.due) expect(minutes).toBe(asked.due.workingHours * 60);
      if ('workingMinutes' in asked.due) expect(minutes).toBe(asked.due.workingMinutes);
    }),
    propertyRuns('deadline proof'),
  );
});
