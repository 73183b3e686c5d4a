import { z } from 'zod';
import { surveyCycle } from '../../../domain/survey-cycle/kind.ts';
import { Amount, clockAmong, noticeAmong } from '../../schema/clocks.ts';
import { step } from '../../schema/people.ts';
import { Name, sourceKeys, Wording } from '../../schema/wording.ts';
import { eventsOf } from '../../vocabulary/names.ts';

/** What happens to it that may start or stop a clock, or be told to somebody. */
const events = eventsOf(surveyCycle, ['reportAsked', 'recommendationDecided', 'donorsSurveyClosed']);

const Step = step();

/** Who takes a step together: each of these roles, every one by a different person. */
const Together = Step.meta({ description: 'Each of these roles, every one by a person of its own.' });

/** How satisfaction is asked after a programme: eight timed steps, beneficiaries before donors (N-09). */
export const SurveyCycleRules = z.strictObject({
  ...sourceKeys,
  title: Wording,
  group: Name.meta({ description: 'The group whose cycles these are.' }),
  steps: z.strictObject({
    start: Step.meta({ description: 'Who may start a cycle before it starts by itself.' }),
    prepare: Step,
    review: Together,
    collect: Step,
    report: Step,
    discuss: Together,
    agree: Together,
    decide: Step.meta({ description: 'Management: never somebody who agreed on the steps.' }),
    donors: Step,
    act: Step.optional().meta({
      description: 'Decides what follows from what donors said. Left out: the cycle ends with their report.',
    }),
    withdraw: Step,
  }),
  collection: z.strictObject({
    ...sourceKeys,
    closes: z.union([z.literal('by-command'), z.strictObject({ after: Amount })]).meta({
      description:
        '`by-command`: somebody closes it, in the time that its clock gives him. `after`: it closes by itself.',
    }),
  }),
  clocks: z.record(Name, clockAmong(events)),
  notices: z.array(noticeAmong(events)),
});
