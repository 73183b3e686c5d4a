/** A report as a page to print, with charts and both calendars; in Arabic from right to left. */
import type { ReadReport } from '../../application/reports/made/read-report.ts';
import { reportWords, type WordedReport } from '../../application/reports/made/report-words.ts';
import type { Language } from '../../packs/words/readable.ts';
import { printedPage } from './printed-page.ts';
import { reportCharts } from './report-charts.ts';

const template = `<table><tbody>
<% for (const [title, value] of it.worded.head) { %><tr><th><%= title %></th><td><bdi><%= value %></bdi></td></tr>
<% } %></tbody></table>
<% for (const chart of it.charts) { %><figure><%~ chart %></figure>
<% } %><table><thead><tr><% for (const column of it.columns) { %><th><%= it.words[column][it.language] %></th><% } %></tr></thead><tbody>
<% for (const line of it.worded.lines) { %><tr<% if (line.dimension === '') { %> class="total"<% } %>><% for (const column of it.columns) { %><td<% if (it.numbers.includes(column)) { %> class="number"<% } %> dir="auto"><%= line[column] === null ? '–' : line[column] %></td><% } %></tr>
<% } %></tbody></table>`;

/** The page as HTML. */
export function reportPage(report: ReadReport, worded: WordedReport, language: Language): string {
  const hasTargets = (report.definition.targets ?? []).length > 0;
  return printedPage(template, language, {
    ...{ worded, words: reportWords, numbers: ['value', 'n'] },
    charts: reportCharts(report, worded, language),
    columns: ['measure', 'unit', 'dimension', 'group', 'value', 'n', ...(hasTargets ? ['target'] : [])],
  });
}
