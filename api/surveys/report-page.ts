/** The report of a survey as a page to print, with charts; in Arabic from right to left. */
import { Eta } from 'eta';
import type { Language } from '../../packs/words/readable.ts';
import type { SurveyReport } from '../../reports/surveys/report.ts';
import {
  changeText,
  questionText,
  reportColumns,
  reportLines,
  reportWords,
  summaryLines,
} from '../../reports/surveys/table.ts';
import { distributionCharts, qualityChart, topTwoChart } from './report-charts.ts';

const eta = new Eta({ autoEscape: true, autoTrim: false });

const template = `<!doctype html>
<html lang="<%= it.language %>" dir="<%= it.language === 'ar' ? 'rtl' : 'ltr' %>">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title><%= it.title %></title>
<style>
@page { size: A4 landscape; margin: 14mm; }
body { font: 10.5pt/1.6 "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", system-ui, sans-serif; color: #111; max-width: 270mm; margin: 0 auto; }
h1 { font-size: 16pt; margin: 0; } h2 { font-size: 12.5pt; margin: 6mm 0 2mm; break-after: avoid; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; } thead { display: table-header-group; }
th, td { border: .3mm solid #777; padding: 1mm 1.5mm; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.figures { font-size: 8pt; } .figures td { white-space: nowrap; } .figures td:nth-child(3) { white-space: normal; min-width: 45mm; }
figure { margin: 4mm 0; break-inside: avoid; direction: ltr; } figure svg { max-width: 100%; height: auto; }
</style>
</head>
<body>
<h1><%= it.report.organisationName[it.language] %></h1>
<p><%= it.words.title[it.language] %> – <%= it.report.questionnaire.title[it.language] %> – <bdi><%= it.report.survey._id %></bdi></p>
<table><tbody>
<% for (const [title, value] of it.summary) { %><tr><th><%= title %></th><td><bdi><%= value %></bdi></td></tr>
<% } %></tbody></table>
<% for (const chart of it.charts) { %><figure><%~ chart %></figure>
<% } %><% if (it.report.against) { %><h2><%= it.words.change[it.language] %> (<bdi><%= it.report.against.survey %></bdi>)</h2>
<table><thead><tr><th><%= it.words.question[it.language] %></th><th><%= it.words.shareChange[it.language] %></th><th><%= it.words.meanChange[it.language] %></th></tr></thead><tbody>
<% for (const change of it.changes) { %><tr><td><%= change.text %></td><td><bdi><%= change.share %></bdi></td><td><bdi><%= change.mean %></bdi></td></tr>
<% } %></tbody></table><% } %>
<table class="figures"><thead><tr><% for (const column of it.columns) { %><th><%= column.title %></th><% } %></tr></thead><tbody>
<% for (const line of it.lines) { %><tr><% for (const cell of line) { %><td dir="auto"><%= cell %></td><% } %></tr>
<% } %></tbody></table>
<% for (const text of it.texts) { %><h2><%= it.words.texts[it.language] %>: <%= text.question %></h2><ul>
<% for (const said of text.said) { %><li dir="auto"><%= said %></li>
<% } %></ul><% } %>
</body>
</html>
`;

/** The page as HTML; everything that it is given is escaped, but the charts, which are drawn here. */
export function reportPage(report: SurveyReport, language: Language): string {
  const charts = [
    topTwoChart(report, language),
    ...distributionCharts(report, language),
    qualityChart(report, language),
  ];
  const changes = (report.against?.items ?? []).map(({ question, topTwo, mean }) => ({
    text: questionText(report, question, language),
    share: changeText(topTwo, true, language),
    mean: changeText(mean, false, language),
  }));
  const texts = Object.entries(report.texts).flatMap(([id, said]) =>
    said ? [{ question: questionText(report, id, language), said }] : [],
  );
  return eta.renderString(template, {
    report,
    language,
    title: `${reportWords.title[language]} ${report.survey._id}`,
    words: reportWords,
    summary: summaryLines(report, language).filter(([title]) => !title.includes(': ')),
    charts: charts.filter((chart) => chart !== null),
    changes,
    columns: reportColumns(report, language),
    lines: [...reportLines(report, language)],
    texts,
  });
}
