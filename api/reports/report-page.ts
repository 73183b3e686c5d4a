/** A report as a page to print, with charts and both calendars; in Arabic from right to left. */
import { Eta } from 'eta';
import type { ReadReport } from '../../application/reports/made/read-report.ts';
import { reportWords, type WordedReport } from '../../application/reports/made/report-words.ts';
import type { Language } from '../../packs/words/readable.ts';
import { reportCharts } from './report-charts.ts';

const eta = new Eta({ autoEscape: true, autoTrim: false });

const template = `<!doctype html>
<html lang="<%= it.language %>" dir="<%= it.language === 'ar' ? 'rtl' : 'ltr' %>">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title><%= it.worded.title %></title>
<style>
@page { size: A4; margin: 14mm; }
body { font: 10.5pt/1.6 "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", system-ui, sans-serif; color: #111; max-width: 182mm; margin: 0 auto; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 12.5pt; margin: 2mm 0; }
table { border-collapse: collapse; width: 100%; margin: 3mm 0; } tr { break-inside: avoid; } thead { display: table-header-group; }
th, td { border: .3mm solid #777; padding: 1mm 1.5mm; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.total td { font-weight: bold; background: #eef3f3; } .number { text-align: end; white-space: nowrap; }
figure { margin: 4mm 0; break-inside: avoid; direction: ltr; } figure svg { max-width: 100%; height: auto; }
</style>
</head>
<body>
<h1><%= it.worded.organisation %></h1>
<h2><%= it.worded.title %></h2>
<table><tbody>
<% for (const [title, value] of it.worded.head) { %><tr><th><%= title %></th><td><bdi><%= value %></bdi></td></tr>
<% } %></tbody></table>
<% for (const chart of it.charts) { %><figure><%~ chart %></figure>
<% } %><table><thead><tr><% for (const column of it.columns) { %><th><%= it.words[column][it.language] %></th><% } %></tr></thead><tbody>
<% for (const line of it.worded.lines) { %><tr<% if (line.dimension === '') { %> class="total"<% } %>><% for (const column of it.columns) { %><td<% if (it.numbers.includes(column)) { %> class="number"<% } %> dir="auto"><%= line[column] === null ? '–' : line[column] %></td><% } %></tr>
<% } %></tbody></table>
</body>
</html>
`;

/** The page as HTML; everything that it is given is escaped, but the charts, which are drawn here. */
export function reportPage(report: ReadReport, worded: WordedReport, language: Language): string {
  const hasTargets = (report.definition.targets ?? []).length > 0;
  return eta.renderString(template, {
    ...{ worded, language, words: reportWords, numbers: ['value', 'n'] },
    charts: reportCharts(report, worded, language),
    columns: ['measure', 'unit', 'dimension', 'group', 'value', 'n', ...(hasTargets ? ['target'] : [])],
  });
}
