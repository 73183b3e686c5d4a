import { z } from 'zod';

const place = z.union([z.int(), z.string().max(4)]);

/** A filled form as it is sent; the questionnaire of the survey says what of it can be taken. */
export const FormBody = z.strictObject({
  answers: z
    .record(
      z.string().max(60),
      z.union([
        z.number(),
        z.string().max(4000),
        z.strictObject({ expected: place.optional(), perceived: place.optional() }),
      ]),
    )
    .meta({
      description:
        'By id of the question: a place on the scale from 1 or `not-applicable`; the code of a choice; a text; or `{expected, perceived}`.',
    }),
  person: z
    .record(z.string().max(60), z.string().max(400))
    .default({})
    .meta({ description: 'Only what the person wants to say of himself. It is kept apart from the answers.' }),
  ofAge: z.boolean().optional().meta({
    description: 'The person is 18 or over, where the age that was chosen has minors as well: a name is taken then.',
  }),
});
export type FormBody = z.infer<typeof FormBody>;

/** As people send it themselves. */
export const AnswerBody = FormBody.extend({
  madeUp: z
    .boolean()
    .default(false)
    .meta({ description: 'Made up, for a demonstration: it counts, and the report says how many are.' }),
});
export type AnswerBody = z.infer<typeof AnswerBody>;

const statements = Array.from({ length: 10 }, (_, index) => [`statement-${index + 1}`, index % 2 === 0 ? 5 : 4]);

/** A form of the manual's questionnaire (N-10), made up. */
export const formExample: FormBody = {
  answers: {
    ...Object.fromEntries(statements),
    'statement-11': 'not-applicable',
    city: 'جدة',
    centre: 'مركز مثال',
    'age-band': '26-35',
    'first-time': 'yes',
    suggestions: 'برامج للأطفال (مثال)',
  },
  person: { name: 'زائر تجريبي (مثال)', mobile: '0500000001' },
};
