import type { Readable } from 'node:stream';
import { z } from 'zod';
import { asCsv } from '../../application/export/csv.ts';
import { asExcel } from '../../application/export/excel.ts';
import { mustReadSurveys } from '../../application/surveys/permissions.ts';
import { type SurveyReport, surveyReport } from '../../application/surveys/report.ts';
import {
  type Language,
  reportColumns,
  reportLines,
  reportWords,
  summaryLines,
} from '../../application/surveys/report-table.ts';
import { surveyIn } from '../../application/surveys/survey-in.ts';
import type { Reply, Route } from '../http/route.ts';
import { route } from '../http/route.ts';

const Query = z.object({
  format: z.enum(['json', 'csv', 'xlsx', 'html']).default('json').meta({ description: '`html`: a page to print.' }),
  language: z.enum(['ar', 'en']).default('ar').meta({ description: 'Of all but JSON, which has both.' }),
});

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

const Report = z
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
        words: z.object({ ar: z.string(), en: z.string() }),
        statements: z.int(),
        ratings: z.int(),
      })
      .nullable()
      .meta({ description: 'One level of satisfaction, over all statements and all who answered (N-09).' }),
    groups: z.array(z.object({ dimension: z.string(), group: z.string(), people: z.int().nullable() })),
    ratings: z.array(
      z.object({
        question: z.string(),
        text: z.object({ ar: z.string(), en: z.string() }),
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

export const surveyReportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/v1/organisations/{organisation}/surveys/{survey}/report',
    operationId: 'surveyReport',
    summary:
      'What the answers to a closed survey say, with nothing that leads to fewer than five people (N-09, N-10, B-02)',
    tag: 'surveys',
    permission: mustReadSurveys,
    query: Query,
    replies: { 200: { description: 'JSON; with `format` CSV, Excel, or a page to print.', schema: Report } },
    async handle(context) {
      const { dependencies, pack, query } = context;
      const report = await surveyReport(dependencies, await surveyIn(context), pack);
      return written(report, query.format, query.language);
    },
  }),
];

async function written(
  report: SurveyReport,
  format: z.infer<typeof Query>['format'],
  language: Language,
): Promise<Reply> {
  if (format === 'json') return { status: 200, body: viewOf(report) };
  if (format === 'html') {
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    // Loaded when the first page is asked for: what draws its charts is a fifth of what the API loads.
    const { reportPage } = await import('./report-page.ts');
    return { status: 200, body: reportPage(report, language), headers };
  }
  const columns = reportColumns(report, language);
  const file = (stream: Readable, type: string): Reply => ({
    status: 200,
    stream,
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="survey-${report.survey._id.replace(':', '-')}.${format}"`,
    },
  });
  if (format === 'csv') {
    const titles = columns.map(({ title }) => title);
    return file(asCsv(titles, reportLines(report, language)), 'text/csv; charset=utf-8');
  }
  const sheets = [
    { name: reportWords.title[language], columns, lines: reportLines(report, language) },
    {
      name: reportWords.summary[language],
      columns: [{ width: 60 }, { width: 60 }],
      lines: summaryLines(report, language),
    },
    { name: reportWords.texts[language], columns: [{ width: 40 }, { width: 90 }], lines: textLines(report, language) },
  ];
  return file(asExcel(sheets, language), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}

function* textLines({ texts, questionnaire }: SurveyReport, language: Language): Generator<string[]> {
  for (const [id, said] of Object.entries(texts)) {
    const question = questionnaire.questions.find((one) => one.id === id)?.text[language] ?? id;
    for (const text of said ?? []) yield [question, text];
  }
}

function viewOf(report: SurveyReport): z.infer<typeof Report> {
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
