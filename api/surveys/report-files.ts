import type { Readable } from 'node:stream';
import { asCsv } from '../../application/export/csv.ts';
import { asExcel } from '../../application/export/excel.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { SurveyReport } from '../../reports/surveys/report.ts';
import { reportColumns, reportLines, reportWords, summaryLines } from '../../reports/surveys/table.ts';
import type { Reply } from '../http/route.ts';
import { reportView } from './report-schema.ts';

/** How a report goes out. `html` is a page to print. */
export const reportFormats = ['json', 'csv', 'xlsx', 'html'] as const;

/** The report in one of its formats. */
export async function writtenReport(
  report: SurveyReport,
  format: (typeof reportFormats)[number],
  language: Language,
): Promise<Reply> {
  if (format === 'json') return { status: 200, body: reportView(report) };
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
