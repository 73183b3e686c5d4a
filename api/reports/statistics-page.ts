/** Statistics over customers as a page to print, with a chart; in Arabic from right to left. */
import type { WordedStatistics } from '../../application/reports/customers/statistics-words.ts';
import type { Language } from '../../packs/words/readable.ts';
import { printedPage } from './printed-page.ts';
import { barsDrawn } from './report-charts.ts';

const template = `<p><bdi><%= it.worded.countedAt %></bdi></p>
<% if (it.chart) { %><figure><%~ it.chart %></figure><% } %>
<table><thead><tr><% for (const title of it.worded.columns) { %><th><%= title %></th><% } %></tr></thead><tbody>
<% for (const line of it.worded.lines) { %><tr><% for (const cell of line) { %><td dir="auto"><%= cell %></td><% } %></tr>
<% } %></tbody></table>`;

/** The page as HTML. */
export function statisticsPage(worded: WordedStatistics, language: Language): string {
  const chart = worded.bars.length > 0 ? barsDrawn(worded.bars, worded.measure, false, language) : null;
  return printedPage(template, language, { worded, chart });
}
