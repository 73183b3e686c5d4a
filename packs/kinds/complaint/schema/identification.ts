/** What a caller is asked before they are told where a complaint stands. */
import { z } from 'zod';
import { Name, sourceKeys, Wording } from '../../../schema/wording.ts';
import { Notice } from './clocks.ts';

/** What of the customer an answer is compared with: what the complaint has, what the registry has, or a field of the form. */
export const identityValues = ['name', 'phone', 'email', 'national-number', 'customer-number'] as const;
export type IdentityValue = (typeof identityValues)[number];

const Question = z.strictObject({
  ...sourceKeys,
  title: Wording,
  of: z.union([z.enum(identityValues), z.strictObject({ field: z.string() })]).meta({
    description: 'What the answer is compared with: a value of the customer, or a `field` of the complaint’s form.',
  }),
});

/** Left out: nobody is identified, and a contact is recorded as before. */
export const IdentificationRules = z
  .strictObject({
    ...sourceKeys,
    roles: z.array(Name).min(1).meta({ description: 'Roles that identify callers.' }),
    channels: z.array(Name).min(1).meta({
      description: 'By these channels nobody is told where a complaint stands before they are identified.',
    }),
    questions: z.record(Name, Question),
    needed: z.int().min(1).max(10).meta({ description: 'So many answers must be right.' }),
    validMinutes: z.int().min(1).max(240).meta({ description: 'How long it holds for the person who asked.' }),
    mostFailed: z.int().min(1).max(20).meta({
      description:
        'So many attempts may fail within 24 hours; then nobody is asked, and `identificationBlocked` tells it.',
    }),
    notices: z.array(Notice).default([]),
  })
  .refine(({ questions, needed }) => Object.keys(questions).length >= needed, {
    error: 'There are fewer questions than answers that must be right',
  });
