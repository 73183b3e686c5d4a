import { z } from 'zod';
import { isCountry } from '../phone-number.ts';
import { LadderStep } from './clocks.ts';
import { ContactDetails } from './contact.ts';
import { kindRules } from './kinds.ts';
import { Channel, Department, Group, PriorityGround, Role, step, Titled } from './people.ts';
import { RegistryRules } from './registry.ts';
import { RetentionRules } from './retention.ts';
import { SurveyRules } from './surveys.ts';
import { LocalDate, Name, sourceKeys, Template, Wording } from './wording.ts';

/** What the organisation's document says in a clause, in its own words: the reader can check the rule against it. */
const Clause = z.strictObject({ clause: z.string().min(1), says: z.string().min(1) });

/** Advice to staff, shown as a checklist and never enforced. */
const Guidance = z.strictObject({
  ...sourceKeys,
  title: Wording,
  categories: z.array(Name).optional(),
  items: z.array(Wording).min(1),
});

/** One version of what one organisation decided. */
export const PackSchema = z
  .strictObject({
    id: Name,
    version: z.int().positive(),
    reading: z.literal(3).optional().meta({
      description: 'How strictly the rules are read; left out: as the first release read them.',
    }),
    prefix: z.string().regex(/^[A-Z]{2}$/, 'The prefix of case numbers is two capital letters'),
    name: Wording,
    document: z.strictObject({
      title: Wording,
      issued: z
        .string()
        .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
        .optional(),
      approvedOn: z.union([LocalDate, z.literal('not-stated')], {
        error: 'The date of approval is written 2021-04-20; where the document gives none, `not-stated`',
      }),
      replaces: z.enum(['all-earlier', 'not-stated']),
      ...sourceKeys,
    }),
    clauses: z.record(z.string(), Clause),
    calendar: Name,
    country: z
      .string()
      .refine(isCountry, 'A country is its ISO 3166 code in capitals, such as SA')
      .meta({ description: 'Where telephone numbers without a country code belong.' }),
    languages: z
      .array(z.enum(['ar', 'en']))
      .min(1)
      .default(['ar', 'en']),
    quietHours: z.strictObject({ ...sourceKeys, staff: z.enum(['outside-opening-hours', 'none']) }),
    contact: ContactDetails.optional().meta({ description: 'Left out: the settings of the server stand for it.' }),
    channels: z.record(Name, Channel),
    roles: z.record(Name, Role),
    independentRole: z.strictObject({ ...sourceKeys, role: Name }).meta({
      description:
        'Who hears of a complaint where everybody on the way up is named in it, or leads those who are (F-10).',
    }),
    absences: z
      .strictObject({ ...sourceKeys, atMostDays: z.int().positive() })
      .optional()
      .meta({ description: 'The longest absence during which somebody stands in. Left out: 90 days.' }),
    secondFactor: step().optional().meta({
      description: 'The roles that sign in with a second factor. Left out: nobody has to.',
    }),
    retention: RetentionRules.optional().meta({
      description: 'How long is kept what is over. Left out, as each class: what the product has decided.',
    }),
    departments: z.record(Name, Department),
    groups: z.record(Name, Group),
    customerClasses: z.record(Name, Titled),
    priorityGrounds: z.record(Name, PriorityGround),
    registry: RegistryRules,
    surveys: SurveyRules.optional().meta({
      description: 'Left out: the organisation makes its questionnaires itself.',
    }),
    ladders: z.record(Name, z.array(LadderStep).min(1)),
    kinds: z.strictObject(kindRules),
    guidance: z.record(Name, Guidance),
    signature: z
      .strictObject({ ...sourceKeys, ...Wording.shape })
      .optional()
      .meta({ description: 'What stands under a letter as {signature} (ICU message); left out: the name alone.' }),
    addressing: z
      .strictObject({ ...sourceKeys, ...Wording.shape })
      .optional()
      .meta({ description: 'How {customer} stands in a letter, such as with a title (ICU message of {customer}).' }),
    templates: z.record(Name, Template),
  })
  .meta({ title: 'Policy pack', description: 'What one organisation decided, as data.' });
export type PackContent = z.infer<typeof PackSchema>;
