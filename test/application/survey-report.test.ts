import { expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { reportPage } from '../../api/surveys/report-page.ts';
import { analysisOf } from '../../domain/survey/analysis.ts';
import { levelOf } from '../../domain/survey/level.ts';
import { Tally } from '../../domain/survey/tally.ts';
import type { SurveyReport } from '../../reports/surveys/report.ts';
import { reportColumns, reportLines, summaryLines } from '../../reports/surveys/table.ts';
import { sampleQuestionnaire } from '../support/samples/sample-questionnaire.ts';

const tally = new Tally(sampleQuestionnaire);
for (let n = 0; n < 40; n += 1) {
  const quality = { expected: 3, perceived: (n % 5) + 1 };
  tally.add({ content: (n % 5) + 1, fees: 4, quality, 'age-band': n < 30 ? 'old' : 'middle', city: '=1+1' });
}
const report: SurveyReport = {
  survey: {
    _id: 'NC-S-EXAMPLE:beneficiaries',
    programme: 'club',
    questionnaire: { id: 'sample', version: 1, digest: '' },
    closesAt: '2026-01-08T00:00:00Z',
  },
  organisationName: { ar: 'جهة (مثال)', en: 'An organisation (example)' },
  programmeName: null,
  questionnaire: sampleQuestionnaire,
  counted: 40,
  late: 2,
  madeUp: 0,
  unsettled: 0,
  awaitingSecond: 3,
  digest: 'digest',
  analysis: analysisOf(tally),
  against: null,
  level: levelOf(sampleQuestionnaire, analysisOf(tally)),
  texts: { suggestions: ['<script>alert(1)</script>'] },
};

/** Fails if the drawing is not well formed: a browser would show nothing of it. */
function parsed(svg: string): void {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
}

test.each(['ar', 'en'] as const)(
  'the page to print has its charts and escapes what people wrote, in %s',
  (language) => {
    const page = reportPage(report, language);
    const charts = page.match(/<svg .*?<\/svg>/gs) ?? [];
    expect(charts).toHaveLength(3);
    for (const chart of charts) parsed(chart);
    expect(page).toContain(`dir="${language === 'ar' ? 'rtl' : 'ltr'}"`);
    expect(page).not.toContain('<script>');
    // Forms that are in no number are named beside the numbers; none of the other kind is left, and not spoken of.
    const waiting = { ar: 'نماذج ورقية تنتظر الإدخال الثاني', en: 'Paper forms that wait for their second typing' };
    expect(page).toContain(`<th>${waiting[language]}</th><td><bdi>3</bdi></td>`);
    expect(page).not.toContain({ ar: 'لم يُحسم', en: 'not settled' }[language]);
  },
);

test('every line of the table has a cell for each column, and hidden groups say so', () => {
  const lines = [...reportLines(report, 'en')];
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([reportColumns(report, 'en').length]));
  const young = lines.find((line) => line[0] === 'age' && line[1] === 'young');
  expect(young?.slice(2, 4)).toEqual(['content', 'hidden']);
});

test('N-10: what was left blank is counted in the table', () => {
  const columns = reportColumns(report, 'en').map(({ title }) => title);
  const gaps = new Tally(sampleQuestionnaire);
  for (let n = 0; n < 12; n += 1) gaps.add(n < 3 ? { fees: 4 } : { content: 5, fees: 4 });
  const lines = [...reportLines({ ...report, analysis: analysisOf(gaps) }, 'en')];
  const content = lines.find((line) => line[0] === 'Everybody' && line[2] === 'content');
  expect(content?.[columns.indexOf('Left blank')]).toBe(3);
});

test('N-09: the report has one level of satisfaction, over all statements', () => {
  // Forty ratings of 3 on average and forty of 4: (3.5 − 1) / 4.
  expect(report.level).toMatchObject({ level: 62.5, mean: 3.5, statements: 2, ratings: 80 });
  expect(summaryLines(report, 'ar')).toContainEqual([
    'مستوى الرضا العام',
    '62.5 % – 4 (من 80 تقييمًا لعدد 2 من العبارات)',
  ]);
  const few = new Tally(sampleQuestionnaire);
  few.add({ content: 5 });
  expect(levelOf(sampleQuestionnaire, analysisOf(few))).toBeNull();
});

test('B-02: the report says of the quality what the document says: عادية، رديئة، متميزة', () => {
  const titles = reportColumns(report, 'ar').map(({ title }) => title);
  for (const word of ['عادية', 'رديئة', 'متميزة']) {
    expect(titles.filter((title) => title.includes(`(${word})`))).toHaveLength(1);
  }
  expect(titles.join()).not.toContain('ضعيفة');
  const line = [...reportLines(report, 'ar')].find(
    (cells) => cells[0] === 'الجميع' && String(cells[2]).includes('الملموس'),
  );
  // A fifth of the forty perceived each place, and all had expected 3.
  expect(line?.slice(-3)).toEqual([16, 8, 16]);
});
