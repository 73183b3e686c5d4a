import { z } from 'zod';
import { wordingSchema } from '../../application/wording-schema.ts';
import type { SurveyReport } from '../../reports/surveys/report.ts';

const statement = {
  n: z.int(),
  mean: z.number(),
  median: z.number(),
  standardDeviation: z.number().nullable(),
  distribution: z.array(z.int()).meta({ description: 'How often each place was chosen, from 1 upwards.' }),
  topTwo: z
    .object({ count: z.int(), share: z.number(), low: z.number(), high: z.number() })
    .meta({ description: 'The two highest places, with Wilson’s interval at 95 %.' }),
};
const missing = z
  .int()
  .optional()
  .meta({ description: 'How many left it blank; absent in a report that an earlier release froze.' });
const Result = z
  .union([
    z.object({ kind: z.literal('scale'), ...statement, notApplicable: z.int(), missing }),
    z.object({
      kind: z.literal('expected-and-perceived'),
      n: z.int(),
      missing,
      expected: z.object(statement),
      perceived: z.object(statement),
      quality: z.object({ poor: z.int(), ordinary: z.int(), distinguished: z.int() }),
    }),
  ])
  .nullable()
  .meta({ description: 'Null: fewer than five answers, or hidden because it would give such a group away.' });
const Change = z.object({ difference: z.number(), low: z.number(), high: z.number(), shown: z.string() });

/** A report as JSON. */
export const Report = z
  .object({
    survey: z.string(),
    programme: z.string(),
    questionnaire: z.object({ id: z.string(), version: z.int(), digest: z.string() }),
    closesAt: z.string(),
    counted: z.int(),
    late: z.int().meta({ description: 'Kept and not counted: they came after the survey was closed.' }),
    madeUp: z.int(),
    unsettled: z.int().meta({ description: 'Paper forms that two people typed differently: not counted yet.' }),
    awaitingSecond: z.int().meta({ description: 'Paper forms that wait for their second typing: not counted yet.' }),
    digest: z.string(),
    level: z
      .object({
        level: z.number().meta({ description: 'From 0, all at the lowest place, to 100, all at the highest.' }),
        mean: z.number(),
        words: wordingSchema,
        statements: z.int(),
        ratings: z.int(),
      })
      .nullable()
      .meta({ description: 'One level of satisfaction, over all statements and all who answered (N-09).' }),
    groups: z.array(z.object({ dimension: z.string(), group: z.string(), people: z.int().nullable() })),
    ratings: z.array(
      z.object({
        question: z.string(),
        text: wordingSchema,
        overall: Result,
        groups: z.array(z.object({ dimension: z.string(), group: z.string(), result: Result })),
      }),
    ),
    against: z
      .object({
        survey: z.string(),
        programme: z.string(),
        items: z.array(z.object({ question: z.string(), topTwo: Change, mean: Change.nullable() })),
      })
      .nullable()
      .meta({ description: 'Against the survey before: Newcombe’s interval of shares, Welch’s of means.' }),
    texts: z.record(z.string(), z.array(z.string()).nullable()),
  })
  .meta({ id: 'SurveyReport' });

/** The report, with the words of its questions. */
export function reportView(report: SurveyReport): z.infer<typeof Report> {
  const { survey, counted, late, madeUp, unsettled, awaitingSecond, digest, analysis, against } = report;
  const { texts, questionnaire, level } = report;
  const textOf = (id: string) => questionnaire.questions.find((one) => one.id === id)?.text ?? { ar: id, en: id };
  return {
    survey: survey._id,
    programme: survey.programme,
    questionnaire: survey.questionnaire,
    closesAt: survey.closesAt ?? '',
    counted,
    late,
    madeUp,
    unsettled,
    awaitingSecond,
    digest,
    level,
    groups: analysis.groups,
    ratings: analysis.ratings.map((rating) => ({ ...rating, text: textOf(rating.question) })),
    against,
    texts,
  };
}
