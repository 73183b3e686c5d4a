import { expect, test } from '@jest/globals';
import { allowedNow } from '../../../domain/case/machine.ts';
import { type SurveyCycleCommandName, surveyCycleCommands } from '../../../domain/survey-cycle/commands.ts';
import { surveyCycle } from '../../../domain/survey-cycle/kind.ts';
import type { SurveyCycleStatus } from '../../../domain/survey-cycle/state.ts';
import { person } from '../../support/samples/people.ts';
import { crmManager, everyStep, quality, SurveyCycleStory } from '../../support/stories/survey-cycle-story.ts';

const at = '2026-03-12T08:00:00Z';

/** A cycle in each status. */
const inStatus: Record<SurveyCycleStatus, () => SurveyCycleStory> = {
  preparing: () => new SurveyCycleStory(),
  reviewing: () => new SurveyCycleStory().through(1, at),
  collecting: () => new SurveyCycleStory().through(3, at),
  analysing: () => new SurveyCycleStory().through(4, at),
  reporting: () => new SurveyCycleStory().through(4, at).act('report', quality, at),
  discussing: () => new SurveyCycleStory().through(5, at),
  agreeing: () => new SurveyCycleStory().through(7, at),
  deciding: () => new SurveyCycleStory().through(9, at),
  'asking-donors': () => new SurveyCycleStory().through(10, at),
  finishing: () => new SurveyCycleStory().through(10, at).act('finish', crmManager, at),
  acting: () => new SurveyCycleStory({ policy: { actsOnDonors: true } }).through(everyStep.length, at),
  finished: () => new SurveyCycleStory().through(everyStep.length, at),
  withdrawn: () => new SurveyCycleStory().act('withdraw', crmManager, at),
};
const statuses = Object.keys(inStatus) as SurveyCycleStatus[];
const everyCommand = [...new Set(Object.values(surveyCycleCommands).flat())];

/** Somebody who may do everything, and has done nothing yet. */
const anybody = person('anybody', 'quality', 'manager', 'centres-manager', 'council-secretary');

test.each(statuses)('a cycle that is %s takes the commands of the table and no other', (status) => {
  const story = inStatus[status]();
  expect(story.state.status).toBe(status);
  const taken = everyCommand.filter((name: SurveyCycleCommandName) => {
    const answer = story.attempt(name, anybody, at);
    if ('refusal' in answer) expect({ name, refusal: answer.refusal }).toEqual({ name, refusal: 'NotAllowedNow' });
    return !('refusal' in answer);
  });
  expect(taken.toSorted()).toEqual([...surveyCycleCommands[status]].toSorted());
  expect(allowedNow(surveyCycle, story.state)).toEqual(surveyCycleCommands[status]);
});

test.each(statuses)('only the case itself says what came of an errand while it is %s', (status) => {
  const story = inStatus[status]();
  const answer = story.attempt('settle-report' as never, anybody, at);
  expect(answer).toMatchObject({ refusal: 'Forbidden' });
});

test('anyone who has no part of a step may not take it', () => {
  const forbidden = everyStep.flatMap(([name], place) => {
    const answer = new SurveyCycleStory().through(place, at).attempt(name, person('stranger', 'agent'), at);
    return 'refusal' in answer ? [answer.refusal] : [];
  });
  expect(forbidden).toEqual(everyStep.map(() => 'Forbidden'));
});
