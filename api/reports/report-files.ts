import type { ReadReport } from '../../application/reports/made/read-report.ts';
import { type ReportLine, reportWords, wordedReport } from '../../application/reports/made/report-words.ts';
import type { Language } from '../../packs/words/readable.ts';
import type { Column } from '../../reports/column.ts';
import type { Context, Reply } from '../http/route.ts';
import { reportView } from './report-schema.ts';
import { asFile } from './shown-table.ts';

/** How a report goes out. `html` is a page to print. */
export const reportFormats = ['json', 'csv', 'xlsx', 'html'] as const;

interface Query {
  format: (typeof reportFormats)[number];
  language: Language;
}

/** The report in one of its formats. */
export async function writtenReport(context: Context<Query>, report: ReadReport): Promise<Reply> {
  const { format, language } = context.query;
  if (format === 'json') return { status: 200, body: reportView(report) };
  const worded = await wordedReport(context, report, language);
  if (format === 'html') {
    const headers = { 'Content-Type': 'text/html; charset=utf-8' };
    // Loaded when the first page is asked for: what draws its charts is a fifth of what the API loads.
    const { reportPage } = await import('./report-page.ts');
    return { status: 200, body: reportPage(report, worded, language), headers };
  }
  const { report: id, from } = report.content;
  const of = { format, language, title: report.definition.title, file: `${id}-${context.pack.id}-${from}` };
  return { status: 200, ...asFile(worded.lines, columns, of) };
}

const columns: Column<ReportLine>[] = [
  ...(['measure', 'unit', 'dimension', 'group'] as const).map((key) => ({
    title: reportWords[key],
    cell: (line: ReportLine) => line[key],
  })),
  { title: reportWords.value, cell: ({ value }) => value, isNumber: true },
  { title: reportWords.n, cell: ({ n }) => n, isNumber: true },
  { title: reportWords.target, cell: ({ target }) => target },
];
