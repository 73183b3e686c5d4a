import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deadline, openCalendar } from '../../../domain/deadline/deadline.ts';
import { propertyRuns } from '../../support/jest/property-runs.ts';
import { calendar, question } from '../../support/samples/deadline-arbitraries.ts';
import { slowDeadline } from '../../support/samples/deadline-oracle.ts';

test('a deadline and its rungs are what counting minute by minute and day by day gives', () => {
  fc.assert(
    fc.property(calendar, question, (someCalendar, asked) => {
      const answer = deadline(openCalendar(someCalendar), asked);
      const expected = slowDeadline(someCalendar, asked);
      const compared = 'refusal' in answer ? { refusal: answer.refusal } : { dueAt: answer.dueAt, rungs: answer.rungs };
      expect(compared).toEqual(expected);
    }),
    propertyRuns('deadline against the oracle'),
  );
});
