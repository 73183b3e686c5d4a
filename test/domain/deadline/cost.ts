import { expect, test } from '@jest/globals';
import { deadline, openCalendar, type Question } from '../../../domain/deadline/deadline.ts';
import { designCalendar } from '../../support/samples/working-weeks.ts';

const ladder: Question = {
  start: '2026-03-11T07:00:00Z',
  due: { workingDays: 11 },
  rungs: [{ before: { workingDays: 1 } }, 'at', { after: { workingDays: 1 } }],
};

function msEach(times: number, work: () => void): number {
  const before = performance.now();
  for (let time = 0; time < times; time++) work();
  return (performance.now() - before) / times;
}

test('a deadline with three rungs costs at most 0.05 ms, once its calendar has been used', () => {
  const first = msEach(1, () => deadline(openCalendar(designCalendar), ladder));
  const calendar = openCalendar(designCalendar);
  // The best of many short batches: what the machine does besides is not the deadline's cost.
  const batches = Array.from({ length: 100 }, () => msEach(20, () => deadline(calendar, ladder)));
  const warm = Math.min(...batches);
  const opening = Math.min(
    ...Array.from({ length: 10 }, () => msEach(5, () => deadline(openCalendar(designCalendar), ladder))),
  );
  process.stderr.write(
    `deadline cost: ${warm.toFixed(3)} ms warm, ${opening.toFixed(2)} ms with a new calendar, ${first.toFixed(1)} ms for the first of a process\n`,
  );
  expect(warm).toBeLessThanOrEqual(0.05);
});
