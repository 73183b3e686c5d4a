/** Statistics over customers as a page to print, with a chart; in Arabic from right to left. */
import { Eta } from 'eta';
import type { WordedStatistics } from '../../application/reports/customers/statistics-words.ts';
import type { Language } from '../../packs/words/readable.ts';
import { barsDrawn } from './report-charts.ts';

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
table { border-collapse: collapse; width: 100%; margin: 3mm 0; } tr { break-inside: avoid; }
th, td { border: .3mm solid #777; padding: 1mm 1.5mm; text-align: start; }
figure { margin: 4mm 0; break-inside: avoid; direction: ltr; } figure svg { max-width: 100%; height: auto; }
</style>
</head>
<body>
<h1><%= it.worded.organisation %></h1>
<h2><%= it.worded.title %></h2>
<p><bdi><%= it.worded.countedAt %></bdi></p>
<% if (it.chart) { %><figure><%~ it.chart %></figure><% } %>
<table><thead><tr><% for (const title of it.worded.columns) { %><th><%= title %></th><% } %></tr></thead><tbody>
<% for (const line of it.worded.lines) { %><tr><% for (const cell of line) { %><td dir="auto"><%= cell %></td><% } %></tr>
<% } %></tbody></table>
</body>
</html>
`;

/** The page as HTML; everything that it is given is escaped, but the chart, which is drawn here. */
export function statisticsPage(worded: WordedStatistics, language: Language): string {
  const chart = worded.bars.length > 0 ? barsDrawn(worded.bars, worded.measure, false, language) : null;
  return eta.renderString(template, { worded, language, chart });
}
